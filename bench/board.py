"""How long a note takes from the phone to a hundred screens, beside a bare broadcaster.

Both servers run at once and get their notes in turns; the figures are the medians of three rounds.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.board_world import build
from dialog.config import read_settings
from dialog.overview.serving import web_command

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).resolve().parent.parent
STREAMS = 100
ROUNDS = 3


def run() -> dict[str, float]:
    """Every figure of this part, by name."""
    rounds = [_round() for _ in range(ROUNDS)]
    return {
        "board.note_to_screen_p95_ms": statistics.median(ours["p95_ms"] for ours, _ in rounds),
        "board.floor_note_to_screen_p95_ms": statistics.median(
            floor["p95_ms"] for _, floor in rounds
        ),
        "board.fanout_floor_ratio": statistics.median(
            ours["p95_ms"] / floor["p95_ms"] for ours, floor in rounds
        ),
        "board.events_missing": sum(ours["missing"] for ours, _ in rounds),
        "board.events_doubled": sum(ours["doubled"] + ours["disordered"] for ours, _ in rounds),
    }


def _round() -> list[dict[str, float]]:
    """Both, on fresh servers: ours and the floor's."""
    with tempfile.TemporaryDirectory(prefix="radslag-bench-") as folder:
        base, ours, floor = Path(folder), _free_port(), _free_port()
        world = build(base / "ours", ours, STREAMS)
        with _server("wsgi:app", ours, base), _server("bench.broadcaster:app", floor, base):
            return _follow(ours, floor, world)


def _follow(ours: int, floor: int, world: dict[str, object]) -> list[dict[str, float]]:
    """The load, from a process of its own."""
    result = subprocess.run(
        [sys.executable, "-m", "bench.board_client", str(ours), str(floor), str(STREAMS)],
        input=json.dumps(world),
        capture_output=True,
        text=True,
        cwd=HOME,
        timeout=300,
        check=False,
    )
    if result.returncode or result.stderr:
        raise RuntimeError(result.stderr[-2000:])
    figures: list[dict[str, float]] = json.loads(result.stdout)
    return figures


@contextmanager
def _server(app: str, port: int, base: Path) -> Iterator[None]:
    """gunicorn with the flags of the product, on loopback; both servers get the same."""
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at port {port}.")
