"""What lies in the database, to be compared before and after."""

from __future__ import annotations

from sqlalchemy import select

from dialog.extensions import db

# What says who was here, and nothing about what was done.
TRACES = {"session", "event", "attempt"}


def rows() -> dict[str, list[str]]:
    """Everything that lies in the database, by table, except traces of who was here."""
    db.session.rollback()
    found = {
        table.name: sorted(map(repr, db.session.execute(select(table))))
        for table in db.metadata.sorted_tables
        if table.name not in TRACES
    }
    db.session.rollback()
    return found


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """The tables that are not as they were."""
    return [name for name in before if before[name] != after[name]]
