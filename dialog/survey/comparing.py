"""What released figures allow to be said about two parties: by intervals, never by eye.

Pure. Everything is read from cells that are shown; where anything of a party's row is withheld
nothing is said of it at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from dialog.measures.agreement import SMALLEST_PARTY, Kind, Tally, Verdict, verdict
from dialog.measures.intervals import newcombe

if TYPE_CHECKING:
    from dialog.disclosure import Released
    from dialog.survey.definition import Question


@dataclass(frozen=True)
class Side:
    """A party as results show it: the row of the figures it reads, its name and its paint."""

    key: str
    name: str
    pattern: str


@dataclass(frozen=True)
class Pair:
    """Two parties on one share: those whose answer is among `columns`.

    `kind` is None when nothing may be said: figures withheld, or nobody answered. `difference` is
    the share of the first less that of the second, with its 95 % interval, all within −1…1.
    """

    first: Side
    second: Side
    columns: tuple[str, ...]
    kind: Kind | None = None
    differs: bool = False
    shares: tuple[float, float] | None = None
    difference: float | None = None
    interval: tuple[float, float] | None = None

    @property
    def too_few(self) -> bool:
        """There are figures, but fewer answers than a verdict needs."""
        return self.kind is Kind.UNCERTAIN and self.interval is None


def halves(question: Question, columns: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first and the last steps of a scale; the middle of an odd one is in neither."""
    steps = [option.key for option in question.scale if option.key in columns]
    half = len(steps) // 2
    return tuple(steps[:half]), tuple(steps[len(steps) - half :])


def headline_half(
    question: Question, released: Released, sides: Sequence[Side]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The half of the scale to speak of, and the other: the one that more of the parties' answers
    lie in, each party weighing the same."""
    first, last = halves(question, released.columns)
    weights = [
        sum(released.share(side.key, column) or 0.0 for side in sides for column in half)
        for half in (first, last)
    ]
    return (first, last) if weights[0] >= weights[1] else (last, first)


def compare_scale(
    released: Released,
    sides: Sequence[Side],
    columns: tuple[str, ...],
    opposite: tuple[str, ...],
) -> list[Pair]:
    """Every two parties on a scale: `columns` counts as agreeing, `opposite` as disagreeing."""
    return [
        _pair(released, first, second, columns, opposite)
        for first, second in combinations(sides, 2)
    ]


def compare_options(released: Released, sides: Sequence[Side]) -> list[list[Pair]]:
    """For every two parties, a pair for each option, those that differ the most first.

    With many options some would differ by chance: the interval that decides is widened by their
    number (Bonferroni). The interval shown is the ordinary one of 95 %.
    """
    return [_options(released, first, second) for first, second in combinations(sides, 2)]


def _options(released: Released, first: Side, second: Side) -> list[Pair]:
    many = len(released.columns)
    pairs = []
    for column in released.columns:
        pair = _pair(released, first, second, (column,), ())
        if pair.interval is not None and not _differs(released, pair, many):
            kind = Kind.UNCERTAIN if pair.kind is Kind.DIFFER else pair.kind
            pair = replace(pair, kind=kind, differs=False)
        elif pair.interval is not None:
            pair = replace(pair, kind=Kind.DIFFER, differs=True)
        pairs.append(pair)
    return sorted(pairs, key=lambda pair: -abs(pair.difference or 0.0))


def _differs(released: Released, pair: Pair, many: int) -> bool:
    """Whether the interval widened for `many` comparisons leaves out no difference."""
    counts = []
    for side in (pair.first, pair.second):
        cells = released.cells[side.key]
        counts += [sum(cells[c].value for c in pair.columns), released.bases[side.key].value]
    interval = newcombe(counts[0], counts[1], counts[2], counts[3], 1 - 0.05 / max(1, many))
    return interval.low > 0 or interval.high < 0


def _pair(
    released: Released,
    first: Side,
    second: Side,
    columns: tuple[str, ...],
    opposite: tuple[str, ...],
) -> Pair:
    tallies = [_tally(released, side, columns, opposite) for side in (first, second)]
    one, other = tallies
    if one is None or other is None or not one.n or not other.n:
        return Pair(first, second, columns)
    shares = (one.agree / one.n, other.agree / other.n)
    if min(one.n, other.n) < SMALLEST_PARTY:
        return Pair(first, second, columns, Kind.UNCERTAIN, shares=shares)
    found: Verdict = verdict(one, other)
    interval = found.figures.difference if found.figures else None
    return Pair(
        first,
        second,
        columns,
        found.kind,
        found.differs,
        shares,
        shares[0] - shares[1],
        (interval.low, interval.high) if interval else None,
    )


def _tally(
    released: Released, side: Side, columns: tuple[str, ...], opposite: tuple[str, ...]
) -> Tally | None:
    if side.key not in released.cells or not released.row_complete(side.key):
        return None
    cells = released.cells[side.key]
    agree = sum(cells[column].value for column in columns)
    disagree = sum(cells[column].value for column in opposite)
    return Tally(agree, disagree, released.bases[side.key].value - agree - disagree)
