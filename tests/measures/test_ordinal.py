from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu
from statsmodels.stats.nonparametric import rank_compare_2indep

from dialog.measures.agreement import cliffs_delta, distribution, median

scales = st.lists(st.integers(1, 5), min_size=2, max_size=40)


def test_the_distribution_keeps_zeros_and_order():
    assert distribution([1, 5, 5, 2], [1, 2, 3, 4, 5]) == [1, 1, 0, 0, 2]
    assert distribution([], [1, 2]) == [0, 0]


def test_an_answer_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match=r"outside the scale: \[9\]"):
        distribution([1, 9], [1, 2])


@pytest.mark.parametrize(
    ("values", "middle"), [([3], 3), ([1, 2], 1), ([5, 1, 3], 3), ([1, 1, 5, 5], 1)]
)
def test_the_median_is_a_step_of_the_scale(values, middle):
    assert median(values) == middle


def test_nobody_has_no_median():
    with pytest.raises(ValueError, match="Nobody has answered"):
        median([])


@given(scales, scales)
@settings(max_examples=100, deadline=None)
def test_the_estimate_is_that_of_mann_and_whitney(x, y):
    expected = 2 * mannwhitneyu(x, y).statistic / (len(x) * len(y)) - 1
    assert cliffs_delta(x, y).estimate == pytest.approx(expected, abs=1e-12)


@given(scales, scales)
@settings(max_examples=100, deadline=None)
def test_the_interval_is_that_of_brunner_and_munzel(x, y):
    low, high = cliffs_delta(x, y).interval
    assert -1 <= low <= cliffs_delta(x, y).estimate <= high <= 1
    with np.errstate(all="ignore"):
        compared = rank_compare_2indep(x, y, use_t=True)
        if not compared.var > 1e-12:
            return  # no spread: theirs is not a number or has no width
        expected = 2 * np.array(compared.conf_int()) - 1
    assert (low, high) == pytest.approx(tuple(np.clip(expected, -1, 1)), abs=1e-9)


@pytest.mark.parametrize(
    ("x", "y"), [([5, 5, 5], [1, 1]), ([3, 3, 3, 3], [3, 3, 3]), ([4], [1, 2, 3])]
)
def test_without_spread_the_interval_stays_wide(x, y):
    estimate, interval = cliffs_delta(x, y)
    assert interval.low <= estimate <= interval.high
    assert interval.width > 0.8


@given(scales, scales)
@settings(max_examples=100, deadline=None)
def test_it_turns_with_the_groups_and_doubling_never_widens_it(x, y):
    there, back = cliffs_delta(x, y), cliffs_delta(y, x)
    assert there.estimate == pytest.approx(-back.estimate, abs=1e-12)
    assert there.interval == pytest.approx((-back.interval.high, -back.interval.low), abs=1e-9)
    assert cliffs_delta(x + x, y + y).interval.width <= there.interval.width + 1e-12


@given(scales, scales, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_answers_means_nothing(x, y, chance):
    shuffled = x[:]
    chance.shuffle(shuffled)
    again, once = cliffs_delta(shuffled, y), cliffs_delta(x, y)
    assert again.estimate == pytest.approx(once.estimate, abs=1e-12)
    assert again.interval == pytest.approx(once.interval, abs=1e-9)


def test_an_empty_group_can_not_be_compared():
    with pytest.raises(ValueError, match="Nobody has answered"):
        cliffs_delta([], [1])
    with pytest.raises(ValueError, match="strictly between"):
        cliffs_delta([1], [1], level=0)
