"""A real database for every test, a fresh copy of a migrated one; and people who visit pages.

RADSLAG_TEST_ENGINE=postgresql runs the same tests on PostgreSQL.
"""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

os.environ.setdefault("RADSLAG_TEST_CHEAP_PASSWORDS", "1")

import pytest
from sqlalchemy import create_engine, text

from dialog import create_app, database, schema
from dialog.config import read_settings
from dialog.extensions import db
from dialog.web.translations import compile_catalogues
from tests import people
from tests.browser import Browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process

ENGINE = os.environ.get("RADSLAG_TEST_ENGINE", "sqlite")
POSTGRES = os.environ.get("RADSLAG_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432/test")


class Store:
    """Where this worker's database lies, and how a fresh copy is put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"radslag_{uuid.uuid4().hex[:10]}"
        self.kept: list[str] = []
        if ENGINE == "sqlite":
            self.url = f"sqlite:///{folder / 'radslag.db'}"
            template = f"sqlite:///{folder / 'template.db'}"
        else:
            self.url = POSTGRES.rpartition("/")[0] + f"/{self.name}"
            template = f"{self.url}_template"
            self._admin(f'CREATE DATABASE "{self.name}_template"')
        engine = create_engine(template, **database.engine_options(template, 2))
        database.prepare(engine)
        schema.upgrade(engine)
        engine.dispose()  # the last connection to close empties the write-ahead log

    def fresh(self) -> None:
        self._copy("template.db", f"{self.name}_template")

    def keep(self, number: int) -> None:
        """Keep the database as it is now, to `bring_back`. Nobody may be connected to it."""
        if ENGINE == "sqlite":
            shutil.copyfile(self.folder / "radslag.db", self.folder / f"kept-{number}.db")
            return
        self.kept.append(f"{self.name}_kept_{number}")
        self._admin(f'CREATE DATABASE "{self.kept[-1]}" TEMPLATE "{self.name}"')

    def bring_back(self, number: int) -> None:
        self._copy(f"kept-{number}.db", f"{self.name}_kept_{number}")

    def _copy(self, file: str, database: str) -> None:
        if ENGINE == "sqlite":
            for suffix in ("-wal", "-shm"):
                (self.folder / f"radslag.db{suffix}").unlink(missing_ok=True)
            shutil.copyfile(self.folder / file, self.folder / "radslag.db")
            return
        self._admin(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self._admin(f'CREATE DATABASE "{self.name}" TEMPLATE "{database}"')

    def drop(self) -> None:
        if ENGINE != "sqlite":
            for name in (self.name, f"{self.name}_template", *self.kept):
                self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @staticmethod
    def _admin(statement: str) -> None:
        engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("data"))
    yield store
    store.drop()


@pytest.fixture(scope="session")
def _application(store: Store) -> Flask:
    compile_catalogues()
    settings = read_settings(
        {"RADSLAG_DATA_DIR": str(store.folder), "RADSLAG_DATABASE_URL": store.url}
    )
    return create_app(replace(settings, threads=8, streams=4), testing=True)


@pytest.fixture
def app(_application: Flask, store: Store) -> Iterator[Flask]:
    """The application on a fresh database, inside an application context for arranging."""
    with _application.app_context():
        db.session.remove()
        db.engine.dispose()
        store.fresh()
        shutil.rmtree(store.folder / "mail", ignore_errors=True)
        database.begin_as("write")
        yield _application
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """`browser()` is a stranger's browser, `browser(ana)` one where Ana is signed in."""

    def start(person: Person | None = None) -> Browser:
        return Browser(app, person)

    return start


@pytest.fixture
def adam(app: Flask) -> Person:
    """Adam is the administrator."""
    return people.staff("Adam Ek", administrator=True)


@pytest.fixture
def ana(app: Flask) -> Person:
    """Ana leads the dialogue."""
    return people.staff("Ana Lind")


@pytest.fixture
def cleo(app: Flask) -> Person:
    """Cleo analyses."""
    return people.staff("Cleo Berg")


@pytest.fixture
def eva(app: Flask) -> Person:
    """Eva takes notes."""
    return people.staff("Eva Holm")


@pytest.fixture
def olle(app: Flask) -> Person:
    """Olle observes."""
    return people.staff("Olle Dahl")


@pytest.fixture
def dev(app: Flask) -> Person:
    """Dev is on the staff, but has no part in the dialogue."""
    return people.staff("Dev Nyman")


@pytest.fixture
def dialogue(ana: Person, cleo: Person, eva: Person, olle: Person) -> Process:
    """A running three-stage dialogue with its team."""
    return people.dialogue(ana, analyst=cleo, note_taker=eva, observer=olle)
