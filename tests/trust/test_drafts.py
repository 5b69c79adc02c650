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
from dialog.survey.models import Draft
from dialog.web import clock
from tests.survey.respondents import Phone
from tests.trust.crawling import Crawler

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


@pytest.mark.parametrize(
    "role", ["facilitator", "analyst", "note-taker", "observer", "administrator"]
)
def test_no_draft_is_seen_by_anybody_on_the_staff(app, begun, request, caplog, capfd, role):
    who = {"facilitator": "ana", "analyst": "cleo", "note-taker": "eva", "observer": "olle"}
    caplog.set_level(logging.DEBUG)
    crawler = Crawler(app, request.getfixturevalue(who.get(role, "adam")))
    slug, number = begun.words["slug"], begun.numbers["survey"]
    starts = (
        "/",
        f"/processes/{slug}/themes/contributions?q={ANSWER}",
        f"/processes/{slug}/surveys/{number}/results",
        f"/processes/{slug}/focus-groups/{begun.numbers['group']}/minutes",
    )
    visited, found = 0, []
    for path, response in crawler.pages(*starts):
        visited += 1
        assert response.status_code < 500, path
        text = said(response).replace(f"q={ANSWER}", "").replace(f'value="{ANSWER}"', "")
        found += [path] if ANSWER in text else []
        # Her own note is shown to Eva where she writes it, and to nobody else.
        own = role == "note-taker" and path.partition("?")[0].endswith("/notes")
        found += [path] if NOTE in text and not own else []
    assert found == []
    assert visited > {"observer": 10, "note-taker": 10}.get(role, 20)
    logged = caplog.text + "".join(capfd.readouterr())
    assert ANSWER not in logged
    assert NOTE not in logged
