"""Which dialogue each row of the database belongs to, found by following its foreign keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dialog.extensions import db

if TYPE_CHECKING:
    from sqlalchemy import ForeignKeyConstraint, Row, Table

SHARED = {"person", "organisation", "contact"}  # these belong to no dialogue
Owners = dict[tuple[str, tuple[str, ...], tuple[Any, ...]], set[int]]


def belonging() -> dict[str, set[int]]:
    """Every row, as text, with the dialogues that its foreign keys lead to."""
    db.session.rollback()
    known: Owners = {}
    found: dict[str, set[int]] = {}
    for table in db.metadata.sorted_tables:
        if table.name in SHARED:
            continue
        rows = db.session.execute(select(table)).all()
        for _again in range(3):  # rows may point at others of their own table
            for row in rows:
                owners = {row.id} if table.name == "process" else _owners(table, row, known)
                found[f"{table.name} {row}"] = owners
                _remember(table, row, owners, known)
    db.session.rollback()
    return found


def _owners(table: Table, row: Row[Any], known: Owners) -> set[int]:
    owners: set[int] = set()
    for key in table.foreign_key_constraints:
        owners |= known.get(_place(key, row), set())
    return owners


def _place(key: ForeignKeyConstraint, row: Row[Any]) -> Any:
    values = tuple(getattr(row, element.parent.name) for element in key.elements)
    return key.referred_table.name, tuple(one.column.name for one in key.elements), values


def _remember(table: Table, row: Row[Any], owners: set[int], known: Owners) -> None:
    for columns in _referred(table):
        values = tuple(getattr(row, name) for name in columns)
        known[table.name, columns, values] = owners


def _referred(table: Table) -> set[tuple[str, ...]]:
    """The columns of a table that others point at."""
    return {
        tuple(one.column.name for one in key.elements)
        for other in db.metadata.sorted_tables
        for key in other.foreign_key_constraints
        if key.referred_table is table
    }


def ties() -> list[str]:
    """Rows that lead to more than one dialogue."""
    return [row for row, owners in belonging().items() if len(owners) > 1]
