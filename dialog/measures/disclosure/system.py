"""Tables as an outsider sees them: unknown counts, and figures that are sums of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

INNER, MARGIN, TOTAL = 0, 1, 2
"""How dear a figure is to lose: an inner cell before a margin, the grand total last of all."""


class PublishedMean(NamedTuple):
    """A mean that is out: what each unknown in it scores, and the figure of how many they are."""

    scores: dict[int, int]
    total: int


class Group(NamedTuple):
    """A set of respondents in a table: figures of its cells, and of how many they are."""

    cells: tuple[int, ...]
    total: int


@dataclass
class System:
    """Every figure of one or several tables, each figure once however many tables show it."""

    truth: list[int]
    """Per unknown, its true count; any that gives the true figures, where only sums are known."""
    sums: list[frozenset[int]] = field(default_factory=list)
    """Per figure, the unknowns it adds up."""
    values: list[int] = field(default_factory=list)
    dearness: list[int] = field(default_factory=list)
    links: list[dict[int, int]] = field(default_factory=list)
    """What ties unknowns whatever is withheld: coefficients per unknown, adding up to 0."""
    means: list[PublishedMean] = field(default_factory=list)
    lines: list[tuple[int, ...]] = field(default_factory=list)
    """Figures where the last is the sum of the others, so that one alone can not be withheld."""
    groups: list[Group] = field(default_factory=list)
    _known: dict[frozenset[int], int] = field(default_factory=dict)

    @property
    def unknowns(self) -> int:
        return len(self.truth)

    def figure(self, unknowns: Iterable[int], value: int, dearness: int) -> int:
        """The number of the figure that adds these unknowns, made if it is new."""
        key = frozenset(unknowns)
        if key not in self._known:
            self._known[key] = len(self.sums)
            self.sums.append(key)
            self.values.append(value)
            self.dearness.append(dearness)
        number = self._known[key]
        if self.values[number] != value:
            raise ValueError("The tables do not count the same answers.")
        self.dearness[number] = max(self.dearness[number], dearness)
        return number

    def line(self, cells: Sequence[int], total: int) -> None:
        # A line of one cell is the same figure twice: nothing to subtract.
        if set(cells) != {total}:
            self.lines.append((*cells, total))

    def price(self, figure: int) -> tuple[int, bool, int, int]:
        """What is lost by withholding it: inner before margin, zeros last, else by its count."""
        value = self.values[figure]
        return (self.dearness[figure], value == 0, value, figure)

    def matrix(self) -> NDArray[np.float64]:
        """Figures × unknowns: 1 where the figure includes the unknown."""
        import numpy as np

        included = np.zeros((len(self.sums), self.unknowns))
        for number, unknowns in enumerate(self.sums):
            included[number, list(unknowns)] = 1
        return included


class Layout(NamedTuple):
    """Where one table's figures are in a system."""

    rows: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int


def add_table(
    system: System,
    table: Sequence[Sequence[int]],
    cell_unknowns: Sequence[Sequence[frozenset[int]]],
    column_unknowns: Sequence[frozenset[int]] | None = None,
) -> Layout:
    """Puts a table's cells, margins, lines and groups into the system.

    `cell_unknowns` has the table's shape: what each cell adds up. `column_unknowns` says in what
    other unknowns the column totals are already expressed, when another table shares them.
    """
    columns = list(zip(*table, strict=True))
    shared = column_unknowns or [
        frozenset().union(*unknowns) for unknowns in zip(*cell_unknowns, strict=True)
    ]
    rows = tuple(
        tuple(map(system.figure, unknowns, row, [INNER] * len(row)))
        for unknowns, row in zip(cell_unknowns, table, strict=True)
    )
    row_totals = tuple(
        system.figure(frozenset().union(*unknowns), sum(row), MARGIN)
        for unknowns, row in zip(cell_unknowns, table, strict=True)
    )
    column_totals = tuple(
        system.figure(unknowns, sum(column), MARGIN)
        for unknowns, column in zip(shared, columns, strict=True)
    )
    total = system.figure(frozenset().union(*shared), sum(map(sum, table)), TOTAL)
    layout = Layout(rows, row_totals, column_totals, total)
    for group in groups_of(layout):
        system.line(*group)
        system.groups.append(group)
    return layout


def groups_of(layout: Layout) -> list[Group]:
    """The rows, the columns, and both margins, each with its total."""
    margins = [Group(layout.column_totals, layout.total), Group(layout.row_totals, layout.total)]
    rows = map(Group, layout.rows, layout.row_totals)
    columns = map(Group, zip(*layout.rows, strict=True), layout.column_totals)
    return [*rows, *columns, *margins]
