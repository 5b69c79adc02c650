"""G11, F7: a stop ends streams at once and lets requests finish; streams take nobody's place."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from dialog.accounts.access import COOKIE
from tests.stores import ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
STREAMS, REQUESTS = 3, 12
USUAL_START = 6.0  # seconds until the server answers on two cores that do nothing else
pytestmark = pytest.mark.skipif(ENGINE != "sqlite", reason="The server has its own database.")


@dataclass
class Server:
    """A running `flask serve` with one open board."""

    port: int
    process: subprocess.Popen[bytes]
    board: str
    cookie: str
    errors: Path
    patience: float = 1.0  # how many times slower than usual this machine is just now

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def begin(
        self, method: str, path: str, body: bytes | None = None
    ) -> http.client.HTTPConnection:
        connection = self.connection()
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        return connection


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("RADSLAG_")},
        "RADSLAG_DATA_DIR": str(tmp_path / "data"),
        "RADSLAG_THREADS": "30",
        "RADSLAG_STREAMS": "5",
        "PORT": str(port),
    }
    run(environment, "-m", "flask", "--app", "wsgi", "db", "upgrade")
    told = json.loads(run(environment, "-m", "tests.trust.opened_board"))
    errors = tmp_path / "errors.txt"
    with errors.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=lines,
        )
    began = time.monotonic()
    try:
        _wait_until_ready(port, process)
        slow = max(1.0, (time.monotonic() - began) / USUAL_START)
        yield Server(port, process, told["board"], f"{COOKIE}={told['token']}", errors, slow)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 90
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("The server did not start.")


class Followed:
    """An open stream, read in a thread of its own until it ends."""

    def __init__(self, server: Server) -> None:
        self.connection = server.begin("GET", f"{server.board}/stream")
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200
        self.begun, self.ended = threading.Event(), 0.0
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        try:
            while self.answer.readline():
                self.begun.set()
        except (OSError, http.client.HTTPException):
            pass
        self.ended = time.monotonic()


def test_a_stop_ends_the_streams_and_lets_the_requests_finish(server: Server):
    streams = [Followed(server) for _ in range(STREAMS)]
    assert all(stream.begun.wait(20) for stream in streams)
    for _ in range(10):
        with_streams = server.begin("GET", "/health/live")
        assert with_streams.getresponse().status == 200
        with_streams.close()

    # Half of each form has arrived when the stop comes; the rest takes its time.
    running = [_half_sent(server) for _ in range(REQUESTS)]
    time.sleep(0.5 * server.patience)
    stopped = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    statuses = [_finish(connection) for connection in running]
    code = server.process.wait(30)
    took = time.monotonic() - stopped
    for stream in streams:
        stream.thread.join(5)
        stream.connection.close()
    assert statuses == [303] * REQUESTS
    assert code == 0
    assert all(0 < stream.ended - stopped < 3 * server.patience for stream in streams)
    assert took <= 5 * server.patience
    told = server.errors.read_text()
    assert "Traceback" not in told
    assert server.cookie.partition("=")[2] not in told


BODY = b"text=" + b"en%20tanke&" * 40


def _half_sent(server: Server) -> http.client.HTTPConnection:
    """A form on its way: its head and half of its body."""
    connection = server.connection()
    connection.putrequest("POST", f"{server.board}/lock")
    connection.putheader("Cookie", server.cookie)
    connection.putheader("Sec-Fetch-Site", "same-origin")
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", str(len(BODY)))
    connection.endheaders()
    connection.send(BODY[: len(BODY) // 2])
    return connection


def _finish(connection: http.client.HTTPConnection) -> int:
    connection.send(BODY[len(BODY) // 2 :])
    status = connection.getresponse().status
    connection.close()
    return status
