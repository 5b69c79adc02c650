"""What the rules let through, on tables small enough to reckon by hand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.disclosure.rules import Pattern, apply
from dialog.disclosure.values import CountTable, Purpose, Shape

K = 5


def answers(*counts: tuple[int, ...], sensitive: bool = False) -> CountTable:
    return CountTable(
        rows=tuple(f"party {number}" for number in range(len(counts))),
        columns=tuple(f"answer {number}" for number in range(len(counts[0]))),
        counts=counts,
        shape=Shape.ANSWERS,
        sensitive=sensitive,
    )


def shown(pattern: Pattern) -> list[str]:
    return [" ".join(map(str, row)) for row in pattern.cells]


def test_a_party_of_four_shows_nothing_and_the_other_shows_all() -> None:
    pattern = apply(answers((6, 10), (3, 1)), K, Purpose.OPINION)
    assert shown(pattern) == ["6 10", "· ·"]
    assert [str(base) for base in pattern.bases] == ["16", "·"]


def test_a_party_that_nobody_answered_for_shows_zeros() -> None:
    pattern = apply(answers((6, 10), (0, 0)), K, Purpose.OPINION)
    assert shown(pattern) == ["6 10", "0 0"]
    assert str(pattern.total) == "16"


def test_a_total_would_give_the_small_party_away_so_it_goes_too() -> None:
    pattern = apply(answers((6, 10), (3, 1)), K, Purpose.OPINION)
    assert [str(total) for total in (*pattern.totals, pattern.total)] == ["·", "·", "·"]


def test_two_small_parties_that_together_are_enough_hide_behind_each_other() -> None:
    pattern = apply(answers((6, 10), (3, 1), (2, 1)), K, Purpose.OPINION)
    assert shown(pattern) == ["6 10", "· ·", "· ·"]
    assert [str(total) for total in (*pattern.totals, pattern.total)] == ["11", "12", "23"]


def test_k_of_the_dialogue_decides() -> None:
    table = answers((6, 10), (3, 1))
    assert shown(apply(table, 3, Purpose.OPINION)) == ["6 10", "3 1"]
    assert shown(apply(table, 10, Purpose.OPINION)) == ["6 10", "· ·"]


def test_small_cells_of_an_ordinary_question_are_shown_those_of_a_sensitive_one_are_not() -> None:
    assert shown(apply(answers((12, 9, 1)), K, Purpose.OPINION)) == ["12 9 1"]
    assert shown(apply(answers((12, 9, 1), sensitive=True), K, Purpose.OPINION)) == ["12 · ·"]


def test_a_small_group_of_one_mind_shows_only_what_most_answered() -> None:
    pattern = apply(answers((9, 1, 0), (20, 10, 9), sensitive=True), K, Purpose.OPINION)
    assert shown(pattern) == ["· · ·", "20 10 9"]
    assert pattern.most == (0, None)
    assert str(pattern.bases[0]) == "10"


def test_several_choices_are_counted_against_the_voices_of_the_party() -> None:
    table = CountTable(
        ("f", "k"), ("mail", "visit"), ((9, 8), (3, 2)), Shape.CHOICES, bases=(10, 4)
    )
    pattern = apply(table, K, Purpose.OPINION)
    assert shown(pattern) == ["9 8", "· ·"]
    assert [str(base) for base in pattern.bases] == ["10", "·"]


def test_a_sensitive_choice_hides_also_when_only_a_few_did_not_make_it() -> None:
    table = CountTable(
        ("f",), ("few", "half", "most"), ((2, 15, 28),), Shape.CHOICES, bases=(30,), sensitive=True
    )
    assert shown(apply(table, K, Purpose.OPINION)) == ["· 15 ·"]


def test_groups_are_judged_cell_by_cell_and_their_sums_with_them() -> None:
    table = CountTable(("theme 1", "theme 2"), ("f", "k"), ((12, 3), (7, 0)))
    pattern = apply(table, K, Purpose.OPINION)
    assert shown(pattern) == ["12 ·", "7 0"]
    assert [str(base) for base in pattern.bases] == ["·", "7"]
    assert [str(total) for total in pattern.totals] == ["19", "·"]


def test_who_came_is_shown_exactly() -> None:
    pattern = apply(answers((1, 2), (0, 1)), K, Purpose.PARTICIPATION)
    assert shown(pattern) == ["1 2", "0 1"]
    assert str(pattern.total) == "4"


@pytest.mark.parametrize(
    ("rows", "columns", "counts", "shape", "bases"),
    [
        (("f", "f"), ("a",), ((1,), (2,)), Shape.ANSWERS, ()),
        (("f",), ("a",), ((1,), (2,)), Shape.ANSWERS, ()),
        (("f",), ("a", "b"), ((1,),), Shape.ANSWERS, ()),
        (("f",), ("a",), ((-1,),), Shape.ANSWERS, ()),
        (("f",), ("a",), ((3,),), Shape.CHOICES, (2,)),
        (("f",), ("a",), ((3,),), Shape.CHOICES, ()),
        (("f",), ("a",), ((3,),), Shape.ANSWERS, (3,)),
    ],
)
def test_a_table_that_does_not_fit_together_is_refused(
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    counts: tuple[tuple[int, ...], ...],
    shape: Shape,
    bases: tuple[int, ...],
) -> None:
    with pytest.raises(ValueError):
        CountTable(rows, columns, counts, shape, bases)


def test_a_table_does_not_tell_its_counts_to_a_log() -> None:
    assert repr(answers((7, 3))) == "CountTable(1 × 2)"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=3))
def test_an_outsider_cannot_tell_who_is_in_a_withheld_party(counts: list[list[int]]) -> None:
    """By trying every table: whatever is withheld could have been shared out in k + 1 ways."""
    table = answers(*map(tuple, counts))
    pattern = apply(table, K, Purpose.OPINION)
    hidden = [i for i, base in enumerate(pattern.bases) if base.withheld]
    if not hidden or pattern.total.withheld:
        return
    # The total is out: the withheld parties are pooled, and the pool has at least k voices.
    assert sum(table.row_bases[i] for i in hidden) >= K
    assert len(hidden) > 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=2, max_size=4))
def test_no_withheld_cell_of_a_sensitive_question_is_known_closer_than_k(row: list[int]) -> None:
    pattern = apply(answers(tuple(row), sensitive=True), K, Purpose.OPINION)
    cells = pattern.cells[0]
    if pattern.most[0] is not None or pattern.bases[0].withheld:
        assert all(cell.withheld for cell in cells)
        return
    hidden = [i for i, cell in enumerate(cells) if cell.withheld]
    rest = sum(row) - sum(cell.value for cell in cells if not cell.withheld)
    possible = [
        values for values in product(range(rest + 1), repeat=len(hidden)) if sum(values) == rest
    ]
    for place in range(len(hidden)):
        found = {values[place] for values in possible}
        assert max(found) - min(found) >= K
