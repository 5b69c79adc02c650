"""Groups of people who vote alike, found in the votes themselves: an extra, not the main figure.

The parties are known and compare better by `agreement`. Groups found here are a local optimum:
another start can divide the same votes otherwise, so nobody may be told "you belong to group B".
What is shown of a group passes through `disclosure` like everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.measures.clustering import find_groups
from dialog.measures.representativeness import Side, Statement, consensus, representative, side
from dialog.measures.votes import Votes, checked_matrix, counts_by_group, last_votes, tallies

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "OpinionGroups",
    "Side",
    "Statement",
    "Votes",
    "last_votes",
    "opinion_groups",
    "participants_who_count",
    "tallies",
]

ENOUGH_VOTES = 7
FEWEST_PARTICIPANTS = 15


@dataclass(frozen=True)
class OpinionGroups:
    """What was found. Groups are numbered from 0, largest first; arrays are groups × statements."""

    who_counts: NDArray[np.bool_]
    """Per participant: whether they have voted enough to be placed."""
    labels: NDArray[np.int64]
    """Per participant the group, −1 for those who do not count."""
    points: NDArray[np.float64]
    """Participants × 2: where they are drawn; nan for those who do not count."""
    silhouettes: dict[int, float]
    """Per number of groups tried, how well they part, −1…1. Empty when there is nothing to part."""
    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    passed: NDArray[np.int64]
    agreeing: Side
    disagreeing: Side
    group_consensus: NDArray[np.float64]
    """Per statement: group-informed consensus, the product over groups of (agree + 1)/(seen + 2)."""
    representative: list[list[Statement]]
    """Per group: what tells it from the rest."""
    agreed: list[Statement]
    """What a majority of everybody who counts agrees on."""
    rejected: list[Statement]

    @property
    def count(self) -> int:
        """How many groups there are; 1 when the votes give no ground to part people."""
        return len(self.agree)

    @property
    def seen(self) -> NDArray[np.int64]:
        """Votes per group and statement, passes included."""
        return self.agree + self.disagree + self.passed


def opinion_groups(
    votes: ArrayLike, moderated_out: Sequence[int] = (), seed: int = 0
) -> OpinionGroups:
    """Finds groups of people who vote alike, and what each agrees on.

    `votes` is participants × statements with 1 agree, −1 disagree, 0 pass and nan unseen;
    `moderated_out` lists columns that place nobody and are never shown as results. Those who count
    are projected on two principal components and parted by k-means into two to five groups, the
    number with the best silhouette. The same votes in any order of rows give the same groups.
    ValueError for other values, columns that are not there, or when nobody has voted.
    Source: Small et al. 2021 (see `representativeness`), written from the formulas.
    """
    import numpy as np

    matrix = checked_matrix(votes)
    shown = np.ones(matrix.shape[1], dtype=bool)
    if not set(moderated_out) <= set(range(len(shown))):
        raise ValueError("There is no statement in one of the columns moderated out.")
    shown[list(moderated_out)] = False
    who_counts = participants_who_count(matrix)
    if not who_counts.any():
        raise ValueError("Nobody has voted: there are no groups to find.")
    placing = np.where(shown | np.isnan(matrix), matrix, np.float32(0))
    found = find_groups(placing[who_counts], seed)
    labels = np.full(len(matrix), -1, dtype=np.int64)
    labels[who_counts] = found.labels
    points = np.full((len(matrix), 2), np.nan)
    points[who_counts] = found.points
    counts = counts_by_group(matrix, labels, range(int(found.labels.max()) + 1))
    agree, disagree, passed = np.moveaxis(counts, 2, 0)
    seen = counts.sum(axis=2)
    agreeing, disagreeing = side(agree, seen), side(disagree, seen)
    everybody, everybody_seen = counts.sum(axis=0), seen.sum(axis=0)
    return OpinionGroups(
        who_counts=who_counts,
        labels=labels,
        points=points,
        silhouettes=found.silhouettes,
        agree=agree,
        disagree=disagree,
        passed=passed,
        agreeing=agreeing,
        disagreeing=disagreeing,
        group_consensus=agreeing.probability.prod(axis=0),
        representative=[
            representative(agreeing, disagreeing, group, shown) for group in range(len(counts))
        ],
        agreed=consensus(everybody[:, 0], everybody_seen, shown, agrees=True),
        rejected=consensus(everybody[:, 1], everybody_seen, shown, agrees=False),
    )


def participants_who_count(votes: ArrayLike) -> NDArray[np.bool_]:
    """Per participant, whether they voted on enough statements: seven, or all if there are fewer.

    Where fewer than 15 did, the most active are added up to 15, position deciding ties; never
    anybody without a vote. "Once in, always in" is for the caller to remember.
    Source: Small et al. 2021.
    """
    import numpy as np

    matrix = checked_matrix(votes)
    cast = (~np.isnan(matrix)).sum(axis=1)
    enough = (cast >= min(ENOUGH_VOTES, matrix.shape[1])) & (cast > 0)
    if enough.sum() < FEWEST_PARTICIPANTS:
        order = np.lexsort((np.arange(len(cast)), -cast))
        enough[order[:FEWEST_PARTICIPANTS]] = True
        enough &= cast > 0
    return np.asarray(enough)
