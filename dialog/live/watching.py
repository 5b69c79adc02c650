"""Noticing that somebody has committed, in this process or in another."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import create_engine, pool

from dialog import database

if TYPE_CHECKING:
    from sqlalchemy import Engine

EVERY = 0.1  # seconds between two looks at SQLite's data_version: other processes are seen by it
ANYWAY = 2.0  # seconds until PostgreSQL is asked even when nobody notified


class Watcher(Protocol):
    def wait(self) -> bool:
        """Rest until something may have changed, or a while has passed; True when to look."""

    def close(self) -> None:
        """Give the connection back."""


class SqliteWatcher:
    """Woken at once by commits in this process; sees those of other processes by data_version."""

    def __init__(self, engine: Engine, woken: threading.Event) -> None:
        self._woken = woken
        self._connection: Any = engine.raw_connection()
        self._cursor = self._connection.cursor()
        self._version = -1

    def wait(self) -> bool:
        was_woken = self._woken.wait(EVERY)
        self._woken.clear()
        before, self._version = self._version, self._read()
        return was_woken or before != self._version

    def _read(self) -> int:
        row = self._cursor.execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def close(self) -> None:
        with closing(self._connection):
            self._cursor.close()


class PostgresWatcher:
    """Listens; each announcement notifies as it is committed, wherever it was made."""

    def __init__(self, engine: Engine) -> None:
        alone = create_engine(engine.url, poolclass=pool.NullPool)
        self._connection = alone.raw_connection()
        driver: Any = self._connection.driver_connection
        self._driver = driver
        self._driver.autocommit = True
        self._driver.execute("LISTEN radslag_live")

    def wait(self) -> bool:
        for _note in self._driver.notifies(timeout=ANYWAY, stop_after=1):
            pass
        return True

    def close(self) -> None:
        self._connection.close()


def watcher(engine: Engine, woken: threading.Event) -> Watcher:
    if engine.dialect.name == "sqlite":
        with database.access("read"):
            return SqliteWatcher(engine, woken)
    return PostgresWatcher(engine)
