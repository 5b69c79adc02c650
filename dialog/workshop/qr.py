"""A QR code as one path, drawn in the colours of the page."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno


@lru_cache(maxsize=64)
def _rows(text: str) -> tuple[tuple[int, ...], ...]:
    """The modules of the code with two of quiet around them."""
    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(int(bool(bit)) for bit in row) for row in code.matrix_iter(border=2))


def size_of(text: str) -> int:
    """How many modules wide the picture is."""
    return len(_rows(text))


def path_of(text: str) -> str:
    """The dark modules as the `d` of a path, one stroke for each run."""
    strokes = []
    for y, row in enumerate(_rows(text)):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x} {y + 0.5}h{length}")
            x += length
    return "".join(strokes)
