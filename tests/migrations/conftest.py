"""A database of our own for every test, on both engines, prepared as in production.

Empty ones are made anew; migrated ones are copies of one that was migrated once per run.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, func, make_url, select
from sqlalchemy.exc import OperationalError

from dialog import schema
from dialog.database import engine_options, prepare

from .rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table

SERVER = os.environ.get("RADSLAG_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432/test")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrations") / "template.sqlite3"
    with opened(f"sqlite:///{path}") as engine:
        schema.upgrade(engine)
    return path


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    with scratch_database() as name:
        with opened(address(name)) as engine:
            schema.upgrade(engine)
        yield name


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which nothing has been made yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
    else:
        with scratch_database() as name:
            yield address(name)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    with opened(empty_url) as engine:
        yield engine


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A migrated database, without rows."""
    template = request.getfixturevalue(f"{request.param}_template")
    if request.param == "sqlite":
        with opened(f"sqlite:///{shutil.copy(template, tmp_path)}") as engine:
            yield engine
    else:
        with scratch_database(template) as name, opened(address(name)) as engine:
            yield engine


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A migrated database, with rows in every table."""
    fill(engine)
    return engine


def fill(engine: Engine) -> None:
    tables = schema.import_models().tables
    with engine.begin() as connection:
        for table, row in ROWS:
            connection.execute(tables[table].insert().values(row))
        if engine.dialect.name == "postgresql":
            for table in tables.values():
                count_on(connection, table)


def count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL does not notice numbers that were given; the next one comes after them."""
    column = table.autoincrement_column
    if column is not None:
        highest = select(func.max(column)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(select(func.setval(sequence, highest)))


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = create_engine(url, **engine_options(url, threads=1))
    prepare(engine)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def scratch_database(template: str = "template1") -> Iterator[str]:
    name = f"radslag_mig_{secrets.token_hex(6)}"
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    try:
        try:
            with server.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        except OperationalError as error:
            if error.connection_invalidated or "connection" in str(error):
                pytest.skip(f"No PostgreSQL answers at {SERVER}; set RADSLAG_TEST_POSTGRES.")
            raise
        try:
            yield name
        finally:
            with server.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        server.dispose()


def address(name: str) -> str:
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)
