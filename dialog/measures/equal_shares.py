"""What to fund when proposals cost money: every party owns an equal part of the budget."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from dialog.measures.ballots import Ballot, parties_rows
from dialog.measures.ranking import ranked_by_weakest

EVERYBODY = "everybody"
"""The one party there is when ballots are not divided into parties."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the budget pays for, and what remains of it, in the unit of the costs, exactly."""

    by_shares: list[int]
    """Positions paid for by their supporters, in the order they were."""
    filled: list[int]
    """Positions paid for by what was left, in max–min order."""
    left: Fraction
    ties: list[list[int]]
    """Positions that were level when one of them, the first, was taken: say so on the page."""

    @property
    def selected(self) -> list[int]:
        return [*self.by_shares, *self.filled]

    def __iter__(self) -> Iterator[int]:
        return iter(self.selected)


def equal_shares(
    costs: Sequence[int | Fraction],
    approvals: Mapping[str, Collection[Ballot]] | Sequence[Ballot],
    budget: int | Fraction,
    weights: Mapping[str, int | Fraction] | Sequence[int | Fraction] | None = None,
) -> Selection:
    """Proposals chosen by the method of equal shares, then filled up by max–min.

    `costs` are positive, in position order. `approvals` gives each party its members' ballots (1 or
    0 per proposal, or sets of positions); each party owns the part of the budget that `weights`
    gives it, equal parts when left out, divided equally among its members. A plain list of ballots
    is one party, whose members `weights` may tell apart, one each. Repeatedly the proposal is taken
    whose supporters can pay it with the smallest highest payment, position deciding ties; they pay
    it in equal parts, those with less left giving all they have. With what remains, proposals that
    anybody approves of are taken in max–min order as long as they can be paid.
    ValueError for costs, weights or a budget that make no sense, or ballots of other lengths.
    Source: Peters, Pierczyński and Skowron 2021 (NeurIPS), utilities counted per proposal.
    """
    by_party = approvals if isinstance(approvals, Mapping) else {EVERYBODY: approvals}
    rows = parties_rows(by_party, len(costs), most=1)
    prices, fund = [Fraction(cost) for cost in costs], Fraction(budget)
    if fund < 0 or any(price <= 0 for price in prices):
        raise ValueError("Every proposal must cost something, and the budget can not be negative.")
    shares = _owned(rows, weights)
    ballots = [ballot for party in rows.values() for ballot in party]
    market = _Market(prices, ballots, [share * fund for share in shares])
    while market.buy():
        pass
    left = fund - sum((prices[position] for position in market.bought), Fraction(0))
    filled = []
    for position in _in_max_min_order(rows):
        affordable = prices[position] <= left and any(ballot[position] for ballot in ballots)
        if affordable and position not in market.bought:
            filled.append(position)
            left -= prices[position]
    return Selection(market.bought, filled, left, market.ties)


def _owned(
    rows: Mapping[str, Sequence[Sequence[int]]],
    weights: Mapping[str, int | Fraction] | Sequence[int | Fraction] | None,
) -> list[Fraction]:
    """Each member's part of the budget, party after party; they add up to 1."""
    if weights is None or isinstance(weights, Mapping):
        named = dict.fromkeys(rows, 1) if weights is None else weights
        if named.keys() != rows.keys():
            raise ValueError("There must be one weight for every party.")
        each = [Fraction(named[party], len(rows[party])) for party in rows for _ in rows[party]]
    else:
        each = [Fraction(weight) for weight in weights]
        if list(rows) != [EVERYBODY] or len(each) != len(rows[EVERYBODY]):
            raise ValueError("There must be one weight for every ballot.")
    together = sum(each, Fraction(0))
    if min(each) < 0 or not together:
        raise ValueError("Weights can not be negative, nor all be zero.")
    return [weight / together for weight in each]


def _in_max_min_order(rows: Mapping[str, Sequence[Sequence[int]]]) -> list[int]:
    shares = {
        party: [Fraction(sum(column), len(ballots)) for column in zip(*ballots, strict=True)]
        for party, ballots in rows.items()
    }
    return [ranked.position for ranked in ranked_by_weakest(shares)]


@dataclass
class _Market:
    """Members with money and proposals with a price. Money is kept as whole numbers of a unit that
    is made smaller when a payment needs it: exact, and far faster than a fraction per member."""

    prices: list[Fraction]
    ballots: list[list[int]]
    money_owned: list[Fraction]
    bought: list[int] = field(default_factory=list)
    ties: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        every = [*self.prices, *self.money_owned]
        self.unit = lcm(*(amount.denominator for amount in every))
        self.money = [int(amount * self.unit) for amount in self.money_owned]
        self.supporters = [
            [i for i, ballot in enumerate(self.ballots) if ballot[position]]
            for position in range(len(self.prices))
        ]
        # Money only shrinks, so a highest payment computed once can only have grown since.
        self.at_least = dict.fromkeys(range(len(self.prices)), Fraction(0))

    def buy(self) -> bool:
        """Takes the next proposal; false when none can be paid."""
        best: Fraction | None = None
        level: list[int] = []
        for position in sorted(self.at_least, key=lambda p: (self.at_least[p], p)):
            if best is not None and self.at_least[position] > best:
                break
            payment = self._highest_payment(position)
            if payment is None:
                del self.at_least[position]
                continue
            self.at_least[position] = payment
            if best is None or payment < best:
                best, level = payment, []
            if payment == best:
                level.append(position)
        if best is None:
            return False
        level.sort()
        if len(level) > 1:
            self.ties.append(level)
        self._pay(level[0], best)
        return True

    def _highest_payment(self, position: int) -> Fraction | None:
        """What the best-off supporters pay each; None when all together have too little."""
        purses = sorted(self.money[i] for i in self.supporters[position])
        lacking = int(self.prices[position] * self.unit)
        for poorer, purse in enumerate(purses):
            if purse * (len(purses) - poorer) >= lacking:
                return Fraction(lacking, (len(purses) - poorer) * self.unit)
            lacking -= purse
        return None

    def _pay(self, position: int, payment: Fraction) -> None:
        finer = payment.denominator // gcd(payment.denominator, self.unit)
        self.unit *= finer
        due = int(payment * self.unit)
        self.money = [purse * finer for purse in self.money]
        for i in self.supporters[position]:
            self.money[i] -= min(due, self.money[i])
        del self.at_least[position]
        self.bought.append(position)
