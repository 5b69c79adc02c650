"""While a dialogue is paused those who answer can read; nothing is saved, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.invitations.operations import revoke
from dialog.process.models import TurnKind
from dialog.process.operations import turn
from dialog.survey.models import Draft, Receipt, Survey
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]


@pytest.fixture
def survey(dialogue: Process, ana: Person) -> Survey:
    return make_survey(dialogue, ana, mode="confidential")


def pause(dialogue: Process, ana: Person) -> None:
    turn(dialogue, TurnKind.PAUSED, by=ana, now=clock.now(), reason="Sjukdom")
    db.session.commit()


def test_what_is_written_stays_and_can_be_sent_when_the_dialogue_goes_on(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    [contact] = association("Byalaget", "Bo By", by=ana)
    bo = Phone(browser(), asked(survey, contact, by=ana)).begin()
    bo.fill(members="40", ways=["phone"])
    page = bo.path
    pause(dialogue, ana)
    refused = bo.browser.post(page, bo.fields("next", reach="easy"))
    assert refused.status_code == 409
    assert "Dialogen är pausad. Det som är sparat finns kvar" in refused.text
    assert bo.autosave(reach="easy").status_code == 423
    assert bo.send("A" * 24).status == 409
    draft = db.session.scalars(select(Draft)).one()
    db.session.refresh(draft)
    assert draft.answers == {"members": "40", "ways": ["phone"]}
    assert "Inget kan sparas eller skickas just nu" in bo.open_link().text
    assert "Läs det som är sparat" in bo.text
    bo.get("/review")
    assert bo.status == 200
    assert "Telefon" in bo.text
    assert "Skicka svaren" not in bo.text
    turn(dialogue, TurnKind.RESUMED, by=ana, now=clock.now())
    db.session.commit()
    bo.get(page.removeprefix(bo.base)).fill(reach="easy").fill(wish="Ett nummer").send()
    assert len(db.session.scalars(select(Receipt)).all()) == 1


def test_nothing_is_begun_and_no_answers_are_changed(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    first, second = association("Byalaget", "Bo By", by=ana) + association(
        "Hamnlaget", "Ada Hamn", by=ana
    )
    bo = Phone(browser(), asked(survey, first, by=ana)).answer_all().send()
    ada = Phone(browser(), asked(survey, second, by=ana))
    pause(dialogue, ana)
    ada.open_link()
    assert ada.status == 200
    assert "Börja svara" not in ada.text
    assert ada.post("/beginning").status == 409
    change = {"page-code": bo.code, "page-based-on": "0", "members": "50", "reach": "easy"}
    answer = bo.browser.post("/code/change", change)
    assert answer.status_code == 409
    assert "Dialogen är pausad" in answer.text
    assert bo.browser.post("/code", {"page-code": bo.code}).status_code == 200


def test_the_reason_stands_on_the_page_that_the_link_leads_to(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    [contact] = association("Byalaget", "Bo By", by=ana)
    bo = Phone(browser(), asked(survey, contact, by=ana))
    assert "Sjukdom" not in bo.open_link().text
    pause(dialogue, ana)
    assert "Sjukdom" in bo.open_link().text


def test_who_was_asked_is_told_why_it_was_broken_off_and_nobody_else_is(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    [contact, other] = association("Byalaget", "Bo By", "Eli By", by=ana)
    link, gone = asked(survey, contact, by=ana), asked(survey, other, by=ana)
    bo, eli = Phone(browser(), link).begin(), Phone(browser(), gone)
    page = bo.path
    turn(dialogue, TurnKind.BROKEN_OFF, by=ana, now=clock.now(), reason="Inga pengar")
    revoke(gone, by=ana, now=clock.now())
    db.session.commit()
    for visit, path in ((bo.browser, page), (browser(), f"/i/{bo.token}")):
        told = visit.get(path)
        assert told.status_code == 410
        assert "Inga pengar" in told.text
    wrong = browser().get("/i/" + "A" * 32)
    revoked = browser().get(f"/i/{eli.token}")
    assert wrong.status_code == revoked.status_code == 404
    assert "Inga pengar" not in wrong.text + revoked.text
    assert browser().get(page).status_code == 404, "without the cookie there is nothing"
