"""The order by the weakest party's support, shared by every way of voting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod

AGREED_FROM = Fraction(1, 2)
"""Every party gives at least this share: the proposal is agreed."""

ONE_SIDE_FROM = Fraction(2, 5)
"""The shares of two parties lie at least this far apart: the proposal is one side's."""


class Mark(StrEnum):
    """What is said beside a proposal; a member equals its own text."""

    AGREED = "agreed"
    ONE_SIDE = "one side"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One proposal's place. Shares are exact fractions within [0, 1]."""

    position: int
    """Where the proposal stood in what was given, from 0."""
    rank: int
    """From 1; proposals that are level share a rank, and the next one skips."""
    tied: bool
    """Another proposal has the same rank."""
    mark: Mark
    shares: Mapping[str, Fraction]
    """Per party: show them all, side by side."""

    @property
    def weakest(self) -> Fraction:
        """The smallest share, which decides the place."""
        return min(self.shares.values())


def ranked_by_weakest(shares_by_party: Mapping[str, Sequence[Fraction]]) -> list[Ranked]:
    """Proposals by smallest share, then product, then sum of shares, then position."""
    positions = range(len(next(iter(shares_by_party.values()))))
    shares = [{party: each[i] for party, each in shares_by_party.items()} for i in positions]
    keys = [_strength(list(each.values())) for each in shares]
    order = sorted(positions, key=lambda i: ([-part for part in keys[i]], i))
    return [
        Ranked(
            position=i,
            rank=1 + sum(key > keys[i] for key in keys),
            tied=keys.count(keys[i]) > 1,
            mark=_mark(list(shares[i].values())),
            shares=shares[i],
        )
        for i in order
    ]


def _strength(shares: Sequence[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    return min(shares), prod(shares, start=Fraction(1)), sum(shares, start=Fraction(0))


def _mark(shares: Sequence[Fraction]) -> Mark:
    if min(shares) >= AGREED_FROM:
        return Mark.AGREED
    if max(shares) - min(shares) >= ONE_SIDE_FROM:
        return Mark.ONE_SIDE
    return Mark.NEITHER
