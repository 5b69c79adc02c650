from __future__ import annotations

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.measures.agreement import Kind, Tally, verdict, verdicts
from dialog.measures.intervals import newcombe, wilson_lower

tallies = st.builds(Tally, st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (Tally(9, 3, 0), Tally(6, 0, 0), "both_for"),
        (Tally(8, 4, 0), Tally(6, 0, 0), "uncertain"),
        (Tally(9, 3, 0), Tally(5, 0, 1), "uncertain"),
        (Tally(9, 0, 3), Tally(6, 0, 0), "both_for"),
        (Tally(20, 10, 0), Tally(9, 3, 0), "both_for"),
        (Tally(19, 11, 0), Tally(9, 3, 0), "uncertain"),
        (Tally(37, 23, 0), Tally(17, 8, 0), "both_for"),
        (Tally(36, 24, 0), Tally(17, 8, 0), "uncertain"),
        (Tally(0, 9, 3), Tally(0, 6, 0), "both_against"),
        (Tally(19, 1, 0), Tally(1, 10, 1), "differ"),
        (Tally(100, 100, 0), Tally(100, 100, 0), "alike"),
        (Tally(1100, 900, 0), Tally(1000, 1000, 0), "differ"),
        (Tally(1100, 900, 0), Tally(1100, 900, 0), "both_for"),
        (Tally(900, 1100, 0), Tally(800, 1200, 0), "both_against"),
        (Tally(3, 3, 0), Tally(3, 3, 0), "uncertain"),
    ],
)
def test_the_verdict_is_the_first_that_holds(first, second, kind):
    assert verdict(first, second).kind == kind
    assert verdict(first, second).kind is Kind(kind)


def test_both_for_yet_differing_can_be_said():
    judged = verdict(Tally(60, 0, 0), Tally(26, 9, 0))
    assert judged.kind == "both_for"
    assert judged.differs


def test_both_against_yet_differing_can_be_said():
    judged = verdict(Tally(0, 60, 0), Tally(9, 26, 0))
    assert judged.kind == "both_against"
    assert judged.differs


def test_five_answers_are_enough_for_a_verdict():
    five, four = Tally(5, 0, 0), Tally(4, 0, 0)
    assert verdict(five, five).kind == verdicts([five], [five])[0].kind == "both_for"
    assert verdict(five, four).reason == verdicts([five], [four])[0].reason == "too few"


@pytest.mark.parametrize("small", [Tally(0, 0, 0), Tally(4, 0, 0), Tally(1, 1, 2)])
def test_a_party_under_five_gets_no_verdict_and_no_figures(small):
    for judged in (verdict(small, Tally(20, 0, 0)), verdict(Tally(20, 0, 0), small)):
        assert judged.kind == "uncertain"
        assert judged.reason == "too few"
        assert judged.figures is None
        assert not judged.differs


def test_uncertain_with_enough_answers_says_that_the_intervals_are_wide():
    assert verdict(Tally(3, 3, 0), Tally(3, 3, 0)).reason == "too wide"
    assert verdict(Tally(30, 0, 0), Tally(30, 0, 0)).reason == ""


@given(tallies, tallies)
@settings(max_examples=200, deadline=None)
def test_the_figures_are_those_of_the_intervals(first, second):
    judged = verdict(first, second)
    if judged.figures is None:
        assert min(first.n, second.n) < 5
        return
    assert judged.figures.first_for == wilson_lower(first.agree, first.n)
    assert judged.figures.second_against == wilson_lower(second.disagree, second.n)
    votes = (first.agree, first.n, second.agree, second.n)
    assert judged.figures.difference == newcombe(*votes)
    assert judged.figures.narrow_difference == newcombe(*votes, 0.90)


@given(tallies, tallies)
@settings(max_examples=200, deadline=None)
def test_the_verdict_does_not_depend_on_who_is_named_first(first, second):
    there, back = verdict(first, second), verdict(second, first)
    assert (there.kind, there.differs, there.reason) == (back.kind, back.differs, back.reason)


@given(st.lists(st.tuples(tallies, tallies), max_size=30))
@settings(max_examples=100, deadline=None)
def test_many_at_once_are_judged_as_each_alone(pairs):
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    assert verdicts(first, second) == [verdict(one, other) for one, other in pairs]


def test_many_at_once_need_as_many_from_each_party():
    with pytest.raises(ValueError, match="tally for every proposal"):
        verdicts([Tally(1, 1, 1)], [])


def test_a_tally_counts_persons():
    with pytest.raises(ValueError, match="negative"):
        Tally(3, -1, 0)


@given(tallies, tallies)
@settings(max_examples=200, deadline=None)
def test_one_more_who_agrees_in_each_party_never_undoes_both_for(first, second):
    if verdict(first, second).kind is Kind.BOTH_FOR:
        more = (Tally(each.agree + 1, each.disagree, each.passed) for each in (first, second))
        assert verdict(*more).kind is Kind.BOTH_FOR


def probability(wanted: str, n1: int, p1: float, n2: int, p2: float) -> float:
    """How often two parties whose true shares are p1 and p2 are judged so, by enumeration."""

    def binomial(n: int, p: float, i: int) -> float:
        return comb(n, i) * p**i * (1 - p) ** (n - i)

    return sum(
        binomial(n1, p1, i) * binomial(n2, p2, j)
        for i in range(n1 + 1)
        for j in range(n2 + 1)
        if verdict(Tally(i, n1 - i, 0), Tally(j, n2 - j, 0)).kind == wanted
        or (wanted == "differs" and verdict(Tally(i, n1 - i, 0), Tally(j, n2 - j, 0)).differs)
    )


@pytest.mark.parametrize(
    ("n1", "n2", "wrong", "right"), [(12, 6, 0.039, 0.21), (30, 12, 0.048, 0.77)]
)
def test_both_for_is_declared_as_often_as_measured(n1, n2, wrong, right):
    assert probability("both_for", n1, 0.5, n2, 0.9) == pytest.approx(wrong, abs=0.001)
    assert probability("both_for", n1, 0.8, n2, 0.8) == pytest.approx(right, abs=0.005)


@pytest.mark.parametrize(("n1", "n2", "power"), [(12, 6, 0.32), (30, 12, 0.49)])
def test_a_difference_is_found_as_often_as_measured(n1, n2, power):
    assert probability("differs", n1, 0.8, n2, 0.5) == pytest.approx(power, abs=0.006)
    false_alarms = [probability("differs", n1, p, n2, p) for p in (0.2, 0.35, 0.5, 0.65, 0.8)]
    assert max(false_alarms) <= 0.067
