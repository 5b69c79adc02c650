from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.measures.agreement import Tally, group_informed_consensus
from dialog.measures.clustering import project
from dialog.measures.opinion_groups import (
    last_votes,
    opinion_groups,
    participants_who_count,
    tallies,
)
from dialog.measures.representativeness import consensus, representative, side

NAN = float("nan")


def crowd(chance, people=90, statements=20, camps=3, unseen=0.3) -> tuple[np.ndarray, np.ndarray]:
    """Votes of people in camps of clearly different opinions, and who is in which."""
    camp = np.arange(people) % camps
    opinion = chance.choice([-1.0, 1.0], (camps, statements))
    votes = np.where(chance.random((people, statements)) < 0.85, opinion[camp], 0)
    votes[chance.random(votes.shape) < unseen] = NAN
    return votes, camp


def test_camps_are_found_again():
    votes, camp = crowd(np.random.default_rng(1))
    found = opinion_groups(votes)
    assert found.count == 3
    assert found.who_counts.all()
    assert len(set(zip(camp.tolist(), found.labels.tolist(), strict=True))) == 3
    assert max(found.silhouettes, key=found.silhouettes.__getitem__) == 3


def test_counts_are_those_of_the_votes():
    votes, _ = crowd(np.random.default_rng(2))
    found = opinion_groups(votes)
    for group in range(found.count):
        theirs = votes[found.labels == group]
        assert (found.agree[group] == (theirs == 1).sum(axis=0)).all()
        assert (found.disagree[group] == (theirs == -1).sum(axis=0)).all()
        assert (found.seen[group] == (~np.isnan(theirs)).sum(axis=0)).all()
    by_group = tallies(votes, [int(label) for label in found.labels])
    for column in range(votes.shape[1]):
        expected = group_informed_consensus([by_group[g][column] for g in range(found.count)])
        assert found.group_consensus[column] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_and_the_run_change_nothing(seed):
    chance = np.random.default_rng(seed)
    votes, _ = crowd(chance, people=150 if seed % 2 else 60, unseen=0.5)
    order = chance.permutation(len(votes))
    there, back = opinion_groups(votes), opinion_groups(votes[order])
    assert (back.labels == there.labels[order]).all()
    assert np.array_equal(back.points, there.points[order], equal_nan=True)
    assert back.representative == there.representative
    assert (back.agreed, back.silhouettes) == (there.agreed, there.silhouettes)


def test_no_randomness_is_taken_from_or_left_in_the_world():
    votes, _ = crowd(np.random.default_rng(3))
    np.random.seed(1)
    before = np.random.get_state()[1].tolist()
    first = opinion_groups(votes)
    assert np.random.get_state()[1].tolist() == before
    assert (opinion_groups(votes).labels == first.labels).all()


def test_formulas_by_hand():
    """Ten of twelve against three of nine, and everybody against everybody."""
    figures = side(np.array([[10, 12], [3, 9]]), np.array([[12, 12], [9, 9]]))
    assert figures.probability[0, 0] == pytest.approx(11 / 14)
    assert figures.probability_z[0, 0] == pytest.approx(2 * 13**0.5 * (11 / 13 - 0.5))
    assert figures.ratio[0, 0] == pytest.approx((11 / 14) / (4 / 11))
    pooled = 15 / 23
    z = (11 / 13 - 4 / 10) / (pooled * (1 - pooled) * (1 / 13 + 1 / 10)) ** 0.5
    assert figures.ratio_z[0, 0] == pytest.approx(z)
    assert figures.ratio_z[:, 1].tolist() == [0, 0]
    assert np.isfinite(figures.strength).all()
    one = [each[0, 0] for each in figures]
    assert figures.strength[0, 0] == pytest.approx(one[0] * one[1] * one[2] * one[3])
    assert figures.strength[0, 0] == pytest.approx(9.4376, abs=1e-4)


def test_what_most_agree_on_must_be_clear():
    """Six of ten is more than half, and no consensus; nine of ten is."""
    counts, seen, shown = np.array([6, 9, 9]), np.array([10, 10, 10]), np.array([True, True, False])
    found = consensus(counts, seen, shown, agrees=True)
    assert [(each.column, each.agrees) for each in found] == [(1, True)]


def test_representative_statements_tell_a_group_apart_and_agreed_ones_do_not():
    votes, camp = crowd(np.random.default_rng(4), unseen=0.1)
    votes[:, 5] = 1
    votes[:, 6] = -1
    votes[:, 7] = np.where(camp == 0, 1, -1)
    found = opinion_groups(votes, moderated_out=[8])
    group = int(found.labels[camp == 0][0])
    assert 7 in [each.column for each in found.representative[group] if each.agrees]
    assert found.agreed[0].column == 5
    assert found.rejected[0].column == 6
    for shown in found.representative:
        assert len(shown) <= 5
        assert not {each.column for each in shown} & {5, 6, 8}
        directions = [each.agrees for each in shown]
        assert directions == sorted(directions, reverse=True)


def test_the_most_agreed_statement_always_has_a_place():
    agree = np.array([[0, 0, 0, 0, 0, 0, 14, 15], [20, 20, 20, 20, 20, 20, 3, 3]])
    disagree = np.array([[20, 20, 20, 20, 20, 20, 6, 5], [0, 0, 0, 0, 0, 0, 17, 17]])
    seen = agree + disagree
    sides = side(agree, seen), side(disagree, seen)
    found = representative(*sides, group=0, shown=np.ones(8, dtype=bool))
    assert [(each.column, each.agrees) for each in found] == [
        (7, True),
        *((column, False) for column in range(4)),
    ]
    other = representative(*sides, group=1, shown=np.arange(8) < 6)
    assert [(each.column, each.agrees) for each in other] == [(c, True) for c in range(5)]


