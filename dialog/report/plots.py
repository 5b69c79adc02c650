"""Charts for a sheet of paper: narrower than on a page, so that their words stay readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from dialog.web import charts
from dialog.web.charts import Bar, Chart, Plot
from dialog.web.charts.texts import all_shares, broken, heading

if TYPE_CHECKING:
    from dialog.disclosure import Released
    from dialog.web.charts import Side

WIDTH = 640
AXIS, LENGTH = 216.0, 350.0
BAR, GAP = 18.0, 3.0


def chart(released: Released, sides: Sequence[Side], labels: Mapping[str, str]) -> Chart:
    """Each side's share of every answer: words to the left, a bar for each side beside them."""
    drawn = charts.comparison(released, sides, labels)
    return replace(drawn, wide=_plot(released, sides, labels))


def _plot(released: Released, sides: Sequence[Side], labels: Mapping[str, str]) -> Plot:
    plot = Plot("wide", WIDTH)
    columns = [(key, words) for key, words in labels.items() if key in released.columns]
    y = _legend(plot, released, sides)
    start, unit = y, LENGTH / _top(released, sides)
    for key, words in columns:
        lines = broken(words, 26)
        tall = max(len(sides) * (BAR + GAP), 20.0 * len(lines))
        for number, line in enumerate(lines):
            middle = y + tall / 2 + 5 + 20 * (number - (len(lines) - 1) / 2)
            plot.say(AXIS - 12, middle, line, "end")
        at = y + (tall - len(sides) * (BAR + GAP)) / 2
        for place, side in enumerate(sides):
            _bar(plot, released, side, key, at + place * (BAR + GAP), unit)
        y += tall + 12
    plot.axis(AXIS, start - 4, y - 8)
    plot.height = round(y)
    return plot


def _top(released: Released, sides: Sequence[Side]) -> float:
    """The longest share, rounded up to an even tenth."""
    shares = [released.share(side.key, key) or 0.0 for side in sides for key in released.columns]
    return max(2, ceil(max(shares, default=0) * 10 - 1e-9)) / 10


def _bar(plot: Plot, released: Released, side: Side, column: str, y: float, unit: float) -> None:
    share = released.share(side.key, column)
    if share is None or not all_shares(released, side):
        plot.say(AXIS + 8, y + 14, "–" if released.n(side.key) == 0 else "·", "start", "b")
        return
    reach = share * unit
    if share:
        plot.bars.append(Bar(AXIS, y, reach, BAR, side.pattern, fine=True))
    plot.say(AXIS + reach + 8, y + 14, charts.percent(share), "start", "b")


def _legend(plot: Plot, released: Released, sides: Sequence[Side]) -> float:
    """The sides by name with a piece of their paint, a line each; returns where the bars begin."""
    y = 16.0
    for side in sides:
        plot.bars.append(Bar(AXIS, y - 13, 22, 15, side.pattern, fine=True))
        plot.say(AXIS + 30, y, heading(released, side), "start", side.pattern)
        y += 24
    return y + 4
