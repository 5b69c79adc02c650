"""Filters compared: what one set after another lets an outsider subtract."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from dialog.measures.disclosure import matching, release_allowed

K = 5
LEVELS = (2, 3, 3)
EVERY_PROFILE = list(product(*(range(levels) for levels in LEVELS)))
EVERY_FILTER = list(product(*((None, *range(levels)) for levels in LEVELS)))


def population(chance) -> dict[tuple[int, ...], int]:
    sizes = chance.multinomial(90, chance.dirichlet(np.full(len(EVERY_PROFILE), 0.8)))
    return dict(zip(EVERY_PROFILE, map(int, sizes), strict=True))


def chosen(asked) -> set:
    return matching(EVERY_PROFILE, {i: v for i, v in enumerate(asked) if v is not None})


def size(group, people) -> int:
    return sum(people[profile] for profile in group)


def recoverable(released, people) -> list:
    """By least squares, the small filter groups that follow from the released ones."""
    inhabited = [profile for profile in EVERY_PROFILE if people[profile]]

    def row(group):
        return np.array([profile in group for profile in inhabited], dtype=float)

    known = np.array([row(group) for group in released]).T
    found = []
    groups = [chosen(asked) for asked in EVERY_FILTER] + [{profile} for profile in inhabited]
    for group in groups:
        if 0 < size(group, people) < K:
            weights = np.linalg.lstsq(known, row(group), rcond=None)[0]
            if np.abs(known @ weights - row(group)).max() < 1e-7:
                found.append(group)
    return found


@pytest.mark.parametrize("seed", range(100))
def test_no_sequence_of_filters_singles_out_a_small_group(seed):
    chance = np.random.default_rng(seed)
    people = population(chance)
    released: list[set] = []
    for number in chance.permutation(len(EVERY_FILTER))[:14]:
        wanted = chosen(EVERY_FILTER[number])
        if release_allowed(wanted, released, people, K):
            released.append(wanted)
    for one, other in combinations(released, 2):
        if one <= other or other <= one:
            assert not 0 < size(one ^ other, people) < K
    assert all(not 0 < size(group, people) < K for group in released)
    if released:
        assert not recoverable(released, people)


def test_a_threshold_alone_would_not_have_held():
    people = population(np.random.default_rng(3))
    groups = [chosen(asked) for asked in EVERY_FILTER]
    large = [group for group in groups if size(group, people) >= K]
    assert len(recoverable(large, people)) > 5


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


def test_unknown_profiles_and_negative_counts_are_refused():
    with pytest.raises(ValueError, match="Unknown profiles"):
        release_allowed({"x"}, [], {"a": 9}, K)
    with pytest.raises(ValueError, match="negative"):
        release_allowed(set(), [], [-1], K)
