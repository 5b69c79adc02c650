"""Sixteen clients at once, in a process of their own: `python -m bench.survey_client KIND PORT SECONDS`.

Reads the paths of the links on stdin, a line each; KIND is ours or floor. Every client walks whole
journeys until the time is over and writes what it measured on stdout, as JSON. A page is one turn:
send what is filled in, and have the next page.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import threading
import time
from html import unescape
from urllib.parse import urlencode

CLIENTS = 16
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
ACTION = re.compile(r'<form[^>]* method="post" action="([^"]+)"')
KEYS = re.compile(r'name="(p\d_[a-z]+)"')
SAID = "Vi skulle vilja veta vem vi ska ringa, och att den som svarar vet vad som gäller."
VALUES = {"single": "s2", "multiple": "s3", "scale": "s4", "number": "40", "long": SAID}


class Client:
    """One browser: keeps its cookie and its connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = ""
        self.pages: list[float] = []

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """One request: status, Location, body."""
        headers = {"Sec-Fetch-Site": "same-origin", "Host": f"127.0.0.1:{self.port}"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        body = urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()  # an idle connection was closed; nothing had been sent
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.headers.get("Set-Cookie"):
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return answer.status, answer.headers.get("Location") or "", text

    def turn(self, path: str, form: dict[str, str]) -> tuple[str, str]:
        """Send a page and get the next: its path and text. Timed as one page."""
        begun = time.monotonic()
        status, location, text = self.ask("POST", path, form)
        if status == 303:
            path = location
            _status, _location, text = self.ask("GET", location)
        self.pages.append(time.monotonic() - begun)
        return path, text

    def ours(self, link: str) -> None:
        """Link, first page, four pages of five questions, reading through, receipt."""
        self.cookie = ""
        _status, path, _text = self.ask("GET", link)
        _status, _location, text = self.ask("GET", path)
        path, text = self.turn(_action(text), {})
        for _ in range(4):
            path, text = self.turn(path, _filled(text) | {"page-to": "next"})
        path, text = self.turn(path, _filled(text))
        if "data-long" not in text:
            raise RuntimeError("The journey did not end in a receipt.")

    def floor(self, link: str) -> None:
        """The same number of page loads: six pages, each saved, and thanks."""
        path = link
        _status, _location, text = self.ask("GET", path)
        for _ in range(6):
            path, text = self.turn(_action(text) if "<form" in text else path, FIVE)
        if "Thanks" not in text:
            raise RuntimeError("The journey did not end.")


FIVE = {f"q{number}": value for number, value in enumerate(VALUES.values())}


def _action(text: str) -> str:
    found = ACTION.search(text)
    if found is None:
        raise RuntimeError("There is no form on the page.")
    return unescape(found[1])


def _filled(text: str) -> dict[str, str]:
    """What the page carries, with an answer to every question on it."""
    form = {name: unescape(value) for name, value in HIDDEN.findall(text)}
    return form | {key: VALUES[key.split("_")[1]] for key in KEYS.findall(text)}


def main(kind: str, port: int, seconds: float) -> None:
    links = iter(sys.stdin.read().split())
    gate = threading.Lock()
    until = time.monotonic() + seconds
    clients = [Client(port) for _ in range(CLIENTS)]
    done: list[float] = []

    def walk(client: Client) -> None:
        while time.monotonic() < until:
            with gate:
                link = next(links, None)
            if link is None:
                raise RuntimeError("There are too few links.")
            getattr(client, kind)(link)
            done.append(time.monotonic())

    begun = time.monotonic()
    threads = [threading.Thread(target=walk, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pages = sorted(page for client in clients for page in client.pages)
    spent = max(done) - begun
    print(
        json.dumps(
            {
                "completions_per_s": len(done) / spent,
                "page_p95_ms": pages[int(len(pages) * 0.95)] * 1000,
                "completions": len(done),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
