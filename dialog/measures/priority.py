"""How a joint group of parties puts proposals in order, so that no party outvotes another.

Each party's support is a share of what it could have given; a proposal stands as strong as it does
with the party that supports it the least. All arithmetic is in exact fractions, so ties are real,
and they are shown as ties, never broken by chance. Publish the rule before voting.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from dialog.measures.ballots import Ballot, checked_ranking, parties_rows
from dialog.measures.equal_shares import Selection, equal_shares
from dialog.measures.ranking import Mark, Ranked, ranked_by_weakest
from dialog.measures.schulze import Condorcet, schulze

__all__ = [
    "Ballot",
    "Condorcet",
    "Mark",
    "Ranked",
    "Selection",
    "borda_by_party",
    "dots",
    "equal_shares",
    "max_min",
    "schulze",
]


def max_min(
    approvals_by_party: Mapping[str, Collection[Ballot]], proposals: int | None = None
) -> list[Ranked]:
    """Proposals in order of approval by the party that approves of them the least.

    `approvals_by_party` gives each party its members' ballots: 1 or 0 per proposal, or the set of
    positions approved (then say how many `proposals` there are). Sorted by the smallest share, the
    product of the shares, their sum, then position; proposals that only position tells apart share
    a rank. ValueError for a party without members or ballots of different lengths.
    Source: approval voting, Brams and Fishburn 1978; the maximin rule over the parties, Sen 1970.
    """
    rows = parties_rows(approvals_by_party, proposals, most=1)
    return ranked_by_weakest({party: _shares(ballots, 1) for party, ballots in rows.items()})


def dots(
    dots_by_party: Mapping[str, Collection[Sequence[int]]], each: int, most: int = 2
) -> list[Ranked]:
    """As `max_min`, when each member has `each` dots to place, at most `most` on one proposal.

    A proposal's share is the dots it got of those the party's members could have put on it.
    ValueError also for a member who placed more than `each`. Source: cumulative voting, bounded.
    """
    rows = parties_rows(dots_by_party, None, most)
    if any(sum(ballot) > each for ballots in rows.values() for ballot in ballots):
        raise ValueError(f"A member has placed more than {each} dots.")
    possible = min(each, most)
    return ranked_by_weakest({party: _shares(ballots, possible) for party, ballots in rows.items()})


def borda_by_party(rankings_by_party: Mapping[str, Sequence[Sequence[int]]]) -> list[Ranked]:
    """As `max_min`, from full rankings: for at most ten proposals or so.

    Each ranking lists all proposals by position, best first. The first of m gets m − 1 points, the
    last none; a proposal's share is its mean points in the party, of the m − 1 possible.
    ValueError for a ranking that is not of all proposals, once each, or a party without members.
    Source: Borda 1784, as mean points per party.
    """
    points = {
        party: [_borda_points(ranking) for ranking in rankings]
        for party, rankings in rankings_by_party.items()
    }
    most = max((len(row) - 1 for rows in points.values() for row in rows), default=0)
    rows = parties_rows(points, None, most)
    return ranked_by_weakest({party: _shares(each, most) for party, each in rows.items()})


def _shares(ballots: Sequence[Sequence[int]], possible: int) -> list[Fraction]:
    """Per proposal, the points received of those the members could have given together."""
    return [
        Fraction(sum(points), max(1, possible) * len(ballots))
        for points in zip(*ballots, strict=True)
    ]


def _borda_points(ranking: Sequence[int]) -> list[int]:
    points = [0] * len(ranking)
    for place, position in enumerate(checked_ranking(ranking)):
        points[position] = len(ranking) - 1 - place
    return points
