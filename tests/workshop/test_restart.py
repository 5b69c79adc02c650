"""The server is killed in the middle of the evening, and nobody loses or sees anything twice."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from dialog.config import ROOT
from dialog.extensions import db
from tests.workshop.conftest import columns_of, notes_on

NOTES = 50
# After how many notes it is killed: the whole server, or what answers in it. On two engines: 20 kills
# during 100 notes.
SERVER_KILLS = (7, 23, 39)
WORKER_KILLS = (3, 11, 15, 19, 27, 31, 43)


class Server:
    """The real server on the test's database. Killed without warning, started again."""

    def __init__(self, app: Any) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        settings = app.config["SETTINGS"]
        self.environment = {
            **os.environ,
            "RADSLAG_DATA_DIR": str(settings.data_dir),
            "RADSLAG_DATABASE_URL": settings.database_url,
            "RADSLAG_THREADS": "40",
            "RADSLAG_STREAMS": "10",
            "PORT": str(self.port),
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "wsgi:app", f"--bind=127.0.0.1:{self.port}"]
        command += ["--worker-class=gthread", "--workers=1", "--threads=40", "--log-level=critical"]
        command += ["--no-control-socket", "--config=deploy/gunicorn.conf.py", "--preload"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, start_new_session=True
        )

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_worker(self) -> None:
        """Kill the process that answers; its parent makes another at once."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for child in children.read_text().split():
            os.kill(int(child), signal.SIGKILL)

    @contextmanager
    def asked(
        self, method: str, path: str, cookie: str, **form: str
    ) -> Iterator[http.client.HTTPResponse]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            with connection.getresponse() as answer:
                yield answer
        finally:
            connection.close()


@contextmanager
def broken_off() -> Iterator[None]:
    """The other end went away: wait a little."""
    try:
        yield
    except (OSError, http.client.HTTPException):
        time.sleep(0.05)


class Screen:
    """Follows like a browser: comes back with the last number, until the evening is over."""

    def __init__(self, server: Server, home: str, cookie: str) -> None:
        self.server, self.home, self.cookie = server, home, cookie
        self.numbers: list[int] = []
        self.seen: list[str] = []
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._follow)
        self.thread.start()

    def _follow(self) -> None:
        while not self.done.is_set():
            last = self.numbers[-1] if self.numbers else -1
            path = f"{self.home}/stream?after={last}"
            with broken_off(), self.server.asked("GET", path, self.cookie) as answer:
                for line in iter(answer.readline, b""):
                    self._take(line.decode())

    def _take(self, line: str) -> None:
        if line.startswith("id: "):
            self.numbers.append(int(line[4:]))
        self.seen += re.findall(r"lapp nummer \d+", line)

    def wait_for(self, wanted: list[str]) -> None:
        ends = time.monotonic() + 30
        while not set(wanted) <= set(self.seen) and time.monotonic() < ends:
            time.sleep(0.05)


@pytest.fixture
def server(app, open_board):
    db.session.commit()
    running = Server(app)
    yield running
    running.kill()


def write(server: Server, home: str, cookie: str, column: int, text: str) -> None:
    """Like a phone: sends the same note again until the server says that it has it."""
    form = {"text": text, "column": str(column), "client_id": str(uuid.uuid4())}
    status = 0
    while status != 303:
        with broken_off(), server.asked("POST", f"{home}/notes", cookie, **form) as answer:
            status = answer.status


def _killing(server: Server, number: int) -> threading.Timer | None:
    """What happens to the server while note `number` is written, a few thousandths later each time."""

    def restart() -> None:
        server.kill()
        server.start()

    act = restart if number in SERVER_KILLS else server.kill_worker
    known = number in SERVER_KILLS + WORKER_KILLS
    return threading.Timer(number % 7 * 0.004, act) if known else None


def test_ten_kills_lose_nothing_and_double_nothing(server, phone, open_board):
    ben = phone()
    column, cookie = columns_of(open_board)[0], ben.cookies["Cookie"]
    db.session.rollback()
    screen = Screen(server, ben.home, cookie)
    wanted = [f"lapp nummer {number}" for number in range(NOTES)]
    for number, text in enumerate(wanted):
        killing = _killing(server, number)
        if killing:
            killing.start()  # while the note is on its way
        write(server, ben.home, cookie, column, text)
        if killing:
            killing.join()
    screen.wait_for(wanted)
    screen.done.set()
    server.kill()
    screen.thread.join()
    assert notes_on(open_board) == wanted
    assert sorted(set(screen.seen), key=wanted.index) == wanted
    assert screen.numbers == sorted(set(screen.numbers)), "in order, none twice"
