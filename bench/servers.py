"""Starting servers to measure: ours and the floor's with the same flags, on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.config import read_settings
from dialog.overview.serving import web_command

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 30


@contextmanager
def server(app: str, port: int, base: Path) -> Iterator[None]:
    """gunicorn with the flags of the product; both servers get the same."""
    own = {"RADSLAG_DATA_DIR": str(base / "ours"), "PORT": str(port)}
    command = [app if word == "wsgi:app" else word for word in web_command(read_settings(own))]
    environment = {**os.environ, **own, "FLOOR_DATABASE": f"sqlite:///{base / 'floor.db'}"}
    process = subprocess.Popen(command, cwd=HOME, env=environment)
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    for _ in range(SECONDS_TO_START * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at port {port}.")
