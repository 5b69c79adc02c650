"""What goes in at the door and what comes out: true counts, and figures that may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn

from dialog.measures.disclosure import Cell, Why

if TYPE_CHECKING:
    from datetime import datetime

SEAL = object()
"""What only this room has, and without which there is no `Released`."""


class Purpose(StrEnum):
    """What a figure tells. Who was asked, came or is a member is no opinion: shown as it is."""

    OPINION = "opinion"
    PARTICIPATION = "participation"


class Shape(StrEnum):
    """How the cells of a table hang together, which decides what one says about another."""

    GROUPS = "groups"
    """Every cell is a group of voices of its own: who in a party spoke of a theme."""
    ANSWERS = "answers"
    """A row is a group of voices, each of which stands in exactly one column."""
    CHOICES = "choices"
    """A row is a group of voices, each of which may stand in several columns."""


@dataclass(frozen=True, repr=False)
class CountTable:
    """True counts in distinct voices. Made by rooms that count, read by this room alone.

    `bases` says how many voices a row has, where its cells do not add up to it (CHOICES). For a
    `sensitive` question single cells are protected too, not only whole groups. ValueError when the
    parts do not fit together.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    shape: Shape = Shape.GROUPS
    bases: tuple[int, ...] = ()
    sensitive: bool = False

    def __post_init__(self) -> None:
        for name in ("rows", "columns", "bases"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "counts", tuple(tuple(row) for row in self.counts))
        _require_fit(self)

    def __repr__(self) -> str:
        return f"CountTable({len(self.rows)} × {len(self.columns)})"

    @property
    def row_bases(self) -> tuple[int, ...]:
        """How many voices each row has."""
        return self.bases or tuple(sum(row) for row in self.counts)


def _require_fit(table: CountTable) -> None:
    if len(set(table.rows)) != len(table.rows) or len(set(table.columns)) != len(table.columns):
        raise ValueError("Every row and every column needs a key of its own.")
    if len(table.counts) != len(table.rows):
        raise ValueError("A table needs one list of counts for each row.")
    if any(len(row) != len(table.columns) for row in table.counts):
        raise ValueError("A row needs one count for each column.")
    if any(count < 0 for row in table.counts for count in row):
        raise ValueError("A count of voices can not be negative.")
    if bool(table.bases) != (table.shape is Shape.CHOICES and bool(table.rows)):
        raise ValueError("Only where a voice may stand in several columns are bases given.")
    for row, base in zip(table.counts, table.bases, strict=False):
        if max(row, default=0) > base:
            raise ValueError("More voices in a cell than in its row.")


@dataclass(frozen=True, slots=True)
class Released:
    """Figures as they may be shown. Only `dialog.disclosure` can make one.

    `cells[row][column]` is a `Cell`: its `value`, or `withheld` and `why`. `bases[row]` is how many
    voices the row has, `totals[column]` and `total` the same of all rows together. `most[row]` is
    the column that nearly all of a small group stand in, where that is all that may be said.
    """

    seal: InitVar[object]
    figure: str
    shape: Shape
    purpose: Purpose
    k: int
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Cell]]
    bases: Mapping[str, Cell]
    totals: Mapping[str, Cell]
    total: Cell
    most: Mapping[str, str]
    id: int | None = None
    """The number of the stored release; None for what is not kept."""
    number: int | None = None
    made_at: datetime | None = None

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise TypeError("Only dialog.disclosure decides what is released: call release().")

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("A release is not copied: load it anew from where it is stored.")

    @property
    def complete(self) -> bool:
        """Nothing is withheld in any row."""
        return all(self.row_complete(row) for row in self.rows)

    def row_complete(self, row: str) -> bool:
        """Whether nothing of the row is withheld: only then may anything be derived from it."""
        cells = self.cells.get(row)
        return cells is not None and not any(
            cell.withheld for cell in (*cells.values(), self.bases[row])
        )

    def share(self, row: str, column: str) -> float | None:
        """The part of the row's voices that stand in the column, 0–1; None where it may not be
        told, or where the row is empty."""
        if not self.row_complete(row) or not self.bases[row].value:
            return None
        return self.cells[row][column].value / self.bases[row].value

    def n(self, row: str) -> int | None:
        """How many voices the row has; None where that is withheld."""
        base = self.bases.get(row)
        return None if base is None or base.withheld else base.value

    def why(self, row: str) -> Why | None:
        """Why something of the row is withheld; None where nothing is."""
        cells = (self.bases[row], *self.cells[row].values())
        return next((cell.why for cell in cells if cell.withheld), None)
