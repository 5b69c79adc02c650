"""What lies in the database, to be compared before and after."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.database import sqlite
from dialog.extensions import db
from tests.stores import ENGINE

if TYPE_CHECKING:
    from pathlib import Path

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


def text_of(file: Path) -> str:
    """Everything in a backup as text."""
    if ENGINE == "sqlite":
        connection = sqlite.connect(file)
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        lying = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables]
        connection.close()
        return repr(lying) + file.read_bytes().decode("latin-1")
    program = shutil.which("pg_restore") or "pg_restore"
    done = subprocess.run([program, "-f", "-", str(file)], capture_output=True, check=True)
    return done.stdout.decode()
