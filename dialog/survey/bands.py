"""Numbers in bands: never a number of its own, for a single one can be somebody’s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import format_decimal

from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Question

FINE = (0, 1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000)
COARSE = (0, 1, 10, 100, 1000, 10_000, 100_000)
FEW_VALUES = 10


@dataclass(frozen=True)
class Band:
    """From `low` to just below `high`; None is without end."""

    low: float | None
    high: float | None

    @property
    def key(self) -> str:
        """What the band is called where it is stored."""
        return f"{_plain(self.low)}..{_plain(self.high)}"


def ladders(question: Question) -> list[tuple[float, ...]]:
    """The edges to try, the finest first."""
    low, high = question.minimum, question.maximum
    if question.whole and low is not None and high is not None and high - low <= FEW_VALUES:
        return [tuple(range(int(low), int(high) + 2)), COARSE]
    return [FINE, COARSE]


def bands(edges: Sequence[float]) -> list[Band]:
    """The bands that edges make, in the order that they are counted by."""
    return [Band(*ends) for ends in zip((None, *edges), (*edges, None), strict=True)]


def read(key: str) -> Band:
    """The band of a key."""
    low, high = key.split("..")
    return Band(float(low) if low else None, float(high) if high else None)


def label(key: str, whole: bool) -> str:
    """A band in words: “10–19”, “1 000 or more”."""
    band = read(key)
    if band.low is None:
        return _("Under %(number)s", number=format_decimal(band.high or 0))
    if band.high is None:
        return _("%(number)s or more", number=format_decimal(band.low))
    if whole and band.high - band.low == 1:
        return str(format_decimal(band.low))
    if whole:
        ends = (format_decimal(band.low), format_decimal(band.high - 1))
        return f"{ends[0]}–{ends[1]}"
    return _(
        "%(low)s to under %(high)s",
        low=format_decimal(band.low),
        high=format_decimal(band.high),
    )


def _plain(edge: float | None) -> str:
    return "" if edge is None else f"{edge:g}"
