"""Where the database of one test worker lies, and how it is made as good as new.

On SQLite a file is copied. On PostgreSQL making a database costs some hundred files, so what was
filled is emptied instead; it is made anew only when its shape is no longer that of the template.
"""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, text

from dialog import database, schema

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

ENGINE = os.environ.get("RADSLAG_TEST_ENGINE", "sqlite")
POSTGRES = os.environ.get("RADSLAG_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432/test")

SHAPE = """
SELECT md5(string_agg(part, '|' ORDER BY part)) FROM (
  SELECT version_num AS part FROM alembic_version
  UNION ALL SELECT concat(relname, relkind) FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT concat(conrelid::regclass, conname) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT concat(proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT concat(attrelid::regclass, attname, atttypid::regtype, attnotnull)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
  UNION ALL SELECT array_to_string(setconfig, ',') FROM pg_db_role_setting
    JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
) AS parts"""
TABLES = """SELECT tablename FROM pg_tables
  WHERE schemaname = 'public' AND tablename <> 'alembic_version'"""
OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()"""
COUNTED_FROM_ONE = """SELECT setval(sequencename::regclass, start_value, false) FROM pg_sequences
  WHERE schemaname = 'public' AND last_value IS NOT NULL"""
COUNTERS = """SELECT quote_ident(sequencename), last_value FROM pg_sequences
  WHERE schemaname = 'public' AND last_value IS NOT NULL"""
NO_TRIGGERS = text("SET LOCAL session_replication_role = replica")


class SqliteStore:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'radslag.db'}"
        _migrate(f"sqlite:///{folder / 'template.db'}")

    def fresh(self) -> None:
        self._copy("template.db")

    def keep(self, number: int) -> None:
        """Keep the database as it is now, to `bring_back`. Nobody may be connected to it."""
        shutil.copyfile(self.folder / "radslag.db", self.folder / f"kept-{number}.db")

    def bring_back(self, number: int) -> None:
        self._copy(f"kept-{number}.db")

    def drop(self) -> None:
        """Nothing: the folder is thrown away."""

    def _copy(self, file: str) -> None:
        for suffix in ("-wal", "-shm"):
            (self.folder / f"radslag.db{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.folder / file, self.folder / "radslag.db")


@dataclass(frozen=True)
class Kept:
    """The rows of every table that held some, and how far each counter had come."""

    rows: dict[str, bytes]
    counters: list[tuple[str, int]]


class PostgresStore:
    """Databases on a server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"radslag_{uuid.uuid4().hex[:10]}"
        self.url = _address(self.name)
        self._kept: dict[int, Kept] = {}
        self._server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        self._own = create_engine(self.url)
        self._admin(f'CREATE DATABASE "{self.name}_template"')
        _migrate(_address(f"{self.name}_template"))
        self._copy(f"{self.name}_template")
        with self._own.connect() as connection:
            self._shape = connection.scalar(text(SHAPE))
            names = list(connection.scalars(text(TABLES)))
        self._own.dispose()
        self._filled = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names
        )

    def fresh(self) -> None:
        with self._own.connect() as connection:
            is_empty = self._empty(connection)
            connection.commit()
        self._own.dispose()
        if not is_empty:
            self._copy(f"{self.name}_template")

    def keep(self, number: int) -> None:
        """Keep the rows there are now, to `bring_back`."""
        with self._own.connect() as connection, _cursor(connection) as cursor:
            rows = {}
            for name in connection.scalars(text(self._filled)).all():
                with cursor.copy(f'COPY "{name}" TO STDOUT (FORMAT BINARY)') as copy:
                    rows[name] = b"".join(bytes(part) for part in copy)
            counters = [tuple(row) for row in connection.execute(text(COUNTERS))]
        self._own.dispose()
        self._kept[number] = Kept(rows, counters)

    def bring_back(self, number: int) -> None:
        self.fresh()
        kept = self._kept[number]
        with self._own.connect() as connection, _cursor(connection) as cursor:
            connection.execute(NO_TRIGGERS)
            for name, rows in kept.rows.items():
                with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT BINARY)') as copy:
                    copy.write(rows)
            for counter, value in kept.counters:
                cursor.execute("SELECT setval(%s::regclass, %s)", (counter, value))
            connection.commit()
        self._own.dispose()

    def drop(self) -> None:
        for name in (self.name, f"{self.name}_template"):
            self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._server.dispose()

    def _empty(self, connection: Connection) -> bool:
        """Whether it now is as the template is: the same shape, no rows, all counting from one."""
        connection.execute(text(OTHERS))
        if connection.scalar(text(SHAPE)) != self._shape:
            return False
        connection.execute(NO_TRIGGERS)
        for name in connection.scalars(text(self._filled)).all():
            connection.execute(text(f'DELETE FROM "{name}"'))
        connection.execute(text(COUNTED_FROM_ONE))
        return True

    def _copy(self, template: str) -> None:
        self._admin(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self._admin(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}"')

    def _admin(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(text(statement))


Store = SqliteStore | PostgresStore


def open_store(folder: Path) -> Store:
    return SqliteStore(folder) if ENGINE == "sqlite" else PostgresStore(folder)


def _address(name: str) -> str:
    return POSTGRES.rpartition("/")[0] + f"/{name}"


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _migrate(url: str) -> None:
    engine = create_engine(url, **database.engine_options(url, 2))
    database.prepare(engine)
    schema.upgrade(engine)
    engine.dispose()  # the last connection to close empties the write-ahead log
