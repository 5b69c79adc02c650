"""What answering costs: whole journeys at sixteen at once, beside the floor in the same run.

Each goes in turns on the same machine, three rounds; the figures are the medians of the rounds.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from bench.survey_world import build
from dialog.config import read_settings
from dialog.overview.serving import web_command

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).resolve().parent.parent
ROUNDS = 3
SECONDS = 10.0
WARM = 2.0
LINKS = 2400
Figures = dict[str, float]


def run() -> Figures:
    """Every figure of this part, by name."""
    with tempfile.TemporaryDirectory(prefix="radslag-bench-") as folder:
        base = Path(folder)
        ours, floor = _free_port(), _free_port()
        links = build(base / "ours", ours, LINKS)
        _make_floor(base / "floor.db")
        rounds: dict[str, list[Figures]] = {"ours": [], "floor": []}
        walked = {"ours": iter(links), "floor": iter(f"/{who}/1" for who in range(10**6))}
        with _server("wsgi:app", ours, base), _server("bench.floor:app", floor, base):
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
    most = 60 * int(seconds) + 100
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


@contextmanager
def _server(app: str, port: int, base: Path) -> Iterator[None]:
    """gunicorn with the flags of the product, on loopback; both servers get the same."""
    own = {"RADSLAG_DATA_DIR": str(base / "ours"), "PORT": str(port)}
    settings = read_settings(own)
    command = [app if word == "wsgi:app" else word for word in web_command(settings)]
    environment = {**os.environ, **own, "FLOOR_DATABASE": f"sqlite:///{base / 'floor.db'}"}
    process = subprocess.Popen(command, cwd=HOME, env=environment)
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(30)


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at port {port}.")
