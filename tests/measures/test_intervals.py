from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from dialog.measures.intervals import newcombe, wilson, wilson_lower

SIZES = (1, 2, 5, 8, 12, 30)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_wilson_is_the_one_statsmodels_computes(n, level):
    for agree in range(n + 1):
        expected = proportion_confint(agree, n, alpha=1 - level, method="wilson")
        assert wilson(agree, n, level) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("n", SIZES)
def test_the_one_sided_limit_is_the_two_sided_one_at_twice_the_risk(n):
    for agree in range(n + 1):
        expected = proportion_confint(agree, n, alpha=0.10, method="wilson")[0]
        assert wilson_lower(agree, n) == pytest.approx(expected, abs=1e-12)
        assert wilson_lower(agree, n) == pytest.approx(wilson(agree, n, 0.90).low, abs=1e-15)


@pytest.mark.parametrize(("n1", "n2"), [(1, 1), (3, 6), (5, 5), (8, 12), (12, 6)])
@pytest.mark.parametrize("level", [0.90, 0.95])
def test_newcombe_is_the_one_statsmodels_computes(n1, n2, level):
    for a1 in range(n1 + 1):
        for a2 in range(n2 + 1):
            expected = confint_proportions_2indep(
                a1, n1, a2, n2, compare="diff", method="newcomb", alpha=1 - level
            )
            assert newcombe(a1, n1, a2, n2, level) == pytest.approx(expected, abs=1e-12)


def test_the_ends_are_exact_where_all_or_none_agree():
    assert wilson(0, 7).low == 0.0
    assert wilson(7, 7).high == 1.0
    assert newcombe(0, 5, 5, 5).low == -1.0


def chances(n: int, p: float) -> np.ndarray:
    return np.array([comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(n + 1)])


def coverage_of_newcombe(n1: int, n2: int) -> list[float]:
    """Per pair of true shares, how often the interval holds their difference: every outcome counted."""
    intervals = [[newcombe(a, n1, b, n2) for b in range(n2 + 1)] for a in range(n1 + 1)]
    low, high = (np.array([[each[end] for each in row] for row in intervals]) for end in (0, 1))
    shares = np.arange(0.05, 1, 0.05)
    return [
        float(chances(n1, p) @ ((low <= p - q) & (p - q <= high)) @ chances(n2, q))
        for p in shares + 1e-9
        for q in shares
    ]


@pytest.mark.parametrize(("n1", "n2", "least"), [(5, 5, 0.892), (8, 12, 0.901)])
def test_newcombe_covers_as_measured_by_enumeration(n1, n2, least):
    """At a nominal .95: .953 on average, and at its worst far above what Wald's does (.105)."""
    covered = coverage_of_newcombe(n1, n2)
    assert np.mean(covered) == pytest.approx(0.953, abs=0.003)
    assert min(covered) >= least


@pytest.mark.parametrize("n1", range(5, 13))
def test_newcombe_covers_so_for_all_groups_up_to_twelve(n1):
    for n2 in range(n1, 13):
        covered = coverage_of_newcombe(n1, n2)
        assert np.mean(covered) == pytest.approx(0.953, abs=0.005), n2
        assert min(covered) >= 0.875, n2


@pytest.mark.parametrize("n", range(2, 13))
def test_wilson_covers_on_average_what_it_says(n):
    intervals = [wilson(agree, n) for agree in range(n + 1)]
    covered = [
        sum(
            w
            for w, each in zip(chances(n, p), intervals, strict=True)
            if each.low <= p <= each.high
        )
        for p in np.linspace(0.01, 0.99, 99)
    ]
    assert np.mean(covered) == pytest.approx(0.953, abs=0.005)
    assert min(covered) > 0.82


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: wilson(0, 0), "Nobody has answered"),
        (lambda: wilson_lower(0, 0), "Nobody has answered"),
        (lambda: newcombe(1, 2, 0, 0), "Nobody has answered"),
        (lambda: wilson(3, 2), "3 of 2 is not a share"),
        (lambda: wilson(-1, 2), "not a share"),
        (lambda: wilson(1, 2, 1.0), "strictly between 0 and 1"),
        (lambda: wilson_lower(1, 2, 0.2), "at least 0.5"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words) as refused:
        call()
    assert str(refused.value).endswith(".")


def test_numbers_from_arrays_are_as_good_as_numbers():
    counts = np.array([3, 9], dtype=np.int32)
    assert wilson(counts[0], counts[1]) == wilson(3, 9)


shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares)
@settings(max_examples=200, deadline=None)
def test_wilson_holds_the_share_and_mirrors(share):
    agree, n = share
    interval, mirrored = wilson(agree, n), wilson(n - agree, n)
    assert 0 <= interval.low <= agree / n <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirrored.high, abs=1e-12)


@given(shares, shares)
@settings(max_examples=200, deadline=None)
def test_newcombe_stays_within_bounds_and_turns_with_the_parties(first, second):
    interval, turned = newcombe(*first, *second), newcombe(*second, *first)
    assert -1 <= interval.low <= interval.high <= 1
    assert interval == pytest.approx((-turned.high, -turned.low), abs=1e-12)


@given(shares, shares)
@settings(max_examples=200, deadline=None)
def test_doubling_all_votes_narrows_every_interval(first, second):
    (a1, n1), (a2, n2) = first, second
    assert wilson(2 * a1, 2 * n1).width < wilson(a1, n1).width
    assert newcombe(2 * a1, 2 * n1, 2 * a2, 2 * n2).width < newcombe(a1, n1, a2, n2).width


@given(shares)
@settings(max_examples=200, deadline=None)
def test_one_more_who_agrees_never_lowers_a_limit(share):
    agree, n = share
    before, after = wilson(agree, n), wilson(agree + 1, n + 1)
    assert after.low >= before.low
    assert after.high >= before.high - 1e-12
