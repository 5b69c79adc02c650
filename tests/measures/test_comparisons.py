from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from dialog.measures.agreement import Tally, benjamini_hochberg, fisher_p, verdict

chances = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(chances, st.sampled_from([0.01, 0.05, 0.2]))
@settings(max_examples=200, deadline=None)
def test_the_adjustment_is_the_one_statsmodels_makes(p_values, rate):
    declared, adjusted, _, _ = multipletests(p_values, alpha=rate, method="fdr_bh")
    ours = benjamini_hochberg(p_values, rate)
    assert [each.adjusted for each in ours] == pytest.approx(list(adjusted), abs=1e-12)
    for each, theirs, value in zip(ours, declared, adjusted, strict=True):
        assert each.declared == theirs or abs(value - rate) < 1e-12


def test_the_order_given_is_kept():
    assert [each.declared for each in benjamini_hochberg([0.9, 0.001, 0.04])] == [
        False,
        True,
        False,
    ]
    assert benjamini_hochberg([]) == []


@pytest.mark.parametrize(
    ("p_values", "rate"), [([1.2], 0.05), ([-0.1], 0.05), ([0.5], 0), ([float("nan")], 0.05)]
)
def test_what_is_no_probability_is_refused(p_values, rate):
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg(p_values, rate)


def test_fishers_test_compares_those_who_agree_with_all_others():
    first, second = Tally(18, 2, 2), Tally(2, 7, 1)
    assert fisher_p(first, second) == pytest.approx(fisher_exact([[18, 4], [2, 8]]).pvalue)
    assert verdict(first, second).differs
    with pytest.raises(ValueError, match="Nobody has answered"):
        fisher_p(first, Tally(0, 0, 0))
