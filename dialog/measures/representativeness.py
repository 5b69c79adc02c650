"""What tells a group found in the votes from the rest, and what nearly all agree on.

The z values rank statements; they are not tests. The added ones make small groups look stronger
than they are, and the groups were found in the very votes that are counted. Formulas: Small,
Bjorkegren, Erkkila, Shaw and Megill 2021, RECERCA 26(2), doi 10.6035/recerca.5516.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLEARLY = 1.2816
"""The 90 % quantile of the normal distribution, one-sided."""

MOST_SHOWN = 5


class Side(NamedTuple):
    """Agreeing, or disagreeing, per group and statement; every array is groups × statements."""

    probability: NDArray[np.float64]
    """(count + 1) / (seen + 2)."""
    probability_z: NDArray[np.float64]
    """2 √(seen + 1) ((count + 1) / (seen + 1) − ½): how far it is from half."""
    ratio: NDArray[np.float64]
    """The group's probability to that of all others together."""
    ratio_z: NDArray[np.float64]
    """Two-proportion z of the group against all others, one added to all four counts."""

    @property
    def strength(self) -> NDArray[np.float64]:
        """The product that statements are sorted by."""
        return self.ratio * self.ratio_z * self.probability * self.probability_z


class Statement(NamedTuple):
    """A statement by column, and which way it is agreed on."""

    column: int
    agrees: bool
    strength: float


def side(counts: NDArray[np.int64], seen: NDArray[np.int64]) -> Side:
    """The figures for one way of voting. `counts` and `seen` are groups × statements; passes are
    among the seen."""
    import numpy as np

    others, others_seen = counts.sum(axis=0) - counts, seen.sum(axis=0) - seen
    probability = (counts + 1) / (seen + 2)
    ratio = probability / ((others + 1) / (others_seen + 2))
    own, rest = (counts + 1) / (seen + 1), (others + 1) / (others_seen + 1)
    pooled = (counts + others + 2) / (seen + others_seen + 2)
    # (s + 1) / (n + 1) reaches 1 where all agree: then nothing is left to tell apart.
    spread = np.maximum(pooled * (1 - pooled), 0) * (1 / (seen + 1) + 1 / (others_seen + 1))
    ratio_z = np.where(spread > 0, (own - rest) / np.sqrt(np.where(spread > 0, spread, 1)), 0.0)
    return Side(probability, 2 * np.sqrt(seen + 1) * (own - 0.5), ratio, ratio_z)


def representative(
    agree: Side, disagree: Side, group: int, shown: NDArray[np.bool_]
) -> list[Statement]:
    """Statements that tell a group from the rest, at most five, agreed before disagreed.

    A statement qualifies when both z values of a way of voting exceed 1.2816; where both ways do,
    the stronger counts. The most strongly agreed always has a place. `shown` leaves out statements
    that were moderated away. Empty when nothing tells the group apart.
    """
    found = []
    for column in shown.nonzero()[0].tolist():
        ways = [
            Statement(column, way is agree, float(way.strength[group, column]))
            for way in (agree, disagree)
            if min(way.ratio_z[group, column], way.probability_z[group, column]) > CLEARLY
        ]
        found += sorted(ways, key=_strongest_first)[:1]
    found.sort(key=_strongest_first)
    best_agreed = next((each for each in found if each.agrees), None)
    kept = [best_agreed] if best_agreed else []
    kept += [each for each in found if each is not best_agreed]
    return sorted(kept[:MOST_SHOWN], key=lambda each: (not each.agrees, *_strongest_first(each)))


def consensus(
    counts: NDArray[np.int64], seen: NDArray[np.int64], shown: NDArray[np.bool_], *, agrees: bool
) -> list[Statement]:
    """Statements a clear majority of all who count agrees (or disagrees) on, strongest first.

    `counts` and `seen` are per statement, over everybody. At most five with probability above one
    half and z above 1.2816, by their product.
    """
    everybody = side(counts[None], seen[None])
    probability, z = everybody.probability[0], everybody.probability_z[0]
    found = [
        Statement(column, agrees, float(probability[column] * z[column]))
        for column in (shown & (probability > 0.5) & (z > CLEARLY)).nonzero()[0].tolist()
    ]
    return sorted(found, key=_strongest_first)[:MOST_SHOWN]


def _strongest_first(statement: Statement) -> tuple[float, int]:
    return -statement.strength, statement.column
