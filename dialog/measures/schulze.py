"""Who would win against each of the others: Schulze's method, for those who ask."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from typing import NamedTuple

from dialog.measures.ballots import checked_ranking


class Condorcet(NamedTuple):
    """The order by strongest paths."""

    order: list[list[int]]
    """Positions, strongest first; those that are level stand together."""
    winner: int | None
    """The one preferred to every other by a majority, when there is one."""


def schulze(
    rankings: Sequence[Sequence[int]], weights: Sequence[int | Fraction] | None = None
) -> Condorcet:
    """Proposals by Schulze's strongest paths over margins.

    Each ranking lists all proposals by position, best first. `weights`, one per ranking, lets a
    small party weigh as much as a large one: give each member 1 / the members of the party.
    ValueError without rankings, for rankings of different proposals, or negative weights.
    Source: Schulze 2011, Social Choice and Welfare 36:267–303.
    """
    if not rankings or len({len(checked_ranking(ranking)) for ranking in rankings}) != 1:
        raise ValueError("There must be rankings, all of the same proposals.")
    margins = _margins(rankings, _whole(weights or [1] * len(rankings)))
    count = len(margins)
    strength = [[max(margin, 0) for margin in row] for row in margins]
    for through, start, end in product(range(count), repeat=3):
        path = min(strength[start][through], strength[through][end])
        strength[start][end] = max(strength[start][end], path)
    # "Has the stronger path" is transitive, so counting those ahead never contradicts it.
    ahead = [sum(strength[j][i] > strength[i][j] for j in range(count)) for i in range(count)]
    order = [[i for i in range(count) if ahead[i] == level] for level in sorted(set(ahead))]
    beats_all = [i for i in range(count) if all(margins[i][j] > 0 for j in range(count) if j != i)]
    return Condorcet(order, beats_all[0] if beats_all else None)


def _whole(weights: Sequence[int | Fraction]) -> list[int]:
    """The weights in the same proportions as whole numbers, which compare much faster."""
    exact = [Fraction(weight) for weight in weights]
    unit = lcm(*(weight.denominator for weight in exact))
    return [int(weight * unit) for weight in exact]


def _margins(rankings: Sequence[Sequence[int]], weights: Sequence[int]) -> list[list[int]]:
    if len(weights) != len(rankings) or any(weight < 0 for weight in weights):
        raise ValueError("There must be one weight per ranking, none negative.")
    count = len(rankings[0])
    margins = [[0] * count for _ in range(count)]
    for ranking, weight in zip(rankings, weights, strict=True):
        for place, better in enumerate(ranking):
            for worse in ranking[place + 1 :]:
                margins[better][worse] += weight
                margins[worse][better] -= weight
    return margins
