"""C8: what has not been sent is nobody's to read, whatever role they have and wherever they look."""

from __future__ import annotations

import io
import logging
import uuid
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.focusgroup.models import FocusGroup
from dialog.focusgroup.operations import save_draft
from dialog.invitations.models import Invitation
from dialog.journal.models import Event
from dialog.mail.models import Letter
from dialog.mail.sending import send_waiting
from dialog.survey.models import Draft
from dialog.web import clock
from tests.survey.respondents import Phone
from tests.trust.visiting import doors

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

ANSWER = "kanariefågelsvar"
NOTE = "kanariefågelnot"


@pytest.fixture
def begun(story, eva, browser):
    """Torsten has begun to answer, and Eva to write a note. Neither has finished."""
    torsten = db.session.get_one(Invitation, story.numbers["invitation"])
    phone = Phone(browser(), torsten).answer_all(f"{ANSWER} i utkast")
    assert phone.status == 200
    assert ANSWER in str([draft.answers for draft in db.session.scalars(select(Draft))])
    save_draft(
        db.session.get_one(FocusGroup, story.numbers["group"]),
        f"{NOTE} i utkast",
        client_id=str(uuid.uuid4()),
        question=None,
        voice=None,
        kind="note",
        by=eva,
        now=clock.now(),
    )
    db.session.commit()
    return story


def said(response: TestResponse) -> str:
    """All text in an answer, also that inside a workbook or a document."""
    content = response.get_data()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    return content.decode("utf-8", "replace")


# Searches and filters by which somebody might try to come at it, and files that a form asks for.
ASKED = ("q", "text", "search")
FILES = ("themes.download", "invitation_letters.print_letters", "results.create")


@pytest.mark.parametrize(
    "role", ["facilitator", "analyst", "note-taker", "observer", "administrator"]
)
def test_no_draft_is_seen_by_anybody_on_the_staff(app, begun, everybody, caplog, capfd, role):
    """Every address there is, also asked for the very words; what is logged; what is sent."""
    caplog.set_level(logging.DEBUG)
    let_in, found = 0, []
    for door in doors(app, "GET", "POST"):
        if door.rule.endswith("/stream") or (door.method == "POST" and door.endpoint not in FILES):
            continue
        path = door.path(begun, app)
        answers = [everybody.ask(role, door.method, path)]
        if door.method == "GET" and answers[0].status_code == 200:
            answers.append(everybody.ask(role, "GET", path, asked=dict.fromkeys(ASKED, ANSWER)))
        let_in += answers[0].status_code == 200
        for answer in answers:
            assert answer.status_code < 500, path
            text = said(answer).replace(f'value="{ANSWER}"', "").replace(f"={ANSWER}", "")
            found += [path] if ANSWER in text.replace(f"”{ANSWER}”", "") else []
            # Her own note is shown to Eva where she writes it, and to nobody else.
            own = role == "note-taker" and path.endswith("/notes")
            found += [path] if NOTE in text and not own else []
    assert found == []
    assert let_in > {"observer": 20, "note-taker": 25}.get(role, 45)
    assert send_waiting() >= 0
    letters = [file.read_text() for file in app.config["SETTINGS"].mail_dir.glob("*.eml")]
    told = caplog.text + "".join(capfd.readouterr()) + "".join(letters)
    told += "".join(map(repr, db.session.execute(select(Letter.__table__))))
    told += "".join(map(repr, db.session.execute(select(Event.__table__))))
    assert ANSWER not in told
    assert NOTE not in told
