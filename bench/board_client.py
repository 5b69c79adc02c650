"""Follows a board on many streams, writes notes, and tells when each reached each screen.

Run as a program: our port, the floor's and the number of streams as arguments, the world as JSON on
stdin; prints figures as JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
import uuid
from urllib.parse import urlencode

NOTES = 100
WARM = 5  # notes written first and not counted
PAUSE = 0.05
MARK = re.compile(rb"id: (\d+)\n|bench-(\d{3})")


class Screen:
    """One open stream: when each note came, and which numbers."""

    def __init__(self) -> None:
        self.came: dict[int, float] = {}
        self.numbers: list[int] = []
        self.doubled = 0
        self.ready = asyncio.Event()

    async def follow(self, port: int, path: str, cookie: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        writer.write(f"{head}Accept: text/event-stream\r\n\r\n".encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(f"{path}: {status!r}")
        self.ready.set()
        rest = b""
        while chunk := await reader.read(65536):
            now = time.perf_counter()
            lines, _newline, rest = (rest + chunk).rpartition(b"\n")
            for number, note in MARK.findall(lines + b"\n"):
                if number:
                    self.numbers.append(int(number))
                elif int(note) not in self.came:
                    self.came[int(note)] = now
                else:
                    self.doubled += 1


async def write(port: int, path: str, cookie: str, column: int, note: int) -> float:
    """Send one note; returns when it was begun."""
    body = urlencode(
        {"text": f"bench-{note:03} en lapp om något", "column": column, "client_id": uuid.uuid4()}
    ).encode()
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    status = await reader.readline()
    if b" 303 " not in status:
        raise RuntimeError(f"{status!r}: {(await reader.read())[-2000:]!r}")
    await reader.read()
    writer.close()
    return begun


class Room:
    """One server with its streams; notes are written to it one at a time."""

    def __init__(self, port: int, streams: int, world: dict) -> None:
        self.port, self.world = port, world
        self.base = f"/w/{world['number']}"
        self.screens = [Screen() for _ in range(streams)]
        self.begun: dict[int, float] = {}
        self.following: list[asyncio.Task] = []

    def cookie(self, number: int) -> str:
        cookies = self.world["cookies"]
        return cookies[number % len(cookies)]

    async def open(self) -> None:
        path = f"{self.base}/stream?after={self.world['after']}"
        self.following = [
            asyncio.create_task(screen.follow(self.port, path, self.cookie(number)))
            for number, screen in enumerate(self.screens)
        ]
        await asyncio.gather(*(screen.ready.wait() for screen in self.screens))

    async def write(self, note: int) -> None:
        """Write one note, and wait until it has come everywhere, at most five seconds."""
        path, column = f"{self.base}/notes", self.world["column"]
        self.begun[note] = await write(self.port, path, self.cookie(note), column, note)
        for _ in range(250):
            if all(note in screen.came for screen in self.screens):
                break
            await asyncio.sleep(0.02)

    def figures(self) -> dict[str, float]:
        for task in self.following:
            task.cancel()
        waits = sorted(
            at - self.begun[note]
            for screen in self.screens
            for note, at in screen.came.items()
            if note >= WARM
        )
        numbers = [screen.numbers for screen in self.screens]
        return {
            "p95_ms": waits[int(len(waits) * 0.95)] * 1000,
            "missing": sum(len(self.begun) - len(screen.came) for screen in self.screens),
            "doubled": sum(screen.doubled for screen in self.screens)
            + sum(len(seen) - len(set(seen)) for seen in numbers),
            "disordered": sum(seen != sorted(seen) for seen in numbers),
        }


async def measure(ours: int, floor: int, streams: int, world: dict) -> list[dict[str, float]]:
    """A note here, a note there, in turns: what else the machine does meets both alike."""
    rooms = [Room(port, streams, world) for port in (ours, floor)]
    for room in rooms:
        await room.open()
    for note in range(WARM + NOTES):
        for room in rooms if note % 2 else rooms[::-1]:
            await room.write(note)
            await asyncio.sleep(PAUSE)
    return [room.figures() for room in rooms]


if __name__ == "__main__":
    ports_and_streams = [int(word) for word in sys.argv[1:]]
    print(json.dumps(asyncio.run(measure(*ports_and_streams, json.load(sys.stdin)))))
