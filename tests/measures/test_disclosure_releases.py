"""Filters compared: what one set after another lets an outsider subtract."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from dialog.measures.disclosure import matching, release_allowed

from .filter_attackers import Outsider

K = 5
LEVELS = (2, 3, 3)
EVERY_PROFILE = list(product(*(range(levels) for levels in LEVELS)))
EVERY_FILTER = list(product(*((None, *range(levels)) for levels in LEVELS)))


def population(chance) -> dict[tuple[int, ...], list[int]]:
    """How many gave each of three answers, per profile: uneven, as in real surveys."""
    sizes = chance.multinomial(90, chance.dirichlet(np.full(len(EVERY_PROFILE), 0.8)))
    return {
        profile: chance.multinomial(n, chance.dirichlet(np.full(3, 1.5))).tolist()
        for profile, n in zip(EVERY_PROFILE, sizes, strict=True)
    }


def chosen(asked) -> set:
    return matching(EVERY_PROFILE, {i: v for i, v in enumerate(asked) if v is not None})


def size(group, people) -> int:
    return sum(sum(people[profile]) for profile in group)


def small_groups(people) -> list[set]:
    groups = [chosen(asked) for asked in EVERY_FILTER]
    return [group for group in groups if 0 < size(group, people) < K]


def released_one_by_one(chance, people, mean_scores=(), filters=10) -> list[set]:
    released: list[set] = []
    for number in chance.permutation(len(EVERY_FILTER))[:filters]:
        wanted = chosen(EVERY_FILTER[number])
        if release_allowed(wanted, released, people, K, mean_scores=mean_scores):
            released.append(wanted)
    return released


@pytest.mark.parametrize("seed", range(100))
def test_no_sequence_of_filters_with_its_means_singles_out_a_small_group(seed):
    chance = np.random.default_rng(seed)
    people = population(chance)
    released = released_one_by_one(chance, people, mean_scores=[1, 2, 3])
    for one, other in combinations(released, 2):
        if one <= other or other <= one:
            assert not 0 < size(one ^ other, people) < K
    assert all(not 0 < size(group, people) < K for group in released)
    outsider, hidden = Outsider(released, people, means=True), small_groups(people)
    assert not list(outsider.computed(hidden))
    assert all(width >= K - 1e-6 for width in outsider.widths(hidden))


@pytest.mark.parametrize("seed", range(20))
def test_no_sequence_of_filters_without_means_singles_out_a_small_group(seed):
    chance = np.random.default_rng(500 + seed)
    people = population(chance)
    outsider = Outsider(released_one_by_one(chance, people), people, means=False)
    hidden = small_groups(people)
    assert not list(outsider.computed(hidden))
    assert all(width >= K - 1e-6 for width in outsider.widths(hidden))


def test_a_threshold_alone_would_not_have_held():
    people = population(np.random.default_rng(3))
    groups = [chosen(asked) for asked in EVERY_FILTER]
    large = [group for group in groups if size(group, people) >= K]
    outsider = Outsider(large, people, means=False)
    assert len(list(outsider.computed(small_groups(people)))) > 5


def test_means_the_audit_is_not_told_of_would_not_have_held():
    chance = np.random.default_rng(3)
    people = population(chance)
    released = released_one_by_one(chance, people, filters=14)
    assert min(Outsider(released, people, means=True).widths(small_groups(people))) < K
    assert min(Outsider(released, people, means=False).widths(small_groups(people))) >= K


def test_one_variable_at_a_time_is_released_whole():
    people = dict.fromkeys(EVERY_PROFILE, 20)
    released: list[set] = []
    for asked in EVERY_FILTER:
        if sum(value is not None for value in asked) <= 1:
            assert release_allowed(chosen(asked), released, people, K)
            released.append(chosen(asked))
    assert len(released) == 1 + sum(LEVELS)


@pytest.mark.parametrize(
    ("new", "released", "why"),
    [
        ({3}, [], "too few answers"),
        ({0, 1}, [{0, 1, 3}], "Subtraction"),
        ({0, 1, 3}, [{0, 1}], "Subtraction"),
        ({0, 1, 2}, [{0, 3}, {1, 2, 3}], "singles out"),
        ({0, 1}, [{0, 1, 2}], ""),
        ({0, 1}, [{0, 1}], ""),
        ({4}, [{0}], ""),
        (set(), [], ""),
        ({0, 4}, [{0}], ""),
    ],
)
def test_the_reason_is_said(new, released, why):
    decision = release_allowed(new, released, [9, 8, 7, 2, 0], K)
    assert bool(decision) is decision.allowed is (why == "")
    assert why in decision.why
    assert not any(digit in decision.why for digit in "0123456789")


def test_nobody_is_no_disguise():
    """Two sets that differ in an empty profile are the same set: subtraction works across it."""
    people = {"a": 9, "b": 2, "empty": 0}
    assert not release_allowed({"a", "empty"}, [{"a", "b"}], people, K)


def test_an_overlap_that_follows_is_refused():
    people = {"ab": 3, "a": 6, "b": 6, "neither": 9}
    everyone = set(people)
    released = [everyone, {"ab", "a"}, {"ab", "b"}]
    assert not release_allowed({"a", "b"}, released, people, K)
    assert release_allowed({"ab", "b"}, released[:2], people, K)


def test_what_nearly_follows_is_refused():
    """Six and seven taken from seventeen: the first profile holds nobody to four people."""
    decision = release_allowed({0, 1, 2, 3}, [{2}, {3}], [3, 1, 6, 7], K)
    assert "nearly tells" in decision.why
    assert release_allowed({0, 1, 2, 3}, [{2}], [3, 1, 6, 7], K)


def test_what_means_tell_is_refused_where_they_are_shown():
    """All of a and c answered 3, and the mean of c and d is close to 1: few of them are c."""
    people = {"a": [0, 0, 9], "c": [0, 0, 2], "d": [9, 0, 0]}
    assert release_allowed({"c", "d"}, [{"a", "c"}], people, K)
    assert not release_allowed({"c", "d"}, [{"a", "c"}], people, K, mean_scores=[1, 2, 3])


def test_scores_are_one_for_each_answer():
    for people in ({"a": 9}, {"a": [9, 1]}, {"a": [9, 1, 2], "b": [3, 4]}):
        with pytest.raises(ValueError, match="a score for each"):
            release_allowed({"a"}, [], people, K, mean_scores=[1, 2, 3])


def test_an_overlap_of_several_profiles_that_follows_is_refused():
    """Ten and eleven of seventeen: four are in both."""
    released = [{0, 1, 2, 3}, {0, 1, 2}]
    assert release_allowed(released[1], released[:1], [3, 1, 6, 7], K)
    assert "singles out" in release_allowed({0, 1, 3}, released, [3, 1, 6, 7], K).why


def test_unknown_profiles_and_negative_counts_are_refused():
    with pytest.raises(ValueError, match="Unknown profiles"):
        release_allowed({"x"}, [], {"a": 9}, K)
    with pytest.raises(ValueError, match="negative"):
        release_allowed(set(), [], [-1], K)
