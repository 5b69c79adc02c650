"""How far two parties are apart, with the interval that the number of answers allows."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from dialog.measures.rounding import whole_percent
from dialog.texts import gettext as _
from dialog.web.charts.shapes import Anchor, Chart, Line, Plot, Side, number
from dialog.web.charts.texts import broken

if TYPE_CHECKING:
    from collections.abc import Sequence


def difference(estimate: float, low: float, high: float, first: Side, second: Side) -> Chart:
    """A share of `first` less the same share of `second`, −1…1, with its interval."""
    title = _(
        "The difference is %(points)s percentage points, uncertainty %(low)s to %(high)s",
        points=whole_percent(estimate),
        low=whole_percent(low),
        high=whole_percent(high),
    )
    values = (estimate, low, high)
    ends = (
        _("More common: %(party)s", party=second.name),
        _("More common: %(party)s", party=first.name),
    )
    return Chart(title, _wide(values, ends), _narrow(values, ends))


def signed(share: float) -> str:
    """Percentage points with their sign: +33, −12."""
    points = whole_percent(share)
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def plain(share: float) -> str:
    points = whole_percent(share)
    return f"−{-points}" if points < 0 else str(points)


Values = tuple[float, float, float]


def _reach(values: Values) -> tuple[float, float]:
    """Where the axis ends: an even ten beyond the interval, and room on both sides of none."""
    low = min(-0.2, floor(min(values) * 10) / 10)
    high = max(0.2, ceil(max(values) * 10) / 10)
    return low, high


def _wide(values: Values, ends: Sequence[str]) -> Plot:
    plot = Plot("wide", 1080, 92)
    left, right, at = 100.0, 980.0, 46
    plot.lines.append(Line(f"M{number(left)} {at}H{number(right)}", "grid"))
    zero = _draw(plot, values, (left, right, at, 8, 10))
    plot.axis(zero, 14, 64)
    plot.say(zero, 86, _("No difference"), "middle", "q")
    # The words at the ends give way to those in the middle.
    if zero - left > 60 + 8 * len(ends[0]):
        plot.say(left, 86, ends[0], "start", "q")
    if right - zero > 60 + 8 * len(ends[1]):
        plot.say(right, 86, ends[1], "end", "q")
    return plot


def _narrow(values: Values, ends: Sequence[str]) -> Plot:
    plot = Plot("narrow", 320, 96)
    plot.lines.append(Line("M8 42H312", "grid"))
    zero = _draw(plot, values, (8, 312, 42, 7, 8))
    plot.axis(zero, 14, 62)
    anchor: Anchor = "start" if zero < 60 else "end" if zero > 260 else "middle"
    plot.say(zero, 84, _("No difference"), anchor, "q")
    side = ends[1] if values[0] > 0 else ends[0]
    for row, line in enumerate(broken(side, 38)):
        plot.say(0, 108 + 20 * row, line, "start", "q")
        plot.height = 116 + 20 * row
    return plot


def _draw(plot: Plot, values: Values, box: tuple[float, float, int, float, int]) -> float:
    """Interval, whiskers, dot and their figures; returns where no difference stands."""
    left, right, y, dot, whisker = box
    low_end, high_end = _reach(values)

    def x(share: float) -> float:
        return left + (share - low_end) / (high_end - low_end) * (right - left)

    estimate, low, high = values
    span = f"M{number(x(low))} {y}H{number(x(high))}"
    ticks = "".join(f"M{number(x(end))} {y - whisker}V{y + whisker}" for end in (low, high))
    plot.lines.append(Line(span + ticks, "ci"))
    plot.dots.append((round(x(estimate), 1), y, dot))
    plot.say(x(estimate), y - 22 + (2 if whisker == 10 else 0), signed(estimate), "middle", "b")
    for end in (low, high):
        if abs(x(end) - x(estimate)) > 28:
            plot.say(x(end), y - 22 + (2 if whisker == 10 else 0), plain(end), "middle", "q")
    return x(0)
