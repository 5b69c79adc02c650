"""The rules on one table of true counts: which cells, bases and totals may be shown.

R1 base: a group of 1…k − 1 voices shows nothing. R2 complement: a total is shown only when what
is left of it beside the shown groups is nobody or at least k. R5 group disclosure and the single
cells of R3, with the company that a withheld cell needs, for sensitive questions. R6 derived
figures follow from the cells (`Released.share`). R7 one mark for all that is withheld.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialog.disclosure.values import CountTable, Purpose, Shape
from dialog.measures.disclosure import Cell, Protected, Why, protect_counts

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Pattern:
    """A table with its margins, after the rules."""

    cells: tuple[Row, ...]
    bases: Row
    totals: Row
    total: Cell
    most: tuple[int | None, ...]


def apply(table: CountTable, k: int, purpose: Purpose) -> Pattern:
    """What may be shown of `table` when a group needs `k` voices to be shown."""
    if purpose is Purpose.PARTICIPATION:
        return _exact(table)
    if table.shape is Shape.GROUPS:
        return _groups(table, k)
    return _parties(table, k)


def too_few(n: int, k: int) -> bool:
    return 0 < n < k


def _exact(table: CountTable) -> Pattern:
    return Pattern(
        cells=tuple(tuple(map(Cell, row)) for row in table.counts),
        bases=tuple(map(Cell, table.row_bases)),
        totals=tuple(Cell(sum(column)) for column in _columns(table)),
        total=Cell(sum(table.row_bases)),
        most=(None,) * len(table.rows),
    )


def _groups(table: CountTable, k: int) -> Pattern:
    """Each cell judged as a group. A sum is shown only where all its parts are."""
    cells = tuple(
        tuple(Cell(None, Why.TOO_FEW) if too_few(n, k) else Cell(n) for n in row)
        for row in table.counts
    )
    bases = tuple(map(_sum, cells))
    columns = [[row[i] for row in cells] for i in range(len(table.columns))]
    return Pattern(
        cells=cells,
        bases=bases,
        totals=tuple(_sum(tuple(column)) for column in columns),
        total=_sum(bases),
        most=(None,) * len(table.rows),
    )


def _parties(table: CountTable, k: int) -> Pattern:
    """Each row judged as a group of people who answered one question."""
    judged = [
        _row(row, base, k, table) for row, base in zip(table.counts, table.row_bases, strict=True)
    ]
    hidden = sum(n for n in table.row_bases if too_few(n, k))
    total = sum(table.row_bases)
    plain = all(not cell.withheld for cells, _most in judged for cell in cells)
    shown = not too_few(total, k) and not too_few(hidden, k) and (plain or not table.sensitive)
    hide = Cell(None, Why.TOO_FEW if too_few(total, k) else Why.SMALL_NUMBERS)
    return Pattern(
        cells=tuple(cells for cells, _most in judged),
        bases=tuple(
            Cell(None, Why.TOO_FEW) if too_few(base, k) else Cell(base) for base in table.row_bases
        ),
        totals=tuple(Cell(sum(column)) if shown else hide for column in _columns(table)),
        total=Cell(total) if shown else hide,
        most=tuple(most for _cells, most in judged),
    )


def _row(counts: tuple[int, ...], base: int, k: int, table: CountTable) -> tuple[Row, int | None]:
    """A group's cells, and the one answer that may be named where nearly all gave it."""
    if too_few(base, k):
        return tuple(Cell(None, Why.TOO_FEW) for _ in counts), None
    if not table.sensitive:
        return tuple(map(Cell, counts)), None
    if table.shape is Shape.CHOICES:
        return tuple(_yes_or_no(count, base, k) for count in counts), None
    protected: Protected = protect_counts(counts, k, sensitive=True)
    return protected.cells, protected.most[0]


def _yes_or_no(count: int, base: int, k: int) -> Cell:
    """How many ticked an option: as telling as how many did not."""
    protected = protect_counts([count, base - count], k, sensitive=True)
    return protected.cells[0] if protected.complete else Cell(None, Why.SMALL_NUMBERS)


def _columns(table: CountTable) -> list[list[int]]:
    return [[row[i] for row in table.counts] for i in range(len(table.columns))]


def _sum(cells: Row) -> Cell:
    if any(cell.withheld for cell in cells):
        return Cell(None, Why.SMALL_NUMBERS)
    return Cell(sum(cell.value for cell in cells))
