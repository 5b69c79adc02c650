"""What members hand in, checked and brought to one form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import index

Ballot = Sequence[int] | AbstractSet[int]
"""One member's choice: points per proposal in order (1 and 0 for yes and no), or the set of the
positions of approved proposals."""


def rows_of(ballots: Collection[Ballot], proposals: int | None, most: int) -> list[list[int]]:
    """Every ballot as points per proposal, each 0…`most`.

    `proposals` is how many there are; it is needed where all ballots are sets. ValueError for
    ballots of other lengths, positions that do not exist, or points out of range.
    """
    lengths = {len(ballot) for ballot in ballots if not isinstance(ballot, AbstractSet)}
    if proposals is not None:
        lengths.add(proposals)
    if len(lengths) != 1:
        raise ValueError(
            "Every ballot must have a place for every proposal."
            if lengths
            else "Say how many proposals there are: ballots that are sets do not tell."
        )
    width = lengths.pop()
    return [_row(ballot, width, most) for ballot in ballots]


def parties_rows(
    ballots_by_party: Mapping[str, Collection[Ballot]], proposals: int | None, most: int
) -> dict[str, list[list[int]]]:
    """`rows_of` for each party, all of the same width; ValueError for a party without members."""
    if not ballots_by_party:
        raise ValueError("There must be at least one party.")
    for party, ballots in ballots_by_party.items():
        if not len(ballots):
            raise ValueError(f"Nobody has voted in {party}: leave the party out or wait for it.")
    everybody = [ballot for ballots in ballots_by_party.values() for ballot in ballots]
    rows = iter(rows_of(everybody, proposals, most))
    return {party: [next(rows) for _ in ballots] for party, ballots in ballots_by_party.items()}


def checked_ranking(ranking: Sequence[int]) -> Sequence[int]:
    """A ranking of all proposals by position, best first; ValueError for anything else."""
    if sorted(ranking) != list(range(len(ranking))):
        raise ValueError("A ranking must name every proposal exactly once, by its position.")
    return ranking


def _row(ballot: Ballot, width: int, most: int) -> list[int]:
    if isinstance(ballot, AbstractSet):
        if not all(0 <= index(position) < width for position in ballot):
            raise ValueError(f"A ballot names a proposal outside 0…{width - 1}.")
        return [int(position in ballot) for position in range(width)]
    row = [index(points) for points in ballot]
    if not all(0 <= points <= most for points in row):
        raise ValueError(f"A proposal takes 0 to {most} from each member.")
    return row
