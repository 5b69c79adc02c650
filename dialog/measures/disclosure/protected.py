"""What a protected table looks like from outside: cells that hold a number, or do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

SYMBOL = "·"
"""One mark for every withheld cell: two marks would tell the small ones from their company."""


class Why(StrEnum):
    """Why a cell is withheld. Nothing here tells a small cell from one hidden to protect it."""

    TOO_FEW = "too few"
    """The whole set has fewer than k answers."""
    SMALL_NUMBERS = "small numbers"
    """The cell is small, or would let a small one be worked out by subtraction."""
    NEARLY_ALL = "nearly all the same"
    """Nearly all of a small group answered alike: only "most" is said, in `Protected.most`."""


class WithheldError(ValueError):
    """Raised on asking a withheld cell for its number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that may be shown, or the reason why there is none: ValueError unless it is one.

    A withheld cell does not contain its number at all, so no way of looking at it, storing it or
    computing with it can let the number out. Shown cells take no part in arithmetic either: use
    `value`, which raises `WithheldError` where there is nothing to use.
    """

    shown: int | None
    why: Why | None = None

    def __post_init__(self) -> None:
        if (self.shown is None) is (self.why is None):
            raise ValueError("A cell has either a number or the reason why it is withheld.")

    @property
    def withheld(self) -> bool:
        return self.shown is None

    @property
    def value(self) -> int:
        if self.shown is None:
            raise WithheldError(f"This figure is withheld: {self.why}.")
        return self.shown

    def __str__(self) -> str:
        return SYMBOL if self.shown is None else str(self.shown)

    __repr__ = __str__


@dataclass(frozen=True, slots=True)
class Protected:
    """A distribution or a table as it may be shown, margins included. Immutable, and safe to keep.

    A distribution is a table of one row whose column totals are its own cells.
    """

    rows: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    k: int
    """The smallest group that may show: a withheld cell could be any of at least k + 1 counts."""
    most: tuple[int | None, ...]
    """Per row, then for all rows together: the class that nearly all answered, where that is all
    that is said of it; else None."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The inner cells in the order given, row after row."""
        return tuple(cell for row in self.rows for cell in row)

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """The inner cells, then row totals, column totals and the total."""
        return (*self.cells, *self.row_totals, *self.column_totals, self.total)

    @property
    def complete(self) -> bool:
        """Nothing at all is withheld."""
        return not any(cell.withheld for cell in self.all_cells)

    def derived_allowed(self, row: int) -> bool:
        """Whether a mean, median or percentage of this row may be shown: only when no cell of it,
        nor its total, is withheld, for such a figure is one more equation on the cells."""
        cells: Iterable[Cell] = (*self.rows[row], self.row_totals[row])
        return not any(cell.withheld for cell in cells)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __str__(self) -> str:
        lines = [[*row, total] for row, total in zip(self.rows, self.row_totals, strict=True)]
        lines.append([*self.column_totals, self.total])
        return "\n".join(" ".join(map(str, line)) for line in lines)
