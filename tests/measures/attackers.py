"""Outsiders who try to work out withheld figures. They see what is shown and share no code with
the defence: unknowns here are the counts per combination of all row variables, and answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

import numpy as np
from scipy.optimize import linprog

from dialog.measures.disclosure import Cell, Protected

Known = tuple[np.ndarray, float]


@dataclass
class Figure:
    """A place in a table: which unknowns it adds up, what is shown there, and the truth, which
    only the referee looks at."""

    name: str
    unknowns: np.ndarray
    cell: Cell
    truth: int


def figures(tables: Sequence[Protected], truths: Sequence[Sequence[Sequence[int]]]) -> list[Figure]:
    heights = [len(table.rows) for table in tables]
    width = len(tables[0].rows[0])
    found = []
    for number, (table, truth) in enumerate(zip(tables, truths, strict=True)):
        counts = np.array(truth)
        rows = [[row] for row in range(heights[number])] + [list(range(heights[number]))]
        columns = [[column] for column in range(width)] + [list(range(width))]
        for row, column in product(range(len(rows)), range(len(columns))):
            place = np.zeros((*heights, width))
            picked = [list(range(height)) for height in heights] + [columns[column]]
            picked[number] = rows[row]
            place[np.ix_(*picked)] = 1
            amount = int(counts[np.ix_(rows[row], columns[column])].sum())
            cell = shown_at(table, row, column)
            found.append(Figure(f"{number}:{row},{column}", place.ravel(), cell, amount))
    return found


def shown_at(table: Protected, row: int, column: int) -> Cell:
    height, width = len(table.rows), len(table.rows[0])
    if row < height:
        return table.rows[row][column] if column < width else table.row_totals[row]
    return table.column_totals[column] if column < width else table.total


def mean_equation(row: Sequence[int], offset: int, unknowns: int) -> Known:
    """Σ (score − mean) × count = 0 for the scores 1, 2, 3 … of one row of a table of its own."""
    scores = np.arange(1, len(row) + 1)
    equation = np.zeros(unknowns)
    equation[offset : offset + len(row)] = scores - np.dot(scores, row) / np.sum(row)
    return equation, 0.0


def knowledge(all_figures: Sequence[Figure], extra: Sequence[Known] = ()) -> list[Known]:
    return [(f.unknowns, float(f.cell.value)) for f in all_figures if not f.cell.withheld] + [
        *extra
    ]


def narrowest(
    all_figures: Sequence[Figure], extra: Sequence[Known] = ()
) -> Iterator[tuple[Figure, float]]:
    """The linear programming attacker: how closely each withheld figure can be bounded."""
    known = knowledge(all_figures, extra)
    matrix = np.array([row for row, _ in known]) if known else None
    values = np.array([value for _, value in known]) if known else None
    for figure in all_figures:
        if figure.cell.withheld:
            ends = []
            for sign in (1, -1):
                answer = linprog(sign * figure.unknowns, A_eq=matrix, b_eq=values, bounds=(0, None))
                assert answer.status in (0, 3), answer.message
                ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
            assert ends[0] - 1e-6 <= figure.truth <= ends[1] + 1e-6
            yield figure, ends[1] - ends[0]


def exposed_groups(all_figures: Sequence[Figure], k: int, extra: Sequence[Known] = ()) -> list[str]:
    """The linear algebra attacker: sums of up to four withheld figures of the same table that
    follow exactly from what is known, and count 1…k − 1 people."""
    known = knowledge(all_figures, extra)
    hidden = [figure for figure in all_figures if figure.cell.withheld]
    if not known or not hidden:
        return []
    _, strengths, directions = np.linalg.svd(np.array([row for row, _ in known]))
    basis = directions[: int((strengths > 1e-9).sum())]
    small = [figure for figure in hidden if figure.truth < k]
    every = (group for size in range(1, 5) for group in combinations(small, size))
    groups = list(islice((g for g in every if 0 < sum(each.truth for each in g) < k), 4000))
    if not groups:
        return []
    sums = np.array([sum(each.unknowns for each in group) for group in groups])
    residuals = np.linalg.norm(sums - (sums @ basis.T) @ basis, axis=1)
    return [
        "+".join(each.name for each in group)
        for group, residual in zip(groups, residuals, strict=True)
        if residual < 1e-7
    ]


def possible_tables(
    shape: tuple[int, int], all_figures: Sequence[Figure], most: int, extra: Sequence[Known] = ()
) -> list[np.ndarray]:
    """Brute force: every table of counts of at most `most` in all that agrees with what is known."""
    known = knowledge(all_figures, extra)
    cells = shape[0] * shape[1]
    grids = np.array(list(_compositions(cells, most)))
    for row, value in known:
        grids = grids[np.abs(grids @ row - value) < 1e-9]
    return list(grids)


def _compositions(cells: int, most: int) -> Iterator[tuple[int, ...]]:
    if cells == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in _compositions(cells - 1, most - first):
            yield (first, *rest)
