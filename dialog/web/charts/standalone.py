"""Charts as whole SVG documents: on a page, or with their paint and fonts written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template

from dialog.web.charts.bars import comparison
from dialog.web.charts.difference import difference
from dialog.web.charts.shapes import Chart, Side

FONT = "Hanken Grotesk"


def comparison_svg(
    figure: Any,
    sides: Sequence[Side],
    labels: Mapping[str, str],
    *,
    title: str = "",
    grouped: bool = False,
    standalone: bool = False,
    font: str = FONT,
) -> str:
    """The comparison as one `<svg>`, drawn wide. With `standalone` it needs no stylesheet."""
    chart = comparison(figure, sides, labels, title=title, grouped=grouped)
    return svg_of(chart, standalone=standalone, font=font)


def difference_svg(
    estimate: float,
    low: float,
    high: float,
    first: Side,
    second: Side,
    *,
    standalone: bool = False,
    font: str = FONT,
) -> str:
    """The difference between two sides as one `<svg>`, drawn wide."""
    chart = difference(estimate, low, high, first, second)
    return svg_of(chart, standalone=standalone, font=font)


def svg_of(chart: Chart, *, standalone: bool = False, font: str = FONT) -> str:
    """A chart that is laid out already as one `<svg>`, drawn wide."""
    return render_template(
        "ui/chart_standalone.svg.html", chart=chart, standalone=standalone, font=font
    ).strip()
