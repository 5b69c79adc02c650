"""Two hundred tables, and thirty with published means, attacked by linear programming and linear
algebra; small ones by brute force."""

from __future__ import annotations

import numpy as np
import pytest

from dialog.measures.disclosure import (
    Cell,
    Mean,
    Protected,
    Why,
    protect_counts,
    protect_linked,
    protect_table,
)

from .attackers import exposed_groups, figures, mean_equation, narrowest, possible_tables

K = 5


def random_table(chance, shape: tuple[int, ...], n: int) -> np.ndarray:
    """Answers of n people whose groups and opinions are as uneven as in real surveys."""
    groups = int(np.prod(shape[:-1]))
    sizes = chance.multinomial(n, chance.dirichlet(np.full(groups, 2.0)))
    rows = [chance.multinomial(m, chance.dirichlet(np.full(shape[-1], 1.5))) for m in sizes]
    return np.array(rows).reshape(shape)


def assert_safe(tables, truths, extra=(), k=K) -> None:
    seen = figures(tables, truths)
    for figure in seen:
        assert figure.cell.withheld or not 0 < figure.truth < k, f"{figure.name} is small and shown"
        assert figure.cell.withheld or figure.cell.value == figure.truth
    narrow = [(figure.name, width) for figure, width in narrowest(seen, extra) if width < k - 1e-6]
    assert not narrow, f"{truths}: {narrow}"
    assert not exposed_groups(seen, k, extra), truths


@pytest.mark.parametrize("seed", range(60))
def test_one_way_tables_hold(seed):
    chance = np.random.default_rng(seed)
    counts = random_table(chance, (1, 2 + seed % 5), 3 + 2 * seed)
    k = 3 + seed % 5
    protected = protect_counts(counts[0].tolist(), k)
    assert_safe([protected], [counts], k=k)


@pytest.mark.parametrize("seed", range(100))
def test_two_way_tables_hold(seed):
    chance = np.random.default_rng(1000 + seed)
    shape = [(2, 5), (2, 3), (3, 3), (2, 2), (4, 2)][seed % 5]
    table = random_table(chance, shape, 12 + 2 * seed)
    k = 3 + seed % 3
    assert_safe([protect_table(table.tolist(), k)], [table], k=k)


@pytest.mark.parametrize("seed", range(40))
def test_linked_tables_hold(seed):
    chance = np.random.default_rng(2000 + seed)
    people = random_table(chance, (2, 3, 2 + seed % 4), 20 + 2 * seed)
    truths = [people.sum(axis=1), people.sum(axis=0)]
    assert_safe(protect_linked([each.tolist() for each in truths], K), truths)


@pytest.mark.parametrize("seed", range(30))
def test_tables_with_published_means_hold(seed):
    chance = np.random.default_rng(3000 + seed)
    table = random_table(chance, [(2, 3), (2, 4), (3, 3)][seed % 3], 20 + 3 * seed)
    rows = [row for row in range(len(table)) if table[row].sum() and (seed + row) % 2 == 0]
    extra = [mean_equation(table[row], row * table.shape[1], table.size) for row in rows]
    assert_safe([protect_table(table.tolist(), K, rows)], [table], extra)


@pytest.mark.parametrize("seed", range(10))
def test_a_table_and_its_transpose_published_together_hold(seed):
    table = random_table(np.random.default_rng(4000 + seed), (3, 3), 40 + 6 * seed)
    there, back = protect_table(table.tolist(), K), protect_table(table.T.tolist(), K)
    assert there.rows == tuple(zip(*back.rows, strict=True))
    assert (there.row_totals, there.column_totals) == (back.column_totals, back.row_totals)


@pytest.mark.parametrize("seed", range(10))
def test_nested_tables_hold(seed):
    """By party, and by party and size: the party's rows are sums of the other table's."""
    people = random_table(np.random.default_rng(5000 + seed), (2, 2, 3), 30 + 6 * seed)
    profiles = [(0, 0), (0, 1), (1, 2), (1, 3)]
    parties, segments = people.sum(axis=1), people.reshape(4, 3)
    by_party, by_segment = protect_linked(
        [parties.tolist(), segments.tolist()], K, profiles=profiles
    )
    inner = figures([by_segment], [segments])
    outer = figures([by_party], [parties])
    for figure in outer:
        # The same place told in the unknowns of the finer table.
        figure.unknowns = np.repeat(figure.unknowns.reshape(2, 3), 2, axis=0).ravel()
    widths = [width for _, width in narrowest(inner + outer)]
    assert all(width >= K - 1e-6 for width in widths)
    assert not exposed_groups(inner + outer, K)


