"""A real database for every test, a fresh copy of a migrated one; and people who visit pages.

RADSLAG_TEST_ENGINE=postgresql runs the same tests on PostgreSQL.
"""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

os.environ.setdefault("RADSLAG_TEST_CHEAP_PASSWORDS", "1")

import hypothesis
import pytest

from dialog import create_app, database
from dialog.config import read_settings
from dialog.extensions import db
from dialog.web.translations import compile_catalogues
from tests import people
from tests.browser import Browser
from tests.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.stores import Store

# A loaded machine is not a fault of what is tested.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("data"))
    yield store
    store.drop()


@pytest.fixture(scope="session")
def _application(store: Store) -> Flask:
    compile_catalogues()
    settings = read_settings(
        {"RADSLAG_DATA_DIR": str(store.folder), "RADSLAG_DATABASE_URL": store.url}
    )
    return create_app(replace(settings, threads=8, streams=4), testing=True)


def _wait_for_tails() -> None:
    """Whatever follows a board closes its connection, or it would take the next test's files away."""
    for thread in threading.enumerate():
        if thread.name == "live-tail":
            thread.join(5)


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
        _wait_for_tails()
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
