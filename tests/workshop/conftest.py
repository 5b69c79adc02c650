"""A workshop in the dialogue, and phones in the room."""

from __future__ import annotations

import random
import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from dialog.extensions import db
from dialog.live import stream as live
from dialog.process.models import PartyKind
from dialog.web import clock
from dialog.workshop import codes, operations, queries
from tests.browser import Browser
from tests.people import party

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from dialog.process.models import Process
    from dialog.workshop.models import Activity

QUESTION = "Vad skulle göra det enklare att göra saker ihop?"


@pytest.fixture(autouse=True)
def nothing_drawn_before(app: Flask) -> None:
    """The database is another one for every test; what was drawn of the last one is forgotten."""
    live.hub_of(app)._fragments.clear()


@pytest.fixture
def chance() -> random.Random:
    return random.Random(2026)


@pytest.fixture
def board(dialogue: Process, ana: Any, eva: Any) -> Activity:
    """A workshop that has not been opened; Eva keeps its board beside Ana."""
    made = operations.create_workshop(
        dialogue,
        "Öppen workshop",
        question=QUESTION,
        columns=["En väg in", "Bidrag och lokaler"],
        note_taker=eva,
        by=ana,
        now=clock.now(),
    )
    db.session.commit()
    activity = queries.activity_of(made.id)
    assert activity is not None
    return activity


@pytest.fixture
def open_board(board: Activity, ana: Any) -> Activity:
    operations.open_board(board, by=ana, now=clock.now())
    db.session.commit()
    return board


class Phone(Browser):
    """A phone in the room."""

    def __init__(self, app: Flask, activity: Activity) -> None:
        super().__init__(app)
        self.activity_id = activity.id
        self.number = activity.workshop_id
        self.home = f"/w/{self.number}"

    @property
    def cookies(self) -> dict[str, str]:
        """What this phone's browser keeps, as a header that another client can send."""
        kept = self.client._cookies.values()
        return {"Cookie": "; ".join(f"{one.key}={one.value}" for one in kept)}

    def join(self, code: str, party_id: int) -> TestResponse:
        self.post("/w", {"code": code})
        return self.post(f"{self.home}/join", {"party": str(party_id)})

    def write(self, text: str, column: int, client_id: str | None = None) -> TestResponse:
        return self.post(
            f"{self.home}/notes",
            {"text": text, "column": str(column), "client_id": client_id or str(uuid.uuid4())},
        )

    def dot(self, target: str, client_id: str | None = None) -> TestResponse:
        return self.post(
            f"{self.home}/dots", {"target": target, "client_id": client_id or str(uuid.uuid4())}
        )


@pytest.fixture
def phone(app: Flask, open_board: Activity) -> Callable[..., Phone]:
    """`phone()` is a phone that has joined for the associations."""

    def start(kind: PartyKind = PartyKind.ASSOCIATION) -> Phone:
        new = Phone(app, open_board)
        code = codes.code_of(open_board.workshop)
        response = new.join(code, party(open_board.workshop.occasion.process, kind).id)
        assert response.status_code == 303, response.get_data(as_text=True)
        return new

    return start


def columns_of(activity: Activity) -> list[int]:
    return [column.id for column in queries.board_of(activity).columns]


def notes_on(activity: Activity) -> list[str]:
    db.session.rollback()
    return [note.text for note in queries.board_of(activity).notes]


def cards_in(html: str) -> list[str]:
    """The values of the boxes to pick notes by, as the page shows them: number:version."""
    return re.findall(r'name="card" value="(\d+:\d+)"', html)
