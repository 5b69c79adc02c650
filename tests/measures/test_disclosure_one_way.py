from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.measures.disclosure import (
    Why,
    collapse,
    collapse_then_protect,
    group_disclosure,
    may_refresh,
    protect_counts,
    protect_table,
)

counts_of_people = st.lists(st.integers(0, 30), min_size=1, max_size=7)
limits = st.integers(3, 10)


def seen(protected) -> list[int | str]:
    return ["·" if cell.withheld else cell.value for cell in protected.cells]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([12, 9, 1], [12, "·", "·"]),
        ([20, 3, 1], ["·", "·", "·"]),
        ([1, 0, 0, 29], ["·", 0, 0, "·"]),
        ([6, 7, 8], [6, 7, 8]),
        ([4, 4, 20], ["·", "·", 20]),
        ([0, 0, 0], [0, 0, 0]),
        ([2, 2, 0], ["·", "·", "·"]),
        ([5], [5]),
    ],
)
def test_the_patterns_of_the_method(counts, expected):
    assert seen(protect_counts(counts, 5)) == expected


def test_with_too_few_in_all_the_number_of_answers_is_withheld_too():
    protected = protect_counts([2, 2, 0], 5)
    assert protected.total.withheld
    assert {cell.why for cell in protected.all_cells} == {Why.TOO_FEW}


@given(counts_of_people, limits)
@settings(max_examples=300, deadline=None)
def test_no_withheld_cell_is_known_closer_than_k(counts, k):
    protected = protect_counts(counts, k)
    withheld = [count for count, cell in zip(counts, protected.cells, strict=True) if cell.withheld]
    assert all(
        cell.withheld for count, cell in zip(counts, protected.cells, strict=True) if 0 < count < k
    )
    if withheld and not protected.total.withheld:
        assert sum(withheld) >= k
        assert len(withheld) >= 2
    if protected.total.withheld:
        assert 0 < sum(counts) < k
        assert all(cell.withheld for cell in protected.cells)


@given(counts_of_people, limits)
@settings(max_examples=100, deadline=None)
def test_protecting_twice_is_protecting_once(counts, k):
    protected = protect_counts(counts, k)
    assert protect_counts(protected, k) == protected
    assert protect_counts(counts, k) == protected


def test_what_was_protected_for_less_is_not_let_through():
    with pytest.raises(ValueError, match="protect the counts anew"):
        protect_counts(protect_counts([9, 9], 3), 5)


@given(counts_of_people, limits, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_answers_changes_nothing_but_ties(counts, k, chance):
    order = list(range(len(counts)))
    chance.shuffle(order)
    there = seen(protect_counts(counts, k))
    back = seen(protect_counts([counts[i] for i in order], k))
    assert sorted(map(str, there)) == sorted(map(str, back))
    if len(set(counts)) == len(counts):
        assert back == [there[i] for i in order]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: protect_counts([3, -1], 5), "negative"),
        (lambda: protect_counts([], 5), "at least one cell"),
        (lambda: protect_counts([9, 9], 2), "at least 3"),
        (lambda: protect_table([[1, 2], [3]], 5), "same length"),
        (lambda: protect_table([], 5), "at least one row"),
        (lambda: protect_table([[1] * 8] * 8, 5), "allow_slow"),
    ],
)
def test_what_is_no_table_of_people_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("counts", "uniform"),
    [
        ([14, 0], True),
        ([13, 1], True),
        ([12, 2], False),
        ([15, 0], False),
        ([0, 0], False),
        ([1, 4, 0], True),
    ],
)
def test_small_groups_of_one_mind_are_recognised(counts, uniform):
    assert group_disclosure(counts, 5) is uniform


def test_a_sensitive_question_says_only_most():
    protected = protect_counts([1, 13, 0], 5, sensitive=True)
    assert seen(protected) == ["·", "·", "·"]
    assert protected.most == (1, 1)
    assert protected.total.value == 14
    assert {cell.why for cell in protected.cells} == {Why.NEARLY_ALL}
    assert protect_counts([9, 6, 0], 5, sensitive=True).most == (None, None)
    assert protect_counts([1, 13, 0], 5).most == (None, None)


@pytest.mark.parametrize(
    ("distribution", "classes", "expected"),
    [
        ([1, 2, 3, 4, 5], 5, [1, 2, 3, 4, 5]),
        ([1, 2, 3, 4, 5], 3, [3, 3, 9]),
        ([1, 2, 3, 4, 5], 2, [6, 9]),
        ([1, 2, 3, 4, 5], 1, [15]),
        ([1, 2, 3], 2, [3, 3]),
        ([1, 2, 3, 4], 2, [3, 7]),
        ([1, 2, 3, 4, 5, 6, 7], 3, [6, 4, 18]),
    ],
)
def test_classes_are_put_together(distribution, classes, expected):
    assert collapse(distribution, classes) == expected


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_by_way_of_three_classes_gives_the_same_two(distribution):
    assert collapse(collapse(distribution, 3), 2) == collapse(distribution, 2)


@pytest.mark.parametrize(("steps", "classes"), [(4, 3), (5, 4), (3, 5), (5, 0)])
def test_classes_the_scale_can_not_give_are_refused(steps, classes):
    with pytest.raises(ValueError, match="does not become"):
        collapse([1] * steps, classes)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([9, 8, 7, 6, 5], [9, 8, 7, 6, 5]),
        ([9, 8, 7, 6, 1], [17, 7, 7]),
        ([9, 8, 1, 6, 1], [18, 7]),
        ([1, 0, 1, 6, 1], [9]),
        ([1, 0, 1, 1, 1], ["·"]),
        ([0, 0, 0, 6, 7], [0, 0, 0, 6, 7]),
    ],
)
def test_classes_are_put_together_before_anything_is_withheld(counts, expected):
    assert seen(collapse_then_protect(counts, 5)) == expected


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (20, 20, True),
        (20, 24, False),
        (20, 25, True),
        (20, 18, False),
        ([10, 10], [10, 10], True),
        ([10, 10], [12, 13], True),
        ([10, 10], [11, 10], False),
        ([10, 10], [9, 11], False),
        ([10, 10], [5, 15], True),
        ([[10, 10], [9, 9]], [[12, 13], [9, 9]], True),
        ([[10, 10], [9, 9]], [[12, 10], [12, 9]], False),
        ([[10, 10], [9, 9]], [[15, 10], [15, 9]], True),
        ([0, 0], [3, 2], True),
    ],
)
def test_a_newer_snapshot_waits_for_k_changes(before, after, allowed):
    assert may_refresh(before, after, 5) is allowed


def test_for_a_sensitive_question_every_cell_waits():
    assert may_refresh([10, 10], [12, 13], 5)
    assert not may_refresh([10, 10], [12, 13], 5, sensitive=True)
    assert may_refresh([10, 10], [15, 10], 5, sensitive=True)


def test_snapshots_of_other_classes_are_not_compared():
    with pytest.raises(ValueError, match="same cells"):
        may_refresh([1, 2, 3], [3, 3], 5)
