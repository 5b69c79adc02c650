"""Charts made on the server: where every line, bar and word of an SVG stands.

A chart is drawn twice, wide and narrow, and holds nothing but released figures: `comparison` takes
only the type that the door for figures has named with `only`. The macros in templates/ui/chart_*
draw what is laid out here; `comparison_svg(…, standalone=True)` gives a picture with its colours,
patterns and fonts written out, for Word.
"""

from dialog.web.charts.bars import comparison, in_words
from dialog.web.charts.difference import difference
from dialog.web.charts.gate import only
from dialog.web.charts.shapes import Bar, Chart, Line, Plot, Side, Veil, Words
from dialog.web.charts.standalone import comparison_svg, difference_svg, svg_of
from dialog.web.charts.texts import percent

__all__ = [
    "Bar",
    "Chart",
    "Line",
    "Plot",
    "Side",
    "Veil",
    "Words",
    "comparison",
    "comparison_svg",
    "difference",
    "difference_svg",
    "in_words",
    "only",
    "percent",
    "svg_of",
]
