"""Votes of many on many statements: from events to a matrix, and from a matrix to tallies."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dialog.measures.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

AGREE, PASS, DISAGREE = 1, 0, -1


class Votes(NamedTuple):
    """The last vote of each person on each statement."""

    persons: list[Any]
    """Who voted, sorted: the rows."""
    statements: list[Any]
    """What was voted on, sorted: the columns."""
    matrix: NDArray[np.float32]
    """Persons × statements: 1 agree, −1 disagree, 0 pass, nan not seen."""


def last_votes(persons: ArrayLike, statements: ArrayLike, votes: ArrayLike) -> Votes:
    """A matrix of votes out of vote events in the order they happened, later ones replacing earlier.

    Three sequences of one length: who voted, on what, and 1, −1 or 0. Counting events instead would
    count those who changed their minds twice. ValueError for other votes or lengths.
    """
    import numpy as np

    who, rows = np.unique(np.asarray(persons), return_inverse=True)
    what, columns = np.unique(np.asarray(statements), return_inverse=True)
    cast = np.asarray(votes, dtype=np.float32)
    if not len(rows) == len(columns) == len(cast):
        raise ValueError("Every vote needs a person and a statement.")
    if not np.isin(cast, (AGREE, PASS, DISAGREE)).all():
        raise ValueError("A vote is 1 (agree), −1 (disagree) or 0 (pass).")
    matrix = np.full((len(who), len(what)), np.nan, dtype=np.float32)
    # Where a place is named twice, the value that comes last stays: numpy promises so.
    matrix[rows, columns] = cast
    return Votes(who.tolist(), what.tolist(), matrix)


def checked_matrix(votes: ArrayLike) -> NDArray[np.float32]:
    """Participants × statements with 1, −1, 0 and nan for unseen; ValueError for anything else."""
    import numpy as np

    matrix = np.asarray(votes, dtype=np.float32)
    if matrix.ndim != 2 or not (np.isnan(matrix) | np.isin(matrix, (-1, 0, 1))).all():
        raise ValueError("Votes are a matrix of 1, −1 and 0, with nan for what was not seen.")
    return matrix


def counts_by_group(
    matrix: NDArray[np.float32], labels: NDArray[Any], groups: Sequence[Hashable]
) -> NDArray[np.int64]:
    """Groups × statements × (agree, disagree, pass), as whole numbers."""
    import numpy as np

    counts = np.zeros((len(groups), matrix.shape[1], 3), dtype=np.int64)
    for number, group in enumerate(groups):
        theirs = matrix[labels == group]
        for kind, vote in enumerate((AGREE, DISAGREE, PASS)):
            counts[number, :, kind] = (theirs == vote).sum(axis=0)
    return counts


def tallies(votes: ArrayLike, groups: Sequence[Hashable | None]) -> dict[Any, list[Tally]]:
    """Each group's tally on each statement, ready for `agreement.common_ground`.

    `votes` is participants × statements (1, −1, 0, nan unseen), `groups` names each participant's
    group or party, None for those who belong to none. Groups come in the order they first occur.
    ValueError when a participant has no place in `groups`.
    """
    import numpy as np

    matrix = checked_matrix(votes)
    if len(groups) != len(matrix):
        raise ValueError("Every participant needs a group, or None.")
    names = list(dict.fromkeys(group for group in groups if group is not None))
    numbers = {name: number for number, name in enumerate(names)}
    labels = np.array([-1 if g is None else numbers[g] for g in groups], dtype=np.int64)
    counts = counts_by_group(matrix, labels, range(len(names)))
    return {
        name: [Tally(*map(int, cell)) for cell in counts[number]]
        for number, name in enumerate(names)
    }
