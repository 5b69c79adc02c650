"""Which proposals all parties stand behind, strongest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from dialog.measures.intervals import wilson
from dialog.measures.tally import SMALLEST_PARTY, Tally


@dataclass(frozen=True, slots=True)
class Standing:
    """One proposal's place in the ranking of common ground."""

    position: int
    """Where the proposal stood in what was given, from 0."""
    rank: int
    """From 1; proposals that the figures cannot tell apart share a rank."""
    weakest: str
    """The party that supports it the least; the first named when they are level."""
    lower: float
    """That party's lower Wilson limit (two-sided 95 %), within [0, 1]."""
    consensus: float
    """Group-informed consensus, which tells apart proposals with the same limit."""
    too_few: bool
    """Some party has fewer than five answers: a place in the order, not a finding."""


def common_ground(tallies_by_party: Mapping[str, Sequence[Tally]]) -> list[Standing]:
    """Proposals, strongest common ground first, by the party that supports each the least.

    `tallies_by_party` gives each of two or more parties a tally per proposal, in the same order.
    Sorted by the weaker party's `wilson(agree, n).low`, then group-informed consensus, then
    position. A party that has not answered at all counts as limit 0: no evidence of support.
    ValueError with fewer than two parties or with lists of different lengths.
    Source: Wilson 1927 for the limit; ranking by agreement across sides, Ovadya and Thorburn 2023.
    """
    if len(tallies_by_party) < 2:
        raise ValueError("Common ground needs at least two parties.")
    if len({len(tallies) for tallies in tallies_by_party.values()}) != 1:
        raise ValueError("Every party must have a tally for every proposal.")
    parties = list(tallies_by_party)
    unranked = [
        _standing(position, parties, tallies)
        for position, tallies in enumerate(zip(*tallies_by_party.values(), strict=True))
    ]
    unranked.sort(key=lambda one: (-one.lower, -one.consensus, one.position))
    return _with_ranks(unranked)


def group_informed_consensus(tallies: Sequence[Tally]) -> float:
    """The product over the parties of (agree + 1) / (n + 2), within (0, 1).

    It misleads alone, for a party that has not voted counts as half: show it only where every
    party has five answers, and rank by `common_ground`. ValueError without any party.
    Source: Small, Bjorkegren, Erkkila, Shaw and Megill 2021, RECERCA 26(2).
    """
    if not tallies:
        raise ValueError("Consensus needs at least one party.")
    # Sorted, so that the order in which parties are named cannot move the last decimal.
    return prod(sorted((tally.agree + 1) / (tally.n + 2) for tally in tallies))


def _standing(position: int, parties: Sequence[str], tallies: Sequence[Tally]) -> Standing:
    limits = [wilson(tally.agree, tally.n).low if tally.n else 0.0 for tally in tallies]
    return Standing(
        position=position,
        rank=0,
        weakest=parties[limits.index(min(limits))],
        lower=min(limits),
        consensus=group_informed_consensus(tallies),
        too_few=min(tally.n for tally in tallies) < SMALLEST_PARTY,
    )


def _with_ranks(standings: Sequence[Standing]) -> list[Standing]:
    ranked: list[Standing] = []
    for place, standing in enumerate(standings, start=1):
        last = ranked[-1] if ranked else None
        level = last and (last.lower, last.consensus) == (standing.lower, standing.consensus)
        ranked.append(replace(standing, rank=last.rank if last and level else place))
    return ranked
