"""B4, B5: what one and the same link opens, and that every link that opens nothing looks the same."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import event

from dialog import tokens
from dialog.extensions import db
from dialog.invitations.operations import renew, revoke
from dialog.prepared import Prepared
from dialog.process.models import TurnKind
from dialog.process.operations import turn
from dialog.survey.closing import close_survey
from dialog.web import clock
from tests import people
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.survey.models import Survey

WISH = "Ett nummer att ringa"
# What the link shows, by the survey's kind and by how far Ben has come: where it leads, what is
# read there, and what is not.
TABLE = {
    ("named", "new"): ("", ["Börja svara"], [WISH]),
    ("named", "draft"): ("", ["Fortsätt"], ["Tack!"]),
    ("named", "sent"): ("/receipt", ["Ändra svaren"], []),
    ("named", "closed"): ("404", ["Länken fungerar inte"], [WISH]),
    ("confidential", "new"): ("", ["Börja svara"], [WISH]),
    ("confidential", "draft"): ("", ["Fortsätt"], ["Tack!"]),
    ("confidential", "sent"): ("/receipt", ["konfidentiella", "koden"], [WISH]),
    ("confidential", "closed"): ("404", ["Länken fungerar inte"], [WISH]),
}


def come(ben: Phone, survey: Survey, state: str, by: people.Person) -> None:
    """Ben comes as far as `state`."""
    if state == "draft":
        ben.begin().fill(members="40", ways=["phone"])
    if state in {"sent", "closed"}:
        assert ben.answer_all(WISH).send().status == 200
    if state == "closed":
        close_survey(survey, by=by, now=clock.now())
        db.session.commit()


@pytest.mark.parametrize(("mode", "state"), TABLE)
def test_one_link_opens_what_there_is_to_be_done(dialogue, ana, browser, mode, state):
    """B4: by the same link, in another browser."""
    survey = make_survey(dialogue, ana, mode=mode)
    invitation = asked(survey, association("Idrottsklubben", "Ben Ahl", by=ana)[0], by=ana)
    come(Phone(browser(), invitation), survey, state, ana)
    where, read, unread = TABLE[mode, state]
    again = Phone(browser(), invitation).open_link()
    assert (again.status == 404) is (where == "404")
    assert where == "404" or again.path == f"/answer/{invitation.id}{where}"
    assert [words for words in read if words not in again.text] == []
    assert [words for words in unread if words in again.text] == []


@pytest.fixture
def no_good(dialogue, ana) -> dict[str, str]:
    """Links to surveys that open nothing, by why."""
    people_asked = iter(association("Alla", *(f"Namn{number} Ek" for number in range(9)), by=ana))

    def link(**more: object) -> tuple[Survey, object, str]:
        survey = make_survey(dialogue, ana, **more)
        one = asked(survey, next(people_asked), by=ana)
        return survey, one, tokens.derive("invitation", one.id, one.generation)

    now = clock.now()
    _survey, withdrawn, revoked = link()
    revoke(withdrawn, by=ana, now=now)
    _survey, changed, replaced = link()
    renew(changed, by=ana, now=now)
    closing, _one, closed = link()
    close_survey(closing, by=ana, now=now)
    _survey, _one, expired = link(closes_at=now - timedelta(hours=1))
    _survey, _one, unopened = link(opened=False)
    other = people.dialogue(ana, title="Ett annat samtal")
    elsewhere = make_survey(other, ana)
    one = asked(elsewhere, next(people_asked), by=ana)
    turn(other, TurnKind.COMPLETED, by=ana, now=now)
    db.session.commit()
    return {
        "wrong": "A" * 32,
        "revoked": revoked,
        "replaced": replaced,
        "closed": closed,
        "expired": expired,
        "not opened": unopened,
        "of another survey": tokens.derive("invitation", one.id, one.generation),
        "of another kind": tokens.derive("staff", 1),
    }


def test_every_link_that_opens_nothing_looks_the_same(browser, no_good, monkeypatch):
    """B5: same page, same status, and as many questions to the database."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    def ask(prepared, *arguments) -> list[tuple]:
        statements.append(str(prepared.statement))
        return fetch(prepared, *arguments)

    fetch = Prepared._fetch
    monkeypatch.setattr(Prepared, "_fetch", ask)
    event.listen(db.engine, "before_cursor_execute", note)
    seen = {}
    for number, (why, link) in enumerate(no_good.items()):
        with time_machine.travel(clock.now() + timedelta(minutes=number), tick=False):
            statements.clear()
            answer = browser().get(f"/i/{link}")
            page = re.sub(r"to=/i/[^\"]*", "to=", answer.text)
            headers = sorted(answer.headers.items())
            asked_for = [statement.split()[0] for statement in statements]
            seen[why] = (answer.status_code, page, headers, asked_for)
    event.remove(db.engine, "before_cursor_execute", note)
    assert seen["wrong"][0] == 404
    assert seen["wrong"][3]
    assert "Länken fungerar inte" in seen["wrong"][1]
    assert [why for why, what in seen.items() if what != seen["wrong"]] == []
