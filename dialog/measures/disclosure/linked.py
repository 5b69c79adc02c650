"""Several tables that count the same answers: by party, and by another variable."""

from __future__ import annotations

from collections.abc import Sequence

from dialog.measures.disclosure.audit import possible_truth
from dialog.measures.disclosure.checks import DEFAULT_K, checked_k, checked_table
from dialog.measures.disclosure.one_way import already_protected
from dialog.measures.disclosure.protected import Protected
from dialog.measures.disclosure.suppress import Progress, answer_groups, as_protected, suppress
from dialog.measures.disclosure.system import Layout, System, add_table
from dialog.measures.disclosure.tables import one_unknown_per_cell, refuse_slow

Rows = tuple[tuple[int, ...], ...]


def protect_linked(
    tables: Sequence[Sequence[Sequence[int]] | Protected],
    k: int = DEFAULT_K,
    *,
    profiles: Sequence[Sequence[int]] | None = None,
    sensitive: bool = False,
    allow_slow: bool = False,
    progress: Progress | None = None,
) -> tuple[Protected, ...]:
    """Protects tables of one question together, so that none gives away what another withholds.

    Each table has the same answers as columns and counts the same respondents, divided into rows
    in its own way; so they share column totals and total, which are withheld in all or in none.
    What holds of one table after `protect_table` holds of all of them after one joint audit.

    Without `profiles`, any combination of a row of one table and a row of another may exist: by
    party, and by size of the association. Where rows are parts of each other (by party, and by
    party and size), give each existing combination as a profile: its row number in each table.
    The remaining arguments are those of `protect_table`. ValueError also when the tables do not
    count the same answers, or a row has no profile.
    Source: SDC Handbook chapter 5 (linked tables are to be protected together).
    """
    if all(isinstance(table, Protected) for table in tables):
        return tuple(already_protected(t, k) for t in tables if isinstance(t, Protected))
    if any(isinstance(table, Protected) for table in tables):
        raise ValueError("Linked tables are protected together: give the counts of all of them.")
    checked = [checked_table(t) for t in tables if not isinstance(t, Protected)]
    if len({tuple(map(sum, zip(*rows, strict=True))) for rows in checked}) != 1:
        raise ValueError("The tables do not count the same answers: their column totals differ.")
    refuse_slow(sum(len(row) for rows in checked for row in rows), allow_slow)
    system, layouts = _independent(checked) if profiles is None else _nested(checked, profiles)
    groups = [group for layout in layouts for group in answer_groups(layout)] if sensitive else []
    pattern = suppress(system, checked_k(k), layouts[0].total, groups, progress)
    return tuple(as_protected(pattern, layout) for layout in layouts)


def _independent(tables: Sequence[Rows]) -> tuple[System, list[Layout]]:
    """One unknown per cell of each table, tied by the column totals.

    It says the same as an unknown per combination of rows and answer, for counts by one variable
    and by another can always be combined when they add up to the same; and it is far smaller.
    """
    width = len(tables[0][0])
    system = System([count for rows in tables for row in rows for count in row])
    shared: list[frozenset[int]] = []
    layouts, start = [], 0
    for rows in tables:
        unknowns = one_unknown_per_cell(len(rows), width, start)
        columns = [frozenset().union(*column) for column in zip(*unknowns, strict=True)]
        shared = shared or columns
        layouts.append(add_table(system, rows, unknowns, shared))
        if start:
            for theirs, ours in zip(shared, columns, strict=True):
                system.links.append(dict.fromkeys(theirs, 1) | dict.fromkeys(ours, -1))
        start += len(rows) * width
    return system, layouts


def _nested(
    tables: Sequence[Rows], profiles: Sequence[Sequence[int]]
) -> tuple[System, list[Layout]]:
    """One unknown per profile and answer: the general case."""
    width = len(tables[0][0])
    if any(len(profile) != len(tables) for profile in profiles):
        raise ValueError("A profile gives one row number for each table.")
    system = System([0] * (len(profiles) * width))
    layouts = []
    for number, rows in enumerate(tables):
        members: list[list[int]] = [[] for _ in rows]
        for each, profile in enumerate(profiles):
            if not 0 <= profile[number] < len(rows):
                raise ValueError(f"Table {number} has no row {profile[number]}.")
            members[profile[number]].append(each)
        if not all(members):
            raise ValueError(f"Table {number} has a row that no profile belongs to.")
        unknowns = [
            [frozenset(each * width + column for each in row) for column in range(width)]
            for row in members
        ]
        layouts.append(add_table(system, rows, unknowns))
    system.truth = possible_truth(system)
    return system, layouts