def test_moderated_statements_place_nobody():
    votes, _ = crowd(np.random.default_rng(5))
    other = votes.copy()
    other[:, 3:9] = np.where(np.isnan(votes[:, 3:9]), NAN, -votes[::-1, 3:9])
    other[np.isnan(other) & ~np.isnan(votes)] = 1
    removed = list(range(3, 9))
    there, back = opinion_groups(votes, removed), opinion_groups(other, removed)
    assert (there.labels == back.labels).all()
    assert there.points == pytest.approx(back.points, abs=1e-9)
    assert opinion_groups(other).points != pytest.approx(back.points, abs=0.1)


@pytest.mark.parametrize("column", [8, -1])
def test_only_a_statement_that_is_there_can_be_moderated(column):
    with pytest.raises(ValueError, match="no statement"):
        opinion_groups(np.ones((30, 8)), [column])


def test_who_has_seen_less_is_placed_farther_out_and_pictures_do_not_flip():
    votes, _ = crowd(np.random.default_rng(8), unseen=0)
    votes[0, ::2] = NAN
    seen = ~np.isnan(votes)
    points = project(votes)
    centred = np.where(seen, votes - np.nanmean(votes, axis=0), 0)
    components = np.linalg.lstsq(centred[1:], points[1:], rcond=None)[0]
    assert points[0] == pytest.approx(2**0.5 * centred[0] @ components, abs=1e-6)
    assert components.max(axis=0) == pytest.approx(np.abs(components).max(axis=0))


def test_who_counts():
    few = np.full((20, 10), NAN)
    few[:3, :7] = 1
    few[3:18, :2] = -1
    few[10, :3] = 0
    counts = participants_who_count(few)
    assert counts[:3].all()
    assert counts[10]
    assert counts.sum() == 15
    assert not counts[18:].any()
    assert participants_who_count(np.ones((20, 3))).all()
    assert participants_who_count(np.full((4, 3), NAN)).sum() == 0


def test_those_who_voted_little_are_left_out():
    votes, _ = crowd(np.random.default_rng(6), unseen=0)
    votes[10, 6:] = NAN
    found = opinion_groups(votes)
    assert not found.who_counts[10]
    assert found.labels[10] == -1
    assert np.isnan(found.points[10]).all()


@pytest.mark.parametrize(
    "votes",
    [
        np.ones((30, 8)),
        np.zeros((30, 8)),
        np.ones((1, 1)),
        np.array([[1.0, NAN], [NAN, 1.0]]),
        np.where(np.arange(30)[:, None] < 15, 1.0, -1.0) * np.ones((30, 8)),
        np.where(np.arange(40)[:, None] % 3 == 0, 1.0, -1.0) * np.ones((40, 1)),
    ],
)
def test_little_to_part_people_by_never_raises(votes):
    found = opinion_groups(votes)
    assert 1 <= found.count <= 2
    assert np.isfinite(found.group_consensus).all()
    assert found.labels.min() >= 0


def test_two_opinions_are_two_groups_and_one_is_one():
    assert opinion_groups(np.ones((30, 8))).count == 1
    assert (
        opinion_groups(np.where(np.arange(30)[:, None] < 20, 1, -1) * np.ones((30, 8))).count == 2
    )


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ([[2, 0]], "matrix of 1, −1 and 0"),
        ([1, 0], "matrix of 1, −1 and 0"),
        ([[NAN, NAN]], "Nobody has voted"),
    ],
)
def test_what_is_no_vote_is_refused(votes, words):
    with pytest.raises(ValueError, match=words):
        opinion_groups(votes)


def test_many_statements_are_projected_like_few():
    chance = np.random.default_rng(7)
    votes = chance.choice([-1.0, 0.0, 1.0], (80, 700)).astype(np.float32)
    votes[::2, :300] = 1
    points = project(votes)
    centred = votes - votes.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    expected = centred @ directions[:2].T
    assert np.abs(points) == pytest.approx(np.abs(expected), abs=1e-3)


events = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 4), st.sampled_from([-1, 0, 1])), max_size=60
)


@given(events)
@settings(max_examples=100, deadline=None)
def test_the_last_vote_counts(cast):
    expected = {(person, statement): vote for person, statement, vote in cast}
    persons, statements, votes = zip(*cast, strict=True) if cast else ((), (), ())
    seen = last_votes(persons, statements, votes)
    assert seen.persons == sorted({person for person, _ in expected})
    for row, person in enumerate(seen.persons):
        for column, statement in enumerate(seen.statements):
            vote = seen.matrix[row, column]
            assert (None if np.isnan(vote) else vote) == expected.get((person, statement))


def test_the_last_vote_counts_however_the_arrays_lie_in_memory():
    events = np.array([[1, 7, 0], [1, 7, -1], [1, 7, 1], [2, 7, 0]], dtype=np.float32)[::-1]
    assert last_votes(*events.T).matrix.tolist() == [[0], [0]]


def test_events_that_are_no_votes_are_refused():
    with pytest.raises(ValueError, match="A vote is 1"):
        last_votes([1], [1], [5])
    with pytest.raises(ValueError, match="a person and a statement"):
        last_votes([1, 2], [1], [1])


def test_tallies_by_party_leave_out_those_of_none():
    votes = [[1, -1, NAN], [1, 0, NAN], [-1, 1, 1], [0, 0, 0]]
    assert tallies(votes, ["K", "F", "K", None]) == {
        "K": [Tally(1, 1, 0), Tally(1, 1, 0), Tally(1, 0, 0)],
        "F": [Tally(1, 0, 0), Tally(0, 0, 1), Tally(0, 0, 0)],
    }
    with pytest.raises(ValueError, match="needs a group"):
        tallies(votes, ["K"])
