"""Web and jobs as two children of one program: it ends when one of them does."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dialog.config import ROOT, ConfigurationError
from dialog.errors import Refusal

if TYPE_CHECKING:
    from types import FrameType

    from huey import Huey

    from dialog.config import Settings

GRACE = 20  # seconds a child gets to finish what it is doing
_held: list[IO[str]] = []  # a lock lasts as long as its file is open


def web_command(settings: Settings) -> list[str]:
    """gunicorn as this installation wants it: one process on SQLite, a thread for each stream."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "wsgi:app",
        f"--bind={settings.bind}",
        f"--config={ROOT / 'deploy' / 'gunicorn.conf.py'}",
        "--worker-class=gthread",
        "--workers=1",
        f"--threads={settings.threads}",
        f"--worker-connections={settings.threads * 2 + 500}",
        "--graceful-timeout=10",
        "--timeout=60",
        "--log-level=warning",
        "--no-control-socket",
    ]


def refuse_a_taken_port(bind: str) -> None:
    """Refuse in words before anything is started; the web server would only tell its log."""
    host, _colon, port = bind.rpartition(":")
    if bind.startswith("unix:"):
        return
    try:
        socket.create_server((host.strip("[]"), int(port)), family=_family(host)).close()
    except OSError as error:
        raise Refusal(
            f"{bind} cannot be used ({os.strerror(error.errno or 0)}). Stop what uses it, or choose another with "
            "PORT or RADSLAG_BIND."
        ) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def hold_alone(settings: Settings, patience: float = GRACE) -> None:
    """On SQLite this is the only web process, until it ends. Refuses to be a second one.

    What waits for its turn to write, and what screens are told at once, is known inside one process.
    A successor waits `patience` seconds while its predecessor finishes what it is doing.
    """
    if not settings.is_sqlite:
        return
    handle = (settings.data_dir / "web.lock").open("w")
    deadline = time.monotonic() + patience
    while not _takes(handle):
        if time.monotonic() > deadline:
            handle.close()
            raise ConfigurationError(
                f"Another web process uses {settings.data_dir} already. SQLite takes one: start "
                "with --workers=1, or set RADSLAG_DATABASE_URL to a PostgreSQL database."
            )
        time.sleep(0.2)
    _held.append(handle)


def _takes(handle: IO[str]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def let_go() -> None:
    """This process serves no longer: another may."""
    while _held:
        _held.pop().close()


def serve(settings: Settings) -> int:
    """Start web and jobs, pass SIGTERM on, end when one dies. Returns the exit code."""
    refuse_a_taken_port(settings.bind)
    environment = {
        **os.environ,
        "RADSLAG_DATA_DIR": str(settings.data_dir),
        "FLASK_APP": "wsgi",
        "PYTHONUNBUFFERED": "1",
    }
    children = [
        subprocess.Popen(web_command(settings), cwd=ROOT, env=environment),
        subprocess.Popen([sys.executable, "-m", "flask", "jobs"], cwd=ROOT, env=environment),
    ]
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    address = urlsplit(settings.base_url)
    print(f"Rådslag: {address.geturl()}", flush=True)  # noqa: T201 - the command's own output
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.1)
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return 0 if stopping else next((child.returncode for child in children if child.returncode), 1)


def run_jobs(queue: Huey) -> None:
    """The consumer of the queue: one thread, until SIGTERM."""
    options: dict[str, Any] = {
        "workers": 1,
        "worker_type": "thread",
        "periodic": True,
        "initial_delay": 0.1,
        "max_delay": 1.0,
    }
    queue.create_consumer(**options).run()