@pytest.mark.parametrize("seed", range(25))
def test_brute_force_on_two_by_three_finds_k_apart(seed):
    chance = np.random.default_rng(6000 + seed)
    table = random_table(chance, (2, 3), 5 + seed % 11)
    means = [0] if seed % 2 and table[0].sum() else []
    protected = protect_table(table.tolist(), 3, means)
    extra = [mean_equation(table[0], 0, 6)] if means else []
    seen = figures([protected], [table])
    if protected.total.withheld and means:
        # Nothing but the mean is out, so any multiple of the true table is as possible.
        assert all(figure.cell.withheld or not figure.truth for figure in seen)
        return
    possible = possible_tables((2, 3), seen, 12 if protected.total.withheld else table.sum(), extra)
    assert any((each == table.ravel()).all() for each in possible)
    for figure in seen:
        if figure.cell.withheld:
            values = {int(each @ figure.unknowns) for each in possible}
            assert max(values) - min(values) >= 3, (table, figure.name, values)


@pytest.mark.parametrize("seed", range(25))
def test_brute_force_that_is_told_most_learns_no_more_than_most(seed):
    """Both groups, or one, are of one mind: an outsider then knows that at most one in it answered
    otherwise. Whether one did, and what the few of the other group answered, must stay open."""
    chance, k = np.random.default_rng(7000 + seed), 3
    table = random_table(chance, (2, 3), 4 + seed % 5)
    for row in range(1 + seed % 2):
        one, most = chance.integers(0, 3, 2)
        table[row] = 0
        table[row, one] = 1
        table[row, most] += chance.integers(2, 5)
    protected = protect_table(table.tolist(), k, sensitive=True)
    told = protected.most[:2]
    assert told[0] is not None
    seen = figures([protected], [table])
    possible = possible_tables((2, 3), seen, int(table.sum()) + 3)
    for row, most in enumerate(told):
        if most is not None:
            others = [grid.reshape(2, 3)[row].sum() - grid[3 * row + most] for grid in possible]
            possible = [g for g, rest in zip(possible, others, strict=True) if rest <= 1]
    assert any((grid == table.ravel()).all() for grid in possible)
    for figure in seen:
        row = int(figure.name[2])
        of_one_mind = all(most is not None for most in (told[row : row + 1] or told))
        if figure.cell.withheld:
            values = {int(grid @ figure.unknowns) for grid in possible}
            apart = k if 0 < figure.truth < k and not of_one_mind else 1
            assert max(values) - min(values) >= apart, (table, figure.name, values)


def test_separate_protection_of_linked_tables_would_not_have_held():
    """The attack is worth its name: it finds what only the joint audit prevents."""
    truths = [
        np.array([[8, 5, 2, 9, 1], [0, 13, 3, 7, 12]]),
        np.array([[7, 5, 4, 10, 6], [0, 12, 1, 4, 6], [1, 1, 0, 2, 1]]),
    ]
    separate = [protect_table(each.tolist(), K) for each in truths]
    assert min(width for _, width in narrowest(figures(separate, truths))) == pytest.approx(0)
    assert_safe(protect_linked([each.tolist() for each in truths], K), truths)


def test_hiding_small_cells_alone_would_not_have_held():
    table = np.array([[10, 3, 12], [9, 8, 11]])
    rows = tuple(
        tuple(Cell(None, Why.SMALL_NUMBERS) if 0 < count < K else Cell(count) for count in row)
        for row in table.tolist()
    )
    totals = (tuple(map(Cell, table.sum(axis=axis).tolist())) for axis in (1, 0))
    naive = Protected(rows, *totals, Cell(53), K, (None, None, None))
    seen = figures([naive], [table])
    assert [(figure.truth, width) for figure, width in narrowest(seen)] == [(3, 0)]
    assert exposed_groups(seen, K) == ["0:0,1"]
    assert_safe([protect_table(table.tolist(), K)], [table])


def test_a_mean_at_the_end_of_the_scale_withholds_no_zeros():
    protected = protect_table([[7, 0, 0], [2, 3, 9]], K, [0])
    assert [cell.withheld for cell in protected.rows[0][1:]] == [False, False]
    assert_safe([protected], [np.array([[7, 0, 0], [2, 3, 9]])], [mean_equation([7, 0, 0], 0, 6)])


@pytest.mark.parametrize("row", [None, 1])
def test_means_of_everybody_and_of_other_scores_are_audited(row):
    table = [[10, 3, 6, 8], [2, 9, 9, 1]]
    mean = Mean(row, (0, 1, 2, 5))
    protected = protect_table(table, K, [mean])
    counts = np.array(table)
    members = np.ones((2, 4)) if row is None else np.repeat([[0.0], [1.0]], 4, axis=1)
    scores = np.tile([0, 1, 2, 5], (2, 1))
    average = (scores * members * counts).sum() / (members * counts).sum()
    equation = (scores - average) * members
    assert_safe([protected], [counts], [(equation.ravel(), 0.0)])
