from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa as theirs
from statsmodels.stats.inter_rater import to_table

from dialog.measures.reliability import cohens_kappa, krippendorffs_alpha, reliability

ANA = {1: {"lokaler"}, 2: {"lokaler", "bidrag"}, 3: set(), 4: {"bidrag"}, 5: {"bidrag"}}
BEN = {1: {"lokaler"}, 2: {"bidrag"}, 3: set(), 4: {"bidrag"}, 6: {"lokaler"}}
codes = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=30)


@given(codes)
@settings(max_examples=100, deadline=None)
def test_kappa_is_the_one_statsmodels_computes(pairs):
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    ours = cohens_kappa(first, second)
    if ours is None:
        assert len({*first, *second}) == 1
        return
    with np.errstate(all="ignore"):  # theirs also divides by its standard error, which may be 0
        expected = theirs(to_table(pairs)[0]).kappa
    assert ours == pytest.approx(expected, abs=1e-12)
    assert cohens_kappa([*map("abc".__getitem__, first)], [*map("abc".__getitem__, second)]) == ours


def test_alpha_of_krippendorffs_own_example():
    """Four observers, twelve units, five codes, with gaps: alpha for nominal data is 0.743."""
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    assert krippendorffs_alpha(observers) == pytest.approx(0.743, abs=5e-4)


def test_each_theme_has_its_figures_and_its_disagreements():
    grants, premises = reliability({"Ana": ANA, "Ben": BEN})
    assert (grants.theme, premises.theme) == ("bidrag", "lokaler")
    assert grants.items == premises.items == 4
    assert grants.kappa == grants.alpha == 1
    assert grants.disagreements == []
    assert premises.kappa == pytest.approx(0.5)
    assert premises.disagreements == [(2, ["Ana"], ["Ben"])]


def test_three_coders_are_compared_by_pairs_and_together():
    cleo = {1: {"lokaler"}, 2: {"lokaler"}, 3: {"lokaler"}}
    (premises,) = reliability({"Ana": ANA, "Ben": BEN, "Cleo": cleo}, ["lokaler"])
    pairs = [
        cohens_kappa([1, 1, 0, 0], [1, 0, 0, 0]),
        cohens_kappa([1, 1, 0], [1, 1, 1]),
        cohens_kappa([1, 0, 0], [1, 1, 1]),
    ]
    assert premises.kappa == pytest.approx(sum(pairs) / 3)
    assert {each.item for each in premises.disagreements} == {2, 3}


def test_what_is_undefined_is_none_and_never_nan():
    (never,) = reliability({"Ana": ANA, "Ben": BEN}, ["okänt"])
    assert never.kappa is never.alpha is None
    (apart,) = reliability({"Ana": {1: {"x"}}, "Ben": {2: {"x"}}})
    assert apart.items == 0
    assert apart.kappa is apart.alpha is None
    assert cohens_kappa([], []) is krippendorffs_alpha([]) is krippendorffs_alpha([[], []]) is None


@pytest.mark.parametrize(
    "codes",
    [
        [[1, 1, 1], [1, 1, 1]],
        [[1, 2, 3]],
        [[1, 2, None], [None, None, 3]],
        [[1, 1, 2], [1, 1, None]],
        [[None, None], [None, None]],
    ],
    ids=["one code", "one coder", "no item in common", "the other code is alone", "nothing"],
)
def test_alpha_is_undefined_without_two_codes_to_compare(codes):
    """There the library answers 1, or divides by nothing."""
    assert krippendorffs_alpha(codes) is None


def test_codes_coded_by_one_alone_weigh_nothing():
    both = [[1, 1, 2, 2], [1, 2, 2, 2]]
    alone = [[*both[0], 3, None, 1], [*both[1], None, 2, None]]
    assert krippendorffs_alpha(alone) == krippendorffs_alpha(both) == pytest.approx(8 / 15)


def test_codes_may_be_of_any_kind():
    assert krippendorffs_alpha([["ja", 1, "ja", False], ["ja", 1, 1, False]]) == pytest.approx(
        krippendorffs_alpha([[1, 2, 1, 3], [1, 2, 2, 3]])
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: reliability({"Ana": ANA}), "at least two coders"),
        (lambda: cohens_kappa([1], [1, 2]), "same items"),
        (lambda: krippendorffs_alpha([[1], [1, 2]]), "a place for every item"),
    ],
)
def test_what_can_not_be_compared_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


code = st.sampled_from([None, "a", "b", "c"])


@given(st.lists(st.tuples(code, code, code, code), max_size=30), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_items_and_coders_moves_no_decimal(items, chance):
    shuffled = [item[::-1] for item in items]
    chance.shuffle(shuffled)
    there = krippendorffs_alpha([list(row) for row in zip(*items, strict=True)])
    assert krippendorffs_alpha([list(row) for row in zip(*shuffled, strict=True)]) == there
