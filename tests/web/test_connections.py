"""Connections to SQLite: one that has read stays a reader, so that it need not prepare anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dialog import database
from dialog.extensions import db

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(autouse=True)
def only_sqlite(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL says in each transaction whether it reads")


def file_of(kind: database.Access) -> tuple[int, int]:
    """Which connection somebody gets who wants to read or write, and whether it refuses writing."""
    with database.access(kind), db.engine.begin() as connection:
        refuses = connection.execute(text("PRAGMA query_only")).scalar_one()
        return id(connection.connection.dbapi_connection), refuses


def test_readers_and_writers_keep_their_connections(app: Flask) -> None:
    reader, writer = file_of("read"), file_of("write")
    assert (reader[1], writer[1]) == (1, 0)
    assert reader[0] != writer[0]
    assert [file_of("read"), file_of("write"), file_of("read")] == [reader, writer, reader]


def test_who_reads_cannot_write(app: Flask) -> None:
    file_of("write")
    with (
        database.access("read"),
        db.engine.connect() as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.execute(text("DELETE FROM person"))


def test_closing_the_engine_closes_both(app: Flask) -> None:
    file_of("read")
    file_of("write")
    pool = db.engine.pool
    db.engine.dispose()
    assert pool.checkedin() == 0  # type: ignore[attr-defined]


def test_a_glance_takes_a_reader_and_begins_nothing(app: Flask) -> None:
    reader, _ = file_of("read")
    assert file_of("glance") == (reader, 1)
    with database.access("glance"), db.engine.begin() as connection:
        raw = connection.connection.dbapi_connection
        connection.execute(text("SELECT 1")).all()
        assert raw is not None
        assert not raw.in_transaction
    with database.access("read"), db.engine.begin() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        assert raw.in_transaction


def test_who_glances_cannot_write(app: Flask) -> None:
    file_of("write")
    with (
        database.access("glance"),
        db.engine.begin() as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.execute(text("DELETE FROM attempt"))
