from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.measures.priority import Mark, borda_by_party, dots, equal_shares, max_min, schulze

HALF = Fraction(1, 2)


def approvals(wanted: dict[int, float], members: int) -> list[list[int]]:
    """Ballots on ten proposals such that each wanted one gets its share of the members."""
    return [[int(row < wanted.get(p, 0) * members) for p in range(1, 11)] for row in range(members)]


ASSOCIATIONS = approvals({1: 1, 2: 1, 3: 1, 6: 3 / 8, 7: 3 / 8}, 8)
MUNICIPALITY = approvals({1: 1 / 4, 6: 1, 7: 1, 8: 1, 9: 1}, 4)
BOTH = {"F": ASSOCIATIONS, "K": MUNICIPALITY}


def test_eight_against_four_can_not_outvote_the_four():
    """The worked example of the method: a pooled count would give 1, 2, 3, 6, 7."""
    ranked = max_min(BOTH)
    assert [each.position + 1 for each in ranked[:3]] == [6, 7, 1]
    assert {each.position + 1 for each in ranked[3:7]} == {2, 3, 8, 9}
    assert [each.rank for each in ranked] == [1, 1, 3, 4, 4, 4, 4, 8, 8, 8]
    assert [each.tied for each in ranked[:3]] == [True, True, False]
    assert ranked[2].shares == {"F": 1, "K": Fraction(1, 4)}
    assert ranked[0].weakest == Fraction(3, 8)


@pytest.mark.parametrize(
    ("first", "second", "mark"),
    [
        ([1, 1, 0, 0], [1, 1, 1, 1], "agreed"),
        ([1, 0, 0, 0, 0], [1, 1, 1, 0, 0], "one side"),
        ([1, 0, 0, 0], [1, 1, 0, 0], "neither"),
        ([0], [0], "neither"),
    ],
)
def test_proposals_are_marked(first, second, mark):
    ranked = max_min({"F": [[vote] for vote in first], "K": [[vote] for vote in second]})
    assert ranked[0].mark == mark
    assert ranked[0].mark is Mark(mark)


def test_ballots_may_be_sets_of_positions():
    as_sets = {p: [{i for i, v in enumerate(row) if v} for row in rows] for p, rows in BOTH.items()}
    assert max_min(as_sets, proposals=10) == max_min(BOTH)


def test_dots_are_counted_against_what_could_be_given():
    ranked = dots({"F": [[2, 1, 0], [2, 0, 1]], "K": [[0, 2, 1]]}, each=3)
    shares = {each.position: each.shares for each in ranked}
    assert shares == {
        0: {"F": 1, "K": 0},
        1: {"F": Fraction(1, 4), "K": 1},
        2: {"F": Fraction(1, 4), "K": HALF},
    }
    assert [each.position for each in ranked] == [1, 2, 0]


def test_borda_counts_mean_points_per_party():
    ranked = borda_by_party({"F": [[0, 1, 2], [0, 2, 1]], "K": [[1, 0, 2]]})
    assert ranked[0].shares == {"F": 1, "K": HALF}
    assert [each.position for each in ranked] == [0, 1, 2]
    assert borda_by_party({"F": [[0]]})[0].shares == {"F": 0}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: max_min({}), "at least one party"),
        (lambda: max_min({"F": [[1]], "K": []}), "Nobody has voted in K"),
        (lambda: max_min({"F": [[1, 0], [1]]}), "a place for every proposal"),
        (lambda: max_min({"F": [{0}]}), "how many proposals"),
        (lambda: max_min({"F": [{7}]}, proposals=3), "outside 0…2"),
        (lambda: max_min({"F": [[2]]}), "0 to 1"),
        (lambda: dots({"F": [[3, 0]]}, each=3), "0 to 2"),
        (lambda: dots({"F": [[2, 2]]}, each=3), "more than 3 dots"),
        (lambda: borda_by_party({"F": [[0, 0]]}), "exactly once"),
        (lambda: borda_by_party({"F": [[0, 1], [0]]}), "a place for every proposal"),
        (lambda: schulze([]), "must be rankings"),
        (lambda: schulze([[0, 1], [0, 1, 2]]), "must be rankings"),
        (lambda: schulze([[0, 1]], [-1]), "one weight per ranking"),
        (lambda: equal_shares([0], [[1]], 5), "must cost something"),
        (lambda: equal_shares([1], [[1]], -5), "can not be negative"),
        (lambda: equal_shares([1], {"F": [[1]]}, 5, {"K": 1}), "one weight for every party"),
        (lambda: equal_shares([1], [[1]], 5, [1, 2]), "one weight for every ballot"),
        (lambda: equal_shares([1], [[1]], 5, [0]), "nor all be zero"),
        (lambda: equal_shares([1, 2], [[1]], 5), "a place for every proposal"),
    ],
)
def test_what_is_no_vote_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


