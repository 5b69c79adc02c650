from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.measures.agreement import Tally, common_ground, group_informed_consensus
from dialog.measures.intervals import wilson

tallies = st.builds(Tally, st.integers(0, 40), st.integers(0, 40), st.integers(0, 10))
votes = st.lists(st.tuples(tallies, tallies, tallies), min_size=1, max_size=12)


def ranking(rows):
    return common_ground(
        {name: list(party) for name, party in zip("FKN", zip(*rows, strict=True), strict=True)}
    )


def test_the_weaker_party_decides():
    ranked = common_ground(
        {
            "associations": [Tally(30, 0, 0), Tally(20, 10, 0), Tally(29, 1, 0)],
            "municipality": [Tally(0, 0, 0), Tally(8, 4, 0), Tally(5, 7, 0)],
        }
    )
    assert [each.position for each in ranked] == [1, 2, 0]
    assert [each.rank for each in ranked] == [1, 2, 3]
    assert ranked[0].weakest == "municipality"
    assert ranked[0].lower == wilson(8, 12).low
    assert ranked[2].lower == 0
    assert [each.too_few for each in ranked] == [False, False, True]


def test_consensus_alone_would_have_put_the_unanswered_first():
    unanswered = group_informed_consensus([Tally(30, 0, 0), Tally(0, 0, 0)])
    answered = group_informed_consensus([Tally(20, 10, 0), Tally(8, 4, 0)])
    assert unanswered == pytest.approx(0.484, abs=5e-4)
    assert answered == pytest.approx(0.422, abs=5e-4)


def test_ties_go_by_consensus_then_by_position_and_share_a_rank():
    weak = Tally(6, 6, 0)
    ranked = common_ground(
        {"F": [Tally(20, 10, 0), Tally(25, 5, 0), Tally(20, 10, 0)], "K": [weak, weak, weak]}
    )
    assert [each.position for each in ranked] == [1, 0, 2]
    assert [each.rank for each in ranked] == [1, 2, 2]


def test_of_three_parties_the_weakest_decides_too():
    ranked = common_ground(
        {
            "associations": [Tally(30, 0, 0), Tally(25, 5, 0)],
            "municipality": [Tally(12, 0, 0), Tally(10, 2, 0)],
            "region": [Tally(3, 6, 0), Tally(7, 2, 0)],
        }
    )
    assert [(each.position, each.weakest) for each in ranked] == [(1, "region"), (0, "region")]
    assert ranked[0].lower == wilson(7, 9).low
    assert ranked[0].consensus == pytest.approx(26 / 32 * 11 / 14 * 8 / 11)


@pytest.mark.parametrize(
    ("given_tallies", "words"),
    [
        ({"F": [Tally(1, 1, 1)]}, "at least two parties"),
        ({"F": [Tally(1, 1, 1)], "K": []}, "tally for every proposal"),
    ],
)
def test_what_can_not_be_ranked_is_refused(given_tallies, words):
    with pytest.raises(ValueError, match=words):
        common_ground(given_tallies)


def test_consensus_of_nobody_is_refused():
    with pytest.raises(ValueError, match="at least one party"):
        group_informed_consensus([])


@given(votes, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_proposals_and_parties_changes_nothing_but_ties(rows, chance):
    shuffled = rows[:]
    chance.shuffle(shuffled)
    figures = [(each.rank, each.lower, each.consensus) for each in ranking(rows)]
    assert figures == [(each.rank, each.lower, each.consensus) for each in ranking(shuffled)]
    turned = [row[::-1] for row in rows]
    assert figures == [(each.rank, each.lower, each.consensus) for each in ranking(turned)]


@given(votes, st.integers(0, 2), st.data())
@settings(max_examples=100, deadline=None)
def test_one_more_who_agrees_never_lowers_a_proposal(rows, party, data):
    position = data.draw(st.integers(0, len(rows) - 1))
    raised = [list(row) for row in rows]
    old = raised[position][party]
    raised[position][party] = Tally(old.agree + 1, old.disagree, old.passed)

    def rank(ranked):
        return next(each.rank for each in ranked if each.position == position)

    assert rank(ranking(raised)) <= rank(ranking(rows))
