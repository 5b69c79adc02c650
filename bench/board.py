"""How long a note takes from the phone to a hundred screens, beside a bare broadcaster.

Both servers run at once and get their notes in turns; the figures are the medians of three rounds.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.board_world import build
from bench.servers import HOME, free_port, server

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
        base, ours, floor = Path(folder), free_port(), free_port()
        world = build(base / "ours", ours, STREAMS)
        with server("wsgi:app", ours, base), server("bench.broadcaster:app", floor, base):
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
