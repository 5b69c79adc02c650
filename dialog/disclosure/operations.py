"""Letting figures out: the rules applied, stored, and kept from telling more the second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dialog.disclosure.models import Release, ReleaseCell
from dialog.disclosure.queries import ALL, sealed, stored
from dialog.disclosure.rules import Pattern, apply
from dialog.disclosure.values import CountTable, Purpose, Released, Shape
from dialog.extensions import db
from dialog.measures.disclosure import Cell, may_refresh
from dialog.process.operations import lock

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Occasion, Process

Counts = dict[tuple[str, str], int]


def protect(
    figure: str, table: CountTable, *, process: Process, purpose: Purpose | str = Purpose.OPINION
) -> Released:
    """The rules applied to `table`; nothing is stored.

    For pages that are drawn anew each time for those who may read the texts themselves, and for
    who takes part. What leaves the team is let out by `release`.
    """
    pattern = apply(table, process.k, Purpose(purpose))
    return sealed(
        {(row, column): cell for row, column, cell, _n in _margins(table, pattern)},
        rows=table.rows,
        columns=table.columns,
        most=_most(table, pattern),
        figure=figure,
        shape=table.shape,
        purpose=Purpose(purpose),
        k=process.k,
    )


def release(
    figure: str,
    table: CountTable,
    *,
    occasion: Occasion | None = None,
    process: Process,
    viewer: Person | None = None,
    purpose: Purpose | str = Purpose.OPINION,
    by: Person | None,
    now: datetime,
    because: str = "",
) -> Released:
    """Let a figure out: apply the rules, store the release, hand back what may be shown.

    Opinions that have been let out before are let out anew only when nobody can tell from the
    difference what fewer than k voices said (R8); otherwise the earlier release stands and is what
    comes back, as it does when nothing has changed. `viewer` is for whom it is drawn: the rules
    are the same for everybody (R11), so it is only written down. The act that asks for a release
    writes the journal line.
    """
    purpose = Purpose(purpose)
    lock(process)
    rules = _rules(table, process.k, purpose, viewer)
    earlier = _earlier(process, occasion, figure)
    standing = _standing(earlier, table, rules, figure, occasion, process)
    if standing is not None:
        return standing
    pattern = apply(table, process.k, purpose)
    made = Release(
        process_id=process.id,
        occasion_id=occasion.id if occasion is not None else None,
        figure=figure,
        number=len(earlier) + 1,
        rules=rules | {"most": _most(table, pattern)},
        made_at=now,
        by_id=by.id if by is not None else None,
        because=because or purpose.value,
    )
    db.session.add(made)
    db.session.flush()
    _store_cells(made, table, pattern)
    return _just_made(stored(occasion, figure, process=process))


def foresee(
    figure: str,
    table: CountTable,
    *,
    occasion: Occasion | None = None,
    process: Process,
    purpose: Purpose | str = Purpose.OPINION,
) -> Released:
    """What `release` would hand back now, for what is prepared before it is let out.

    Nothing is stored, so it may turn out differently; who reads it may read the texts themselves.
    """
    purpose = Purpose(purpose)
    rules = _rules(table, process.k, purpose, None)
    earlier = _earlier(process, occasion, figure)
    standing = _standing(earlier, table, rules, figure, occasion, process)
    return standing or protect(figure, table, process=process, purpose=purpose)


def _standing(
    earlier: list[_Earlier],
    table: CountTable,
    rules: dict[str, Any],
    figure: str,
    occasion: Occasion | None,
    process: Process,
) -> Released | None:
    """The release that is out already, where a new one may not or need not follow it."""
    if not earlier or _may_follow(earlier, table, rules, process.k):
        return None
    return stored(occasion, figure, process=process)


@dataclass(frozen=True)
class _Earlier:
    """A release that is out already, with its true counts."""

    rules: dict[str, Any]
    counts: Counts


def _earlier(process: Process, occasion: Occasion | None, figure: str) -> list[_Earlier]:
    """All releases of the figure so far, oldest first."""
    statement = select(Release).where(Release.process_id == process.id, Release.figure == figure)
    if occasion is None:
        statement = statement.where(Release.occasion_id.is_(None))
    else:
        statement = statement.where(Release.occasion_id == occasion.id)
    releases = db.session.scalars(statement.order_by(Release.number)).all()
    counts: dict[int, Counts] = defaultdict(dict)
    cells = select(ReleaseCell).where(ReleaseCell.release_id.in_([each.id for each in releases]))
    for cell in db.session.scalars(cells):
        counts[cell.release_id][cell.row_key, cell.column_key] = cell.n
    return [_Earlier(each.rules, counts[each.id]) for each in releases]


def _may_follow(earlier: list[_Earlier], table: CountTable, rules: dict[str, Any], k: int) -> bool:
    """Whether a new release tells something new, and not too much beside any that is out."""
    new = {(row, column): n for row, column, n in _true_counts(table)}
    last = earlier[-1]
    same_rules = all(last.rules.get(key) == rules[key] for key in rules if key != "viewer")
    if last.counts == new and same_rules:
        return False
    if rules["purpose"] == Purpose.PARTICIPATION:
        return True
    return all(_may_stand_beside(old.counts, new, table, k) for old in earlier)


def _may_stand_beside(old: Counts, new: Counts, table: CountTable, k: int) -> bool:
    rows = _keys(old, new, 0)
    if table.shape is Shape.ANSWERS:
        columns = _keys(old, new, 1)
        return may_refresh(
            _grid(old, rows, columns), _grid(new, rows, columns), k, sensitive=table.sensitive
        )
    # Cells that overlap are judged one by one, each as a group with the rest of its row.
    keys = sorted({key for key in (*old, *new) if key[0] != ALL})
    return all(may_refresh(old.get(key, 0), new.get(key, 0), k) for key in keys)


def _keys(old: Counts, new: Counts, place: int) -> list[str]:
    return sorted({key[place] for key in (*old, *new)} - {ALL})


def _grid(counts: Counts, rows: list[str], columns: list[str]) -> list[list[int]]:
    return [[counts.get((row, column), 0) for column in columns] for row in rows]


def _rules(table: CountTable, k: int, purpose: Purpose, viewer: Person | None) -> dict[str, Any]:
    rules: dict[str, Any] = {
        "k": k,
        "purpose": purpose.value,
        "shape": table.shape.value,
        "sensitive": table.sensitive,
        "rows": list(table.rows),
        "columns": list(table.columns),
    }
    return rules | ({"viewer": viewer.id} if viewer is not None else {})


def _most(table: CountTable, pattern: Pattern) -> dict[str, str]:
    return {
        row: table.columns[most]
        for row, most in zip(table.rows, pattern.most, strict=True)
        if most is not None
    }


def _true_counts(table: CountTable) -> Iterator[tuple[str, str, int]]:
    """Every count of the table with its margins, by its keys."""
    bases = table.row_bases
    for row, counts, base in zip(table.rows, table.counts, bases, strict=True):
        for column, n in zip(table.columns, counts, strict=True):
            yield row, column, n
        yield row, ALL, base
    for number, column in enumerate(table.columns):
        yield ALL, column, sum(counts[number] for counts in table.counts)
    yield ALL, ALL, sum(bases)


def _margins(table: CountTable, pattern: Pattern) -> Iterator[tuple[str, str, Cell, int]]:
    """The same, each with what may be shown of it."""
    flat: list[Cell] = []
    for row, base in zip(pattern.cells, pattern.bases, strict=True):
        flat += [*row, base]
    flat += [*pattern.totals, pattern.total]
    for (row_key, column_key, n), cell in zip(_true_counts(table), flat, strict=True):
        yield row_key, column_key, cell, n


def _store_cells(made: Release, table: CountTable, pattern: Pattern) -> None:
    db.session.add_all(
        ReleaseCell(
            release_id=made.id,
            row_key=row,
            column_key=column,
            n=n,
            withheld_because=cell.why.value if cell.why else None,
        )
        for row, column, cell, n in _margins(table, pattern)
    )
    db.session.flush()


def _just_made(released: Released | None) -> Released:
    if released is None:
        raise LookupError("The release that was just stored is not there.")
    return released
