"""Charts out of a frozen content: the places of lines and bars become a chart again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialog.web.charts import Bar, Chart, Line, Plot, Veil, Words


def chart_of(stored: Mapping[str, Any]) -> Chart:
    """The chart as it was drawn when the report was made."""
    return Chart(stored["title"], _plot(stored["wide"]), _plot(stored["narrow"]))


def _plot(stored: Mapping[str, Any]) -> Plot:
    return Plot(
        kind=stored["kind"],
        width=stored["width"],
        height=stored["height"],
        lines=[Line(**each) for each in stored["lines"]],
        bars=[Bar(**each) for each in stored["bars"]],
        veils=[Veil(**each) for each in stored["veils"]],
        words=[Words(**each) for each in stored["words"]],
        dots=[(each[0], each[1], each[2]) for each in stored["dots"]],
    )
