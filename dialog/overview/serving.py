"""Web and jobs as two children of one program: it ends when one of them does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dialog.config import ROOT

if TYPE_CHECKING:
    from types import FrameType

    from huey import Huey

    from dialog.config import Settings

GRACE = 20  # seconds a child gets to finish what it is doing


def web_command(settings: Settings) -> list[str]:
    """gunicorn as this installation wants it: one process on SQLite, a thread for each stream."""
    bind = os.environ.get("RADSLAG_BIND", f"127.0.0.1:{settings.port}")
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "wsgi:app",
        f"--bind={bind}",
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


def serve(settings: Settings) -> int:
    """Start web and jobs, pass SIGTERM on, end when one dies. Returns the exit code."""
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
