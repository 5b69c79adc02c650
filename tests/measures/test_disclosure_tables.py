from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.measures.disclosure import Mean, Why, protect_linked, protect_table

K = 5
tables = st.integers(1, 3).flatmap(
    lambda height: st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 25), min_size=width, max_size=width),
            min_size=height,
            max_size=height,
        )
    )
)


def seen(rows) -> list[list[int | str]]:
    return [["·" if cell.withheld else cell.value for cell in row] for row in rows]


def test_a_table_without_small_cells_is_shown_whole():
    protected = protect_table([[6, 7, 0], [8, 9, 20]], K)
    assert protected.complete
    assert seen(protected.rows) == [[6, 7, 0], [8, 9, 20]]


def test_a_small_cell_gets_company_in_its_row_and_column():
    protected = protect_table([[20, 3, 30], [25, 9, 28], [22, 24, 21]], K)
    hidden = [[cell.withheld for cell in row] for row in protected.rows]
    assert hidden[0][1]
    assert all(sum(line) != 1 for line in [*hidden, *zip(*hidden, strict=True)])
    assert not protected.total.withheld


def test_a_small_group_has_no_results_not_even_zeros():
    protected = protect_table([[3, 0, 0], [20, 30, 40], [15, 18, 12]], K)
    assert all(cell.withheld for cell in protected.rows[0])
    assert protected.row_totals[0].withheld


def test_with_too_few_in_all_everything_is_withheld():
    protected = protect_table([[1, 0], [2, 1]], K)
    assert {cell.why for cell in protected.all_cells} == {Why.TOO_FEW}
    assert protect_table([[0, 0], [0, 0]], K).complete


@given(tables)
@settings(max_examples=60, deadline=None)
def test_protecting_twice_is_protecting_once_and_runs_do_not_differ(table):
    protected = protect_table(table, K)
    assert protect_table(protected, K) == protected
    assert protect_table([list(row) for row in table], K) == protected


@given(tables)
@settings(max_examples=60, deadline=None)
def test_every_line_has_no_withheld_figure_or_company_for_it(table):
    protected = protect_table(table, K)
    lines = [[*row, total] for row, total in zip(protected.rows, protected.row_totals, strict=True)]
    lines.append([*protected.column_totals, protected.total])
    for line in [*lines, *zip(*lines, strict=True)]:
        assert len([cell for cell in line if cell.withheld]) != 1