ballots = st.integers(1, 5).flatmap(
    lambda width: st.fixed_dictionaries(
        {
            party: st.lists(
                st.lists(st.integers(0, 1), min_size=width, max_size=width), min_size=1, max_size=6
            )
            for party in ("F", "K", "N")
        }
    )
)


def place(ranked, position):
    return next(each.rank for each in ranked if each.position == position)


@given(ballots, st.sampled_from("FKN"), st.data())
@settings(max_examples=100, deadline=None)
def test_one_more_member_who_approves_never_lowers_a_proposal(votes, party, data):
    width = len(votes["F"][0])
    position = data.draw(st.integers(0, width - 1))
    more = votes | {party: [*votes[party], [int(i == position) for i in range(width)]]}
    assert place(max_min(more), position) <= place(max_min(votes), position)


@given(ballots, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_members_and_parties_means_nothing_and_of_proposals_only_ties(votes, chance):
    order = list(range(len(votes["F"][0])))
    chance.shuffle(order)
    shuffled = {
        party: [[row[i] for i in order] for row in reversed(rows)]
        for party, rows in reversed(votes.items())
    }
    there, back = max_min(votes), max_min(shuffled)
    ranks = {order[each.position]: (each.rank, each.tied, each.mark) for each in back}
    assert ranks == {each.position: (each.rank, each.tied, each.mark) for each in there}


@given(ballots)
@settings(max_examples=50, deadline=None)
def test_doubling_all_members_changes_nothing(votes):
    assert max_min({party: rows * 2 for party, rows in votes.items()}) == max_min(votes)


def test_schulze_finds_the_winner_against_each_other():
    outcome = schulze([[0, 1, 2]] * 3 + [[1, 2, 0]] * 2)
    assert outcome.winner == 0
    assert outcome.order == [[0], [1], [2]]


def test_schulze_resolves_the_textbook_cycle():
    """Schulze 2011, example 1: 45 voters, five candidates, no Condorcet winner, E first."""
    votes = {
        "ACBED": 5,
        "ADECB": 5,
        "BEDAC": 8,
        "CABED": 3,
        "CAEBD": 7,
        "CBADE": 2,
        "DCEBA": 7,
        "EBADC": 8,
    }
    rankings = [["ABCDE".index(each) for each in ranking] for ranking in votes]
    outcome = schulze(rankings, list(votes.values()))
    assert outcome.order == [[4], [0], [2], [1], [3]]
    assert outcome.winner is None


def test_schulze_shows_ties_and_weighs_parties():
    assert schulze(list(permutations(range(3)))).order == [[0, 1, 2]]
    small, large = [[0, 1]], [[1, 0]] * 3
    assert schulze(large + small).winner == 1
    assert schulze(large + small, [Fraction(1, 3)] * 3 + [1]).order == [[0, 1]]


@given(st.lists(st.permutations(range(4)), min_size=1, max_size=9), st.permutations(range(4)))
@settings(max_examples=50, deadline=None)
def test_schulze_knows_no_order_of_members_or_proposals(rankings, renamed):
    there = schulze(rankings)
    back = schulze([[renamed[i] for i in ranking] for ranking in reversed(rankings)])
    assert back.order == [sorted(renamed[i] for i in level) for level in there.order]
    assert back.winner == (None if there.winner is None else renamed[there.winner])
