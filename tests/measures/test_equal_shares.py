from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.measures.priority import equal_shares

from .test_priority import ASSOCIATIONS, BOTH, MUNICIPALITY

profiles = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.lists(st.integers(1, 9), min_size=width, max_size=width),
        st.lists(st.sets(st.integers(0, width - 1)), min_size=1, max_size=6),
        st.lists(st.sets(st.integers(0, width - 1)), min_size=1, max_size=6),
        st.integers(0, 30),
    )
)


def test_the_worked_example_without_parties():
    chosen = equal_shares([1] * 10, ASSOCIATIONS + MUNICIPALITY, 5)
    assert [position + 1 for position in chosen.by_shares] == [1, 2, 3, 6]
    assert [position + 1 for position in chosen.filled] == [7]
    assert chosen.left == 0
    assert chosen.ties == [[1, 2], [5, 6]]


def test_each_party_owns_half():
    chosen = equal_shares([1] * 10, BOTH, 4)
    assert {position + 1 for position in chosen.selected} >= {1, 6}
    assert len(chosen.selected) == 4
    all_to_one = equal_shares([1] * 10, BOTH, 4, {"F": 1, "K": 0})
    assert {position + 1 for position in all_to_one.by_shares} <= {1, 2, 3, 6, 7}


def test_a_party_of_eight_owns_no_more_than_a_party_of_two():
    eight, two = [{0, 1}] * 8, [{2, 3}] * 2
    assert sorted(equal_shares([5] * 4, {"F": eight, "K": two}, 20).by_shares) == [0, 1, 2, 3]
    assert sorted(equal_shares([5] * 4, {"F": eight, "K": two}, 10).by_shares) == [0, 2]
    threefold = equal_shares([5] * 4, {"F": eight, "K": two}, 20, {"F": 1, "K": 3})
    assert sorted(threefold.by_shares) == [0, 2, 3]


def test_who_has_less_left_gives_all_they_have_and_owes_nothing():
    """Twenty each. The first member wants all four, each together with one other; at the third
    there is less left than half the price, and at the last nothing, so the other pays it alone."""
    chosen = equal_shares([16, 16, 20, 13], [{0, 1, 2, 3}, {0}, {1}, {2}, {3}], 100)
    assert chosen.by_shares == [3, 0, 1, 2]
    assert chosen.left == 35


def test_payments_are_exact():
    chosen = equal_shares([Fraction(1, 3), Fraction(2, 3)], [{0, 1}, {0, 1}, {0, 1}], 1)
    assert chosen.by_shares == [0, 1]
    assert chosen.left == 0


def test_what_is_left_goes_by_the_weaker_party_and_never_to_the_unwanted():
    votes = {"F": [{0, 1}, {0, 1}, {0}], "K": [{1}, {2}]}
    nobody_can_pay = equal_shares([14, 14, 14], votes, 15)
    assert nobody_can_pay.by_shares == []
    assert nobody_can_pay.filled == [1]
    chosen = equal_shares([10, 10, 10], {"F": [{0, 1}], "K": [{1}, {0}]}, 10)
    assert chosen.selected == [0]
    unwanted = equal_shares([1, 1], {"F": [{0}], "K": [{0}]}, 10)
    assert unwanted.selected == [0]
    assert unwanted.left == 9


@given(profiles)
@settings(max_examples=150, deadline=None)
def test_the_budget_holds_and_nothing_wanted_that_fits_is_left_out(profile):
    costs, first, second, budget = profile
    chosen = equal_shares(costs, {"F": first, "K": second}, budget)
    assert len(set(chosen.selected)) == len(chosen.selected)
    assert chosen.left == budget - sum(costs[p] for p in chosen.selected) >= 0
    wanted = set().union(*first, *second) - set(chosen.selected)
    assert all(costs[position] > chosen.left for position in wanted)
    assert equal_shares(costs, {"F": first, "K": second}, budget) == chosen


@given(profiles, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_members_means_nothing(profile, chance):
    costs, first, second, budget = profile
    shuffled = first[:]
    chance.shuffle(shuffled)
    there = equal_shares(costs, {"F": first, "K": second}, budget)
    assert equal_shares(costs, {"F": shuffled, "K": second}, budget) == there


@given(profiles)
@settings(max_examples=100, deadline=None)
def test_a_party_that_agrees_gets_what_its_money_buys(profile):
    """Members of one mind who own half the budget get at least what half the budget buys."""
    costs, _, second, budget = profile
    everything = set(range(len(costs)))
    chosen = equal_shares(costs, {"F": [everything, everything], "K": second}, budget)
    cheapest_first, affordable = Fraction(budget, 2), 0
    for cost in sorted(costs):
        cheapest_first -= cost
        affordable += cheapest_first >= 0
    assert len(chosen.selected) >= affordable


@pytest.mark.parametrize("factor", [2, 7])
def test_the_unit_of_money_means_nothing(factor):
    costs, budget = [3, 5, 4, 9], 11
    ballots = {"F": [{0, 1}, {1, 2}], "K": [{3, 0}, {1}, {2}]}
    scaled = equal_shares([cost * factor for cost in costs], ballots, budget * factor)
    assert scaled.selected == equal_shares(costs, ballots, budget).selected
