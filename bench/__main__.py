"""`make bench`: runs every measurement, prints a table, writes bench/results.json."""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from math import inf
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"
PARTS = ("survey", "board", "measures")
LIMITS = {  # what a figure must be: at the least, at the most
    "survey.floor_ratio": (0.6, inf),
    "page.survey_first_load_kb": (0, 60),
    "board.fanout_floor_ratio": (0, 2),
    "board.events_missing": (0, 0),
    "board.events_doubled": (0, 0),
}


def main(wanted: list[str]) -> int:
    """Run the parts named in `wanted`, or all; figures of parts that were not run are kept."""
    figures: dict[str, float] = (
        json.loads(RESULTS.read_text()) if RESULTS.exists() and wanted else {}
    )
    for part in wanted or PARTS:
        if find_spec(f"bench.{part}") is None:
            print(f"bench.{part} does not exist")
            return 1
        begun = time.monotonic()
        figures |= import_module(f"bench.{part}").run()
        print(f"{part}: {time.monotonic() - begun:.0f} s")
    width = max(map(len, figures))
    for name in sorted(figures):
        print(f"{name:<{width}}  {figures[name]:>12.4g}  {_judged(name, figures[name])}".rstrip())
    RESULTS.write_text(json.dumps(dict(sorted(figures.items())), indent=2) + "\n")
    return 0


def _judged(name: str, figure: float) -> str:
    """What the figure should be at the least or at the most, and whether it is not."""
    if name not in LIMITS:
        return ""
    least, most = LIMITS[name]
    words = f"at least {least:g}" if most == inf else f"at most {most:g}"
    return words if least <= figure <= most else f"{words}: NOT MET"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
