"""A dialogue that holds one of everything, told once and then brought back for every test."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from dialog import create_app, database
from dialog.accounts.models import StaffSession
from dialog.extensions import db
from tests.trust.known import Known, all_forms
from tests.trust.lying import rows
from tests.trust.postbox import postbox
from tests.trust.story import Story, tell
from tests.trust.visiting import Visitors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.stores import Store

__all__ = ["postbox"]

_told: dict[str, tuple[int, Story]] = {}


@pytest.fixture
def story(app: Flask, store: Store, dialogue: Process, ana: Person, eva: Person) -> Story:
    """The story of `dialogue`. The same people before it, in the same order: the same story."""
    begins = str(rows()) + str(db.session.scalars(select(StaffSession.token_hash)).all())
    if begins not in _told:
        told = tell(app, dialogue, ana, eva)
        db.session.rollback()
        db.engine.dispose()
        store.keep(len(_told))
        _told[begins] = (len(_told), told)
    number, told = _told[begins]
    db.session.rollback()
    db.session.expire_all()
    db.engine.dispose()
    store.bring_back(number)
    database.begin_as("write")
    return Story(dialogue, dict(told.numbers), dict(told.words), told.device)


@pytest.fixture
def another(app: Flask) -> Iterator[Callable[..., Flask]]:
    """`another(trusted_proxies=1)`: the product on the same database, with other settings."""
    made: list[Flask] = []

    def start(**settings: Any) -> Flask:
        db.session.rollback()
        made.append(create_app(replace(app.config["SETTINGS"], **settings), testing=True))
        return made[-1]

    yield start
    for each in made:
        with each.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def everybody(app: Flask, story: Story, dev, olle, eva, cleo, ana, adam) -> Visitors:
    staff = {"dev": dev, "observer": olle, "note-taker": eva}
    staff |= {"analyst": cleo, "facilitator": ana, "administrator": adam}
    return Visitors(app, story, staff)


@pytest.fixture
def known(app: Flask, story: Story, everybody: Visitors) -> list[Known]:
    return all_forms(app, story, everybody)
