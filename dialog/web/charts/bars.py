"""The parties’ answers side by side: bars back to back for two parties, in groups for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from dialog.web.charts.gate import Figure, checked
from dialog.web.charts.shapes import Bar, Chart, Plot, Side, Veil
from dialog.web.charts.texts import LETTER, all_shares, broken, heading, percent, width_of

WIDE, NARROW = 1080, 320
EDGE = 112.0
"""What is kept free beside the longest bar, for its figure."""


def comparison(
    figure: Any,
    sides: Sequence[Side],
    labels: Mapping[str, str],
    *,
    title: str = "",
    grouped: bool = False,
) -> Chart:
    """How each side’s voices are spread over `labels` (column → words, in order).

    `figure` is a released one: TypeError for anything else. A side whose figures are withheld is
    drawn as withheld. `title` says the chart in a sentence; without it every figure is said.
    """
    figure = checked(figure)
    columns = [(column, words) for column, words in labels.items() if column in figure.columns]
    top = _top(figure, sides)
    lines = [broken(words, 32) for _column, words in columns]
    if len(sides) == 2 and not grouped and all(len(each) <= 2 for each in lines):
        wide = _back_to_back(figure, sides, columns, top)
    else:
        wide = _in_groups(figure, sides, columns, top)
    narrow = _narrow(figure, sides, columns, top)
    return Chart(title or in_words(figure, sides, dict(columns)), wide, narrow)


def in_words(figure: Any, sides: Sequence[Side], labels: Mapping[str, str]) -> str:
    """Every shown figure of a chart as a sentence for each side."""
    figure = checked(figure)
    sentences = []
    for side in sides:
        shares = [(words, figure.share(side.key, column)) for column, words in labels.items()]
        told = [f"{words} {percent(share)}" for words, share in shares if share is not None]
        head = heading(figure, side)
        sentences.append(f"{head}: {', '.join(told)}." if told else f"{head}.")
    return " ".join(sentences)


Columns = Sequence[tuple[str, str]]


def _top(figure: Figure, sides: Sequence[Side]) -> float:
    """The share at the end of the axis: the next even ten above the longest bar."""
    shares = [figure.share(side.key, column) or 0.0 for side in sides for column in figure.columns]
    tens = max(2, ceil(max(shares, default=0) * 10 - 1e-9))
    return (tens if tens <= 5 else tens + tens % 2) / 10


def _ticks(top: float) -> list[float]:
    step = 1 if top <= 0.5 else 2
    return [tick / 10 for tick in range(step, round(top * 10) + 1, step)]


def _back_to_back(figure: Figure, sides: Sequence[Side], columns: Columns, top: float) -> Plot:
    """Two sides: bars to the left and to the right of the words."""
    plot = Plot("wide", WIDE, 70 + 50 * len(columns))
    lines = [broken(words, 20 if len(words) <= 40 else 32) for _column, words in columns]
    half = min(150.0, max(84.0, max(map(width_of, lines), default=0) / 2 + 8))
    foot, length = 40 + 50 * len(columns), WIDE / 2 - half - EDGE
    for side, way in zip(sides, (-1, 1), strict=True):
        axis = WIDE / 2 + way * half
        _half(plot, figure, side, columns, (axis, way, length, top))
        for tick in _ticks(top):
            x = axis + way * tick / top * length
            plot.grid(x, 32, foot)
            plot.say(x, foot + 22, percent(tick), "middle", "q")
        plot.axis(axis, 32, foot)
    for row, words in enumerate(lines):
        _say_lines(plot, WIDE / 2, 64 + 50 * row, words, "middle")
    return plot


def _half(
    plot: Plot,
    figure: Figure,
    side: Side,
    columns: Columns,
    scale: tuple[float, int, float, float],
) -> None:
    axis, way, length, top = scale
    anchor = "end" if way < 0 else "start"
    plot.say(axis, 18, heading(figure, side), "end" if way < 0 else "start", side.pattern)
    if not all_shares(figure, side):
        x = axis - length if way < 0 else axis
        if figure.n(side.key) != 0:
            plot.veils.append(Veil(x, 40, length, 50 * len(columns) - 14))
        return
    for row, (column, _words) in enumerate(columns):
        share = figure.share(side.key, column) or 0.0
        reach, y = share / top * length, 40 + 50.0 * row
        if share:
            plot.bars.append(Bar(axis - reach if way < 0 else axis, y, reach, 36, side.pattern))
        x = axis + way * (reach + 10)
        plot.say(x, y + 24, percent(share), "end" if anchor == "end" else "start", "b")


def _in_groups(figure: Figure, sides: Sequence[Side], columns: Columns, top: float) -> Plot:
    """Any number of sides: words to the left, a bar for each side beside them."""
    plot = Plot("wide", WIDE)
    lines = [broken(words, 38) for _column, words in columns]
    axis = min(350.0, max(160.0, max(map(width_of, lines), default=0) + 36))
    length = WIDE - axis - EDGE
    y = _legend(plot, figure, sides, axis) + 22
    start = y - 8
    for (column, _words), words in zip(columns, lines, strict=True):
        tall = max(30 * len(sides), 20 * len(words))
        _say_lines(plot, axis - 20, y + tall / 2 + 3, words, "end")
        at = y + (tall - 30 * len(sides)) / 2
        _group(plot, figure, sides, column, (axis, at, length, 24, top))
        y += tall + 20
    for tick in _ticks(top):
        plot.grid(axis + tick / top * length, start, y - 8)
        plot.say(axis + tick / top * length, y + 14, percent(tick), "middle", "q")
    plot.axis(axis, start, y - 8)
    plot.height = round(y + 22)
    return plot


def _group(
    plot: Plot,
    figure: Figure,
    sides: Sequence[Side],
    column: str,
    box: tuple[float, float, float, float, float],
) -> None:
    """One answer: a bar for each side that may be shown, a mark for each that may not."""
    x, y, length, height, top = box
    step = height + (6 if height > 20 else 4)
    for place, side in enumerate(sides):
        share, at = figure.share(side.key, column), y + place * step
        base = at + height / 2 + 6
        if share is None or not all_shares(figure, side):
            plot.say(x + 9, base, "–" if figure.n(side.key) == 0 else "·", "start", "b")
            continue
        if share:
            reach = share / top * length
            plot.bars.append(Bar(x, at, reach, height, side.pattern, fine=height < 20))
        plot.say(x + share / top * length + 9, base, percent(share), "start", "b")


def _legend(plot: Plot, figure: Figure, sides: Sequence[Side], x: float) -> float:
    """The sides by name with a piece of their paint, in lines; returns where the next one goes."""
    at, y = x, 18.0
    for side in sides:
        words = heading(figure, side)
        room = 30 + len(words) * LETTER + 26
        if at > x and at + room > plot.width:
            at, y = x, y + 26
        plot.bars.append(Bar(at, y - 13, 22, 15, side.pattern, fine=True))
        plot.say(at + 30, y, words, "start", side.pattern)
        at += room
    return y


def _narrow(figure: Figure, sides: Sequence[Side], columns: Columns, top: float) -> Plot:
    """For a phone: the words above, a bar for each side beneath them."""
    plot = Plot("narrow", NARROW)
    heads = [heading(figure, side) for side in sides]
    if len(sides) == 2 and sum(map(len, heads)) * LETTER < NARROW - 16:
        plot.say(0, 16, heads[0], "start", sides[0].pattern)
        plot.say(NARROW, 16, heads[1], "end", sides[1].pattern)
        y = 46.0
    else:
        y = _legend(plot, figure, sides, 0) + 30
    for column, words in columns:
        lines = broken(words, 37)
        for number, line in enumerate(lines):
            plot.say(0, y + 20 * number, line)
        y += 20 * (len(lines) - 1)
        _group(plot, figure, sides, column, (1, y + 8, NARROW - 60, 18, top))
        y += 30 + 22 * len(sides)
    plot.height = round(y - 24)
    return plot


def _say_lines(plot: Plot, x: float, y: float, lines: Sequence[str], anchor: Any) -> None:
    """Lines of a label, centred on the height of one."""
    for number, line in enumerate(lines):
        plot.say(x, y + 20 * (number - (len(lines) - 1) / 2), line, anchor)