@given(tables, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_nothing_but_ties(table, chance):
    inner = [count for row in table for count in row]
    order = list(range(len(table)))
    chance.shuffle(order)
    margins = [*map(sum, table), *map(sum, zip(*table, strict=True))]
    there = protect_table(table, K)
    back = protect_table([table[i] for i in order], K)
    if len(set(inner)) == len(inner) and len(set(margins)) == len(margins):
        assert back.rows == tuple(there.rows[i] for i in order)
        assert back.column_totals == there.column_totals


def test_a_sensitive_row_of_one_mind_says_only_most():
    table = [[10, 1, 0, 0], [20, 12, 13, 18]]
    protected = protect_table(table, K, sensitive=True)
    assert all(cell.why is Why.NEARLY_ALL for cell in protected.rows[0])
    assert protected.most == (0, None, None)
    assert [cell.value for cell in protected.rows[1]] == table[1]
    assert protected.row_totals[0].value == 11
    assert all(cell.withheld for cell in protected.column_totals)
    assert protect_table(table, K).most == (None, None, None)


def test_where_all_are_of_one_mind_only_most_and_the_numbers_are_said():
    protected = protect_table([[0, 0, 6], [1, 0, 6]], 3, sensitive=True)
    assert protected.most == (2, 2, None)
    assert all(cell.withheld for cell in (*protected.cells, *protected.column_totals))
    assert [cell.value for cell in (*protected.row_totals, protected.total)] == [6, 7, 13]


def test_knowing_most_does_not_narrow_the_small_cells_of_others():
    protected = protect_table([[10, 1, 0], [20, 3, 13], [9, 8, 30]], K, sensitive=True)
    assert protected.rows[1][1].withheld
    assert protected.column_totals[1].withheld
    hidden_beside = [cell for cell in protected.rows[1] if cell.withheld]
    assert len(hidden_beside) >= 2 or protected.row_totals[1].withheld


def test_a_mean_where_only_most_may_be_said_is_refused():
    with pytest.raises(ValueError, match="its mean says too much"):
        protect_table([[10, 1, 0], [20, 12, 13]], K, [0], sensitive=True)


@pytest.mark.parametrize("mean", [2, -1, Mean(0, (1, 2)), Mean(5)])
def test_a_mean_needs_a_row_and_scores(mean):
    with pytest.raises(ValueError, match="needs a row of the table"):
        protect_table([[10, 1, 0], [20, 12, 13]], K, [mean])


def test_large_tables_are_for_jobs_and_tell_how_far_they_are():
    chance = np.random.default_rng(1)
    table = chance.poisson(25, (9, 7)).tolist()
    table[2][3] = 2
    with pytest.raises(ValueError, match="in a job"):
        protect_table(table, K)
    steps: list[tuple[int, int]] = []
    protected = protect_table(
        table, K, allow_slow=True, progress=lambda done, of: steps.append((done, of))
    )
    assert protected.rows[2][3].withheld
    assert steps
    assert all(done <= of == 9 * 7 + 9 + 7 + 1 for done, of in steps)


def test_linked_tables_withhold_a_shared_margin_in_both():
    by_party = [[10, 1, 9, 8, 7], [12, 2, 9, 9, 6]]
    by_size = [[9, 1, 8, 6, 6], [7, 1, 5, 5, 3], [6, 1, 5, 6, 4]]
    first, second = protect_linked([by_party, by_size], K)
    assert first.column_totals == second.column_totals
    assert first.total == second.total
    assert first.column_totals[1].withheld


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_linked_tables_have_the_same_margin_whatever_the_order_of_their_rows(data):
    """Answers by party and by size; where no two counts are level, order means nothing at all."""
    people = np.array(data.draw(st.lists(st.integers(0, 20), min_size=18, max_size=18)))
    by_party = people.reshape(2, 3, 3).sum(axis=1)
    by_size = people.reshape(2, 3, 3).sum(axis=0)
    there = protect_linked([by_party.tolist(), by_size.tolist()], K)
    assert there[0].column_totals == there[1].column_totals
    order = data.draw(st.permutations(range(3)))
    back = protect_linked([by_party[::-1].tolist(), by_size[order].tolist()], K)
    assert back[0].column_totals == back[1].column_totals
    counts = [*by_party.ravel(), *by_size.ravel()]
    margins = [int(sum(row)) for each in (by_party, by_size, by_party.T) for row in each]
    if len(set(counts)) == len(counts) and len(set(margins)) == len(margins):
        assert back[0].rows == there[0].rows[::-1]
        assert back[1].rows == tuple(there[1].rows[i] for i in order)


def test_linked_tables_are_protected_alike_in_any_order_and_twice():
    by_party, by_size = [[20, 3, 9], [12, 12, 9]], [[9, 6, 8], [13, 4, 5], [10, 5, 5]]
    both = protect_linked([by_party, by_size], K)
    assert protect_linked(both, K) == both
    assert protect_linked([by_party, by_size], K) == both


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: protect_linked([[[1, 2]], [[2, 2]]], K), "do not count the same answers"),
        (lambda: protect_linked([[[9, 9]], [[9], [9]]], K), "do not count the same answers"),
        (lambda: protect_linked([[[9, 9]], protect_table([[9, 9]], K)], K), "protected together"),
        (lambda: protect_linked([[[9, 9]]], K, profiles=[(0, 0)]), "one row number for each"),
        (lambda: protect_linked([[[9, 9], [8, 8]]], K, profiles=[(0,)]), "no profile belongs"),
        (
            lambda: protect_linked(
                [[[9, 9], [8, 8]], [[8, 9], [9, 8]]], K, profiles=[(0, 0), (1, 1)]
            ),
            "do not count the same answers",
        ),
        (
            lambda: protect_linked(
                [[[9, 9], [8, 8]], [[8, 8], [9, 9]]], K, profiles=[(0, 0), (1, 0), (1, 1)]
            ),
            "do not count the same answers",
        ),
        (lambda: protect_linked([[[9, 9]]], K, profiles=[(1,)]), "no row 1"),
        (lambda: protect_linked([[[9, 9]]], K, profiles=[(0,), (-1,)]), "no row -1"),
        (lambda: protect_linked([[[9] * 31], [[9] * 31]], K), "in a job"),
    ],
)
def test_what_is_not_linked_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
