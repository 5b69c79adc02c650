"""Chooses what to withhold in a system until the audit finds nothing too closely known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from dialog.measures.disclosure.audit import Auditor
from dialog.measures.disclosure.checks import too_few
from dialog.measures.disclosure.protected import Cell, Protected, Why
from dialog.measures.disclosure.rules import group_disclosure
from dialog.measures.disclosure.system import Group, Layout, System

Progress = Callable[[int, int], None]
"""Called with how many figures are withheld so far, and how many there are."""


@dataclass
class Pattern:
    """The withheld figures of a system."""

    system: System
    k: int
    open: set[int]
    """Figures that could still be withheld."""
    hidden: set[int] = field(default_factory=set)
    uniform: dict[Group, int] = field(default_factory=dict)
    """Small groups of one mind, and the figure of the answer nearly all of them gave."""

    def hide(self, *figures: int) -> None:
        self.hidden.update(self.open.intersection(figures))
        self.open.difference_update(figures)


def suppress(
    system: System, k: int, total: int, sensitive: Sequence[Group], progress: Progress | None
) -> Pattern:
    """Small cells and small groups, then company for them, until every withheld one is safe.

    `total` is the grand total; `sensitive` are the groups to be judged for being of one mind. It
    ends, for withholding everything is safe: then counts ten times as large are as possible.
    """
    auditor = Auditor(system)
    figures = set(range(len(system.values)))
    # What everybody knows to be zero can not be withheld, and withholding it would protect nobody.
    pattern = Pattern(system, k, figures - auditor.certain_zeros())
    if too_few(system.values[total], k):
        pattern.hide(*figures)
        return pattern
    _hide_small(pattern)
    _hide_uniform(pattern, sensitive)
    while True:
        _give_company(pattern)
        if progress:
            progress(len(pattern.hidden), len(figures))
        narrow = _first_narrow(pattern, auditor)
        if narrow is None or not pattern.open:
            return pattern
        pattern.hide(_cheapest_near(pattern, narrow))


def as_protected(pattern: Pattern, layout: Layout) -> Protected:
    """One table's share of a pattern, with no trace of the numbers that are withheld."""
    values, uniform = pattern.system.values, pattern.uniform
    grouped = {cell for group in uniform for cell in group.cells}

    def cell(figure: int) -> Cell:
        if figure not in pattern.hidden:
            return Cell(values[figure])
        if too_few(values[layout.total], pattern.k):
            return Cell(None, Why.TOO_FEW)
        return Cell(None, Why.NEARLY_ALL if figure in grouped else Why.SMALL_NUMBERS)

    def most(group: Group) -> int | None:
        return group.cells.index(uniform[group]) if group in uniform else None

    return Protected(
        rows=tuple(tuple(map(cell, row)) for row in layout.rows),
        row_totals=tuple(map(cell, layout.row_totals)),
        column_totals=tuple(map(cell, layout.column_totals)),
        total=cell(layout.total),
        k=pattern.k,
        most=tuple(map(most, answer_groups(layout))),
    )


def answer_groups(layout: Layout) -> list[Group]:
    """Each row's answers, then everybody's: the groups that may turn out to be of one mind."""
    rows = map(Group, layout.rows, layout.row_totals)
    return [*rows, Group(layout.column_totals, layout.total)]


def _hide_small(pattern: Pattern) -> None:
    values, k = pattern.system.values, pattern.k
    pattern.hide(*(figure for figure, value in enumerate(values) if too_few(value, k)))
    for group in pattern.system.groups:
        # A zero in a group of 1…k − 1 is a result about that group, so it goes as well.
        if too_few(values[group.total], k):
            pattern.hide(*group.cells)


def _hide_uniform(pattern: Pattern, sensitive: Sequence[Group]) -> None:
    values, k = pattern.system.values, pattern.k
    for group in sensitive:
        counts = [values[cell] for cell in group.cells]
        if sum(counts) >= k and group_disclosure(counts, k):
            pattern.uniform[group] = max(group.cells, key=lambda cell: values[cell])
            pattern.hide(*group.cells)
            # The margin across is the company that costs the other groups nothing.
            across = [line[-1] for line in pattern.system.lines if {*line[:-1]} & {*group.cells}]
            pattern.hide(*(total for total in across if total != group.total))


def _give_company(pattern: Pattern) -> None:
    """A figure withheld alone on its line is one subtraction away: withholds others until no line
    has exactly one, where possible such as stand on two of those lines and start no new one."""
    system = pattern.system

    def cost(figure: int) -> tuple[int, bool, int, int, int]:
        dearness, zero, value, position = system.price(figure)
        through = [line for line in system.lines if figure in line]
        started = sum(pattern.hidden.isdisjoint(line) for line in through)
        settled = sum(line in lonely for line in through)
        return (dearness, zero, started - settled, value, position)

    while lonely := [line for line in system.lines if len(pattern.hidden.intersection(line)) == 1]:
        pattern.hide(min(pattern.open.intersection(chain(*lonely)), key=cost))


def _first_narrow(pattern: Pattern, auditor: Auditor) -> int | None:
    system, k = pattern.system, pattern.k
    order = sorted(pattern.hidden, key=system.price)
    widths = [k] * len(system.values)
    narrow = auditor.first_narrow(order, widths)
    if narrow is not None or not pattern.uniform:
        return narrow
    # Those told "most answered so" know the rest of that group to be 0 or 1. That is what the
    # rule lets out; it must not settle which of the two, nor narrow a small cell anywhere else.
    grouped = (system.sums[cell] for group in pattern.uniform for cell in group.cells)
    told = frozenset().union(*grouped)
    for figure, value in enumerate(system.values):
        if system.sums[figure] <= told or not too_few(value, k):
            widths[figure] = 1
    rests = [
        frozenset().union(*(system.sums[cell] for cell in group.cells if cell != most))
        for group, most in pattern.uniform.items()
    ]
    return auditor.first_narrow(order, widths, rests)


def _cheapest_near(pattern: Pattern, narrow: int) -> int:
    """What to withhold next for the sake of a figure too closely known: the cheapest count on its
    own lines, else a zero there, else the cheapest anywhere."""
    system = pattern.system
    near = {figure for line in system.lines if narrow in line for figure in line}
    return min(
        near & pattern.open or pattern.open,
        key=lambda figure: (not system.values[figure], system.price(figure)),
    )
