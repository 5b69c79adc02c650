"""What a withheld number may never do: come out."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle

import pytest

from dialog.measures.disclosure import (
    Cell,
    Protected,
    Why,
    WithheldError,
    protect_counts,
    protect_linked,
    protect_table,
)

SECRET = 4321
"""A count that stands nowhere else, so that any trace of it is a leak."""


@pytest.fixture(
    params=["counts", "table", "linked", "too few", "sensitive"],
)
def protected(request) -> Protected:
    match request.param:
        case "counts":
            return protect_counts([SECRET, 3, 0, 9999], 5)
        case "table":
            return protect_table([[SECRET, 3], [9999, 2]], 5)
        case "linked":
            return protect_linked([[[SECRET, 3], [9999, 2]], [[SECRET, 1], [9999, 4]]], 5)[1]
        case "too few":
            return protect_counts([2, 1], 5)
        case _:
            return protect_counts([13, 1, 0], 5, sensitive=True)


def test_a_withheld_cell_says_so_and_refuses_its_value(protected):
    withheld = [cell for cell in protected.cells if cell.withheld]
    assert withheld
    for cell in withheld:
        assert cell.why in set(Why)
        assert str(cell) == repr(cell) == f"{cell}" == format(cell) == "·"
        with pytest.raises(WithheldError, match="withheld"):
            _ = cell.value


def test_no_trace_of_it_is_left_anywhere(protected):
    withheld = next(cell for cell in protected.cells if cell.withheld)
    seen = [
        repr(protected),
        str(protected),
        json.dumps(dataclasses.asdict(protected)),
        str(dataclasses.astuple(protected)),
        str(pickle.dumps(protected)),
        str([getattr(withheld, name) for name in ("shown", "why")]),
    ]
    hidden_sums = {SECRET, SECRET + 3, SECRET + 1}
    shown = {cell.value for cell in protected.all_cells if not cell.withheld}
    for number in hidden_sums - shown:
        assert not any(str(number) in text for text in seen)
    assert not hasattr(withheld, "__dict__")


def test_copies_and_pickles_know_no_more(protected):
    for again in (pickle.loads(pickle.dumps(protected)), copy.deepcopy(protected)):  # noqa: S301
        assert again == protected
        assert [cell.withheld for cell in again] == [cell.withheld for cell in protected]


@pytest.mark.parametrize(
    "act",
    [
        lambda cell: cell + 1,
        lambda cell: 1 + cell,
        lambda cell: cell - cell,
        lambda cell: cell * 2,
        lambda cell: -cell,
        lambda cell: cell < 5,
        lambda cell: cell >= cell,
        lambda cell: int(cell),
        lambda cell: float(cell),
        lambda cell: round(cell),
        lambda cell: range(cell),
        lambda cell: [0, 1, 2, 3, 4, 5][cell],
        lambda cell: sum([cell]),
        lambda cell: max([cell, cell]),
        lambda cell: json.dumps(cell),
        lambda cell: vars(cell),
        lambda cell: f"{cell:d}",
        lambda cell: "%d" % cell,  # noqa: UP031
        lambda cell: setattr(cell, "shown", 3),
    ],
)
def test_arithmetic_comparison_and_conversion_raise(act):
    withheld = protect_counts([12, 9, 1], 5).cells[2]
    with pytest.raises((TypeError, AttributeError, ValueError)):
        act(withheld)


def test_equality_and_hash_do_not_tell_withheld_cells_apart():
    cells = protect_counts([12, 9, 1], 5).cells
    other = protect_counts([40, 30, 2], 5).cells
    assert cells[1] == cells[2] == other[2]
    assert len({cells[1], cells[2], other[2]}) == 1
    assert cells[2] not in range(10)


def test_small_cells_and_their_company_look_the_same():
    cells = protect_counts([12, 9, 1], 5).cells
    assert [cell.withheld for cell in cells] == [False, True, True]
    assert cells[1].why == cells[2].why == "small numbers"
    assert cells[0].why is None


def test_shown_cells_have_their_values():
    protected = protect_table([[6, 7], [8, 9]], 5)
    assert protected.complete
    assert [cell.value for cell in protected.cells] == [6, 7, 8, 9]
    assert [cell.value for cell in protected.row_totals] == [13, 17]
    assert [cell.value for cell in protected.column_totals] == [14, 16]
    assert protected.total == Cell(30)
    assert len(protected) == 4
    assert str(protected) == "6 7 13\n8 9 17\n14 16 30"


def test_derived_figures_follow_the_cells():
    protected = protect_table([[20, 30, 25], [20, 30, 1], [9, 9, 9]], 5)
    assert [protected.derived_allowed(row) for row in range(3)] == [
        not any(cell.withheld for cell in (*protected.rows[row], protected.row_totals[row]))
        for row in range(3)
    ]
    assert not protected.derived_allowed(1)
    shown, withheld = Cell(9), Cell(None, Why.SMALL_NUMBERS)
    without_total = Protected(((shown,),), (withheld,), (shown,), shown, 5, (None, None))
    assert not without_total.derived_allowed(0)


def test_what_is_shown_can_not_be_changed():
    protected = protect_counts([12, 9, 1], 5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        protected.total = Cell(3)


@pytest.mark.parametrize("parts", [(None, None), (3, Why.TOO_FEW)])
def test_a_cell_is_either_shown_or_withheld(parts):
    with pytest.raises(ValueError, match="either a number or the reason"):
        Cell(*parts)
