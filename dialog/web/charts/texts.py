"""Words and figures as charts and tables write them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import flask_babel

from dialog.measures.rounding import whole_percent
from dialog.texts import gettext as _
from dialog.texts import ngettext

if TYPE_CHECKING:
    from dialog.web.charts.gate import Figure
    from dialog.web.charts.shapes import Side

LETTER = 8.3
"""About how wide a letter of 16 px is."""


def percent(share: float) -> str:
    """A share as the language writes it: 36 %."""
    return str(flask_babel.format_percent(whole_percent(share) / 100))


def heading(figure: Figure, side: Side) -> str:
    """A party with how many answers its bars stand for."""
    n = figure.n(side.key)
    if n is None:
        return _("%(party)s: not shown, fewer than %(k)s answers", party=side.name, k=figure.k)
    if n and not all_shares(figure, side):
        return _("%(party)s: some figures are not shown", party=side.name)
    return ngettext("%(party)s, %(num)s answer", "%(party)s, %(num)s answers", n, party=side.name)


def all_shares(figure: Figure, side: Side) -> bool:
    """Whether the party’s bars may be drawn, all of them."""
    return all(figure.share(side.key, column) is not None for column in figure.columns)


def broken(text: str, letters: int) -> list[str]:
    """A label in lines of at most so many letters; a longer word stands alone."""
    return wrap(text, letters, break_long_words=False) or [text]


def width_of(lines: Sequence[str]) -> float:
    return max((len(line) for line in lines), default=0) * LETTER
