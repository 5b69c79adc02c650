"""What may be said about two parties' votes on a proposal, judged from intervals alone.

The parties are known in advance, so nothing is searched for. The ranking of common ground, the
measures on ordinal scales and those for many comparisons at once are reached from here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dialog.measures.common_ground import Standing, common_ground, group_informed_consensus
from dialog.measures.comparisons import benjamini_hochberg, fisher_p
from dialog.measures.intervals import (
    Interval,
    Numbers,
    difference_interval,
    difference_limits,
    lower_limit,
    quantile,
    score_limits,
)
from dialog.measures.ordinal import CliffsDelta, cliffs_delta, distribution, median
from dialog.measures.tally import SMALLEST_PARTY, Tally

__all__ = [
    "SMALLEST_PARTY",
    "CliffsDelta",
    "Figures",
    "Kind",
    "Standing",
    "Tally",
    "Verdict",
    "benjamini_hochberg",
    "cliffs_delta",
    "common_ground",
    "distribution",
    "fisher_p",
    "group_informed_consensus",
    "median",
    "verdict",
    "verdicts",
]

ALIKE_WITHIN = 0.20
"""Two shares are called alike when their difference surely lies within this, either way."""


class Kind(StrEnum):
    """What may be said of one proposal; a member equals its own text, `"both_for"`."""

    BOTH_FOR = "both_for"
    BOTH_AGAINST = "both_against"
    DIFFER = "differ"
    ALIKE = "alike"
    UNCERTAIN = "uncertain"


class Figures(NamedTuple):
    """What a verdict rests on. Shares and limits are within [0, 1], differences within [−1, 1]."""

    first_share: float
    second_share: float
    first_for: float
    """One-sided 95 % lower limit of the first party's share that agrees."""
    second_for: float
    first_against: float
    """The same for the share that disagrees."""
    second_against: float
    difference: Interval
    """First minus second, 95 %: the parties differ when it leaves out 0."""
    narrow_difference: Interval
    """First minus second, 90 %: the parties are alike when it lies within ±0.20."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said, and why. `figures` is None when a party is too small to say anything."""

    kind: Kind
    differs: bool = False
    """Told apart from `kind`, so that "both for, yet differing" can be said."""
    reason: str = ""
    """Filled for `uncertain`: "too few" answers in a party, or intervals "too wide"."""
    figures: Figures | None = None


def verdict(first: Tally, second: Tally) -> Verdict:
    """What two parties' votes on one proposal allow us to say; never raises for small parties.

    The first that holds of: both for (one-sided 95 % lower limit of the share that agrees above
    0.5 in both), both against (the same on the share that disagrees), differ (the 95 % interval of
    the difference leaves out 0), alike (the 90 % interval lies strictly within ±0.20), uncertain.
    A party with fewer than five answers makes it uncertain, "too few", with no figures.
    Sources: Berger and Hsu 1996 (asking both parties at once needs no penalty); Newcombe 1998;
    Schuirmann 1987 (two one-sided tests).
    """
    if min(first.n, second.n) < SMALLEST_PARTY:
        return Verdict(Kind.UNCERTAIN, reason="too few")
    votes = (first.agree, first.disagree, first.n, second.agree, second.disagree, second.n)
    return _judged(*_columns(*map(float, votes)))


def verdicts(first: Sequence[Tally], second: Sequence[Tally]) -> list[Verdict]:
    """The verdict on each of many proposals, position by position; the same as `verdict` on each.

    Computed on arrays: a thousand proposals take a few milliseconds. ValueError when the two
    parties do not have the same number of proposals.
    """
    if len(first) != len(second):
        raise ValueError("Both parties must have a tally for every proposal.")
    judged = [Verdict(Kind.UNCERTAIN, reason="too few")] * len(first)
    votes = [
        (one.agree, one.disagree, one.n, other.agree, other.disagree, other.n)
        for one, other in zip(first, second, strict=True)
    ]
    large = [i for i, vote in enumerate(votes) if min(vote[2], vote[5]) >= SMALLEST_PARTY]
    if large:
        import numpy as np

        columns = _columns(*np.array([votes[i] for i in large], dtype=np.float64).T)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for i, row in zip(large, rows, strict=True):
            judged[i] = _judged(*row)
    return judged


def _columns(
    agree1: Numbers,
    disagree1: Numbers,
    n1: Numbers,
    agree2: Numbers,
    disagree2: Numbers,
    n2: Numbers,
) -> list[Numbers]:
    """The ten figures of a verdict, in the order `_judged` reads them, on floats or on arrays."""
    wide, narrow = quantile(0.975), quantile(0.95)
    share1, share2 = agree1 / n1, agree2 / n2
    for1, for2 = score_limits(agree1, n1, narrow), score_limits(agree2, n2, narrow)
    against1, against2 = lower_limit(disagree1, n1, narrow), lower_limit(disagree2, n2, narrow)
    both = score_limits(agree1, n1, wide), score_limits(agree2, n2, wide)
    low95, high95 = difference_limits(share1, both[0], share2, both[1])
    low90, high90 = difference_limits(share1, for1, share2, for2)
    shares = [share1, share2]
    limits = [for1[0], for2[0], against1, against2]
    return shares + limits + [low95, high95, low90, high90]


def _judged(*columns: float) -> Verdict:
    share1, share2, for1, for2, against1, against2, low95, high95, low90, high90 = columns
    differs = low95 > 0 or high95 < 0
    if min(for1, for2) > 0.5:
        kind = Kind.BOTH_FOR
    elif min(against1, against2) > 0.5:
        kind = Kind.BOTH_AGAINST
    elif differs:
        kind = Kind.DIFFER
    elif low90 > -ALIKE_WITHIN and high90 < ALIKE_WITHIN:
        kind = Kind.ALIKE
    else:
        kind = Kind.UNCERTAIN
    differences = difference_interval(low95, high95), difference_interval(low90, high90)
    figures = Figures(share1, share2, for1, for2, against1, against2, *differences)
    return Verdict(kind, differs, "too wide" if kind is Kind.UNCERTAIN else "", figures)
