"""What answering costs: whole journeys at sixteen at once, beside the floor in the same run.

Each goes in turns on the same machine, in many short rounds: what else the machine does falls on
both alike, and the figures are the medians of the rounds.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from bench.servers import HOME, free_port, server
from bench.survey_world import build

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 9
SECONDS = 4.0
WARM = 2.0
LINKS = 5900
Figures = dict[str, float]


def run() -> Figures:
    """Every figure of this part, by name."""
    with tempfile.TemporaryDirectory(prefix="radslag-bench-") as folder:
        base = Path(folder)
        ours, floor = free_port(), free_port()
        links = build(base / "ours", ours, LINKS)
        _make_floor(base / "floor.db")
        rounds: dict[str, list[Figures]] = {"ours": [], "floor": []}
        walked = {"ours": iter(links), "floor": iter(f"/{who}/1" for who in range(10**6))}
        with server("wsgi:app", ours, base), server("bench.floor:app", floor, base):
            weight = _first_load(ours, links[-1])
            for seconds in (WARM, *[SECONDS] * ROUNDS):
                for kind, port in (("floor", floor), ("ours", ours)):
                    figures = _walk(kind, port, seconds, walked[kind])
                    if seconds != WARM:
                        rounds[kind].append(figures)
    return {**_medians(rounds), "page.survey_first_load_kb": weight}


def _medians(rounds: dict[str, list[Figures]]) -> Figures:
    def middle(kind: str, figure: str) -> float:
        return statistics.median(one[figure] for one in rounds[kind])

    ratios = [
        ours["completions_per_s"] / floor["completions_per_s"]
        for ours, floor in zip(rounds["ours"], rounds["floor"], strict=True)
    ]
    return {
        "survey.page_p95_ms": middle("ours", "page_p95_ms"),
        "survey.completions_per_s": middle("ours", "completions_per_s"),
        "survey.floor_page_p95_ms": middle("floor", "page_p95_ms"),
        "survey.floor_completions_per_s": middle("floor", "completions_per_s"),
        "survey.floor_ratio": statistics.median(ratios),
    }


def _walk(kind: str, port: int, seconds: float, links: Iterator[str]) -> Figures:
    """One round of one kind, from a process of its own."""
    most = 120 * int(seconds) + 100
    batch = [link for _, link in zip(range(most), links, strict=False)]
    result = subprocess.run(
        [sys.executable, "-m", "bench.survey_client", kind, str(port), str(seconds)],
        input="\n".join(batch),
        capture_output=True,
        text=True,
        cwd=HOME,
        check=False,
    )
    if result.returncode or result.stderr:
        raise RuntimeError(f"{kind}: {result.stderr[-2000:]}")
    figures: Figures = loads(result.stdout)
    return figures


def _first_load(port: int, link: str) -> float:
    """All bytes of the first survey page as a browser gets them, in kB: page, styles, fonts, scripts."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def fetch(path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        return answer, answer.read()

    opened, _ = fetch(link)
    cookie = (opened.headers["Set-Cookie"] or "").split(";")[0]
    _, packed = fetch(opened.headers["Location"], Cookie=cookie)
    page = gzip.decompress(packed).decode()
    needed = set(re.findall(r'<(?:link|script)[^>]+(?:href|src)="(/[^"]+)"', page))
    return (len(packed) + sum(len(fetch(path)[1]) for path in needed)) / 1000


def _make_floor(file: Path) -> None:
    os.environ["FLOOR_DATABASE"] = f"sqlite:///{file}"
    from bench.floor import Model

    engine = create_engine(f"sqlite:///{file}")
    Model.metadata.create_all(engine)
    engine.dispose()
