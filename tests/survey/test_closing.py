"""Closing: texts become contributions all at once, and nothing can be tied together again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import select, text

from dialog.contributions import queries
from dialog.contributions.models import Contribution, Wording
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.mail.sending import send_waiting
from dialog.process.models import Role, Turn
from dialog.survey.closing import close_survey, delete_forgotten_drafts
from dialog.survey.models import Answer, Draft, Survey
from dialog.survey.responding import day_of
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]


@pytest.fixture
def survey(dialogue: Process, ana: Person) -> Survey:
    return make_survey(dialogue, ana, mode="confidential")


@pytest.fixture
def answered(survey: Survey, ana: Person, browser: Start) -> list[Phone]:
    """Seven associations have answered, each with a wish of its own."""
    phones = []
    for number in range(7):
        [contact] = association(f"Förening {number}", f"Kontakt {number}", by=ana)
        phone = Phone(browser(), asked(survey, contact, by=ana)).begin()
        phone.fill(members="40", ways=["phone", "other"], ways__other=f"Duva {number}")
        phone.fill(reach="easy").fill(wish=f"Önskan {number}").send()
        phones.append(phone)
    return phones


def test_the_first_step_of_an_open_survey_is_to_invite_and_closing_is_no_button_before_its_time(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    visit = browser(ana)
    path = f"/processes/{dialogue.slug}/surveys/{survey.id}"
    db.session.commit()

    def button() -> str:
        found = re.search(r'<section class="r-now.*?</section>', visit.get(path).text, re.DOTALL)
        assert found is not None
        assert f"{path}/closing" in found[0]
        [words] = re.findall(r'<a class="ds-button"[^>]*>([^<]*)</a>', found[0])
        return str(words)

    assert button() == "Välj mottagare"
    asked(survey, association("Byalaget", "Bo By", by=ana)[0], by=ana)
    db.session.commit()
    assert button() == "Vilka som tillfrågas"
    assert survey.closes_at is not None
    with time_machine.travel(survey.closes_at + timedelta(minutes=1)):
        visit = browser(ana)
        assert button() == "Stäng enkäten"


def test_nobody_is_reminded_of_a_survey_that_has_closed(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    visit = browser(ana)
    path = f"/processes/{dialogue.slug}/occasions/{survey.id}/invitations"
    asked(survey, association("Byalaget", "Bo By", by=ana)[0], by=ana)
    db.session.commit()
    visit.post(f"{path}/letter", {"message": ""})
    send_waiting()
    before = visit.get(path).text
    assert f"{path}/reminder" in before
    assert f"{path}/recipients" in before
    visit.post(f"/processes/{dialogue.slug}/surveys/{survey.id}/closing")
    after = visit.get(path).text
    assert f"{path}/reminder" not in after
    assert f"{path}/recipients" not in after
    assert "Byalaget" in after, "who was asked is still told"


def test_before_closing_there_is_nothing_to_read(
    answered: list[Phone], dialogue: Process, ana: Person
) -> None:
    seen = queries.texts_seen_by(ana, dialogue, [Role.FACILITATOR])
    assert db.session.execute(seen).all() == []


def test_ana_closes_and_the_texts_can_be_read(
    answered: list[Phone], survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    visit = browser(ana)
    path = f"/processes/{dialogue.slug}/surveys/{survey.id}/closing"
    assert visit.get(path).status_code == 200
    assert visit.post(path).status_code == 303
    seen = db.session.execute(queries.texts_seen_by(ana, dialogue, [Role.FACILITATOR])).all()
    texts = {wording.text for _said, wording in seen}
    assert texts == {f"Önskan {n}" for n in range(7)} | {f"Duva {n}" for n in range(7)}
    prompts = {said.prompt for said, _wording in seen}
    assert prompts == {"Vad önskar ni er?", "Hur hörs ni av er? – annat"}
    assert {said.said_on for said, _ in seen} == {clock.today()}
    assert all(wording.made_at is None for _, wording in seen)
    moved = db.session.scalars(select(Answer).where(Answer.contribution_id.is_not(None))).all()
    assert len(moved) == 14
    assert all(answer.text is None and answer.other is None for answer in moved)
    assert db.session.scalars(select(Event).where(Event.verb == "survey.closed")).one().facts == {
        "title": survey.occasion.title,
        "count": 14,
    }
    turns = db.session.scalars(select(Turn.kind).where(Turn.stage_id == survey.occasion.stage_id))
    assert list(turns)[-1] == "completed"
    assert visit.get(path).status_code == 409


def test_the_texts_lie_in_another_order_than_they_came(
    answered: list[Phone], survey: Survey, ana: Person
) -> None:
    close_survey(survey, by=ana, now=clock.now(), chance=random.Random(5))
    db.session.commit()
    texts = list(db.session.scalars(select(Wording.text).order_by(Wording.id)))
    assert texts != sorted(texts)
    wishes = [wish for wish in texts if wish.startswith("Önskan")]
    assert wishes != sorted(wishes)


def test_one_can_read_ones_own_words_by_code_after_closing(
    answered: list[Phone], survey: Survey, ana: Person
) -> None:
    close_survey(survey, by=ana, now=clock.now())
    page = answered[3].browser.post("/code", {"page-code": answered[3].code}).get_data(as_text=True)
    assert "Önskan 3" in page
    assert "Duva 3" in page
    assert "Önskan 4" not in page


def test_nothing_comes_in_after_closing(survey: Survey, ana: Person, browser: Start) -> None:
    [contact] = association("Sena föreningen", "Vera Sen", by=ana)
    vera = Phone(browser(), asked(survey, contact, by=ana)).answer_all()
    code = vera.hidden("page-code")
    close_survey(survey, by=ana, now=clock.now())
    assert vera.send(code).status == 404
    with pytest.raises(Refusal):
        close_survey(survey, by=ana, now=clock.now())


def test_it_waits_for_those_who_may_still_send(survey: Survey, ana: Person) -> None:
    assert survey.closes_at is not None
    with pytest.raises(Refusal):
        close_survey(survey, by=ana, now=survey.closes_at + timedelta(minutes=5))
    close_survey(survey, by=ana, now=survey.closes_at + timedelta(minutes=15))
    assert survey.closed_at is not None


def test_named_answers_keep_their_association(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    named = make_survey(dialogue, ana, mode="named")
    [contact] = association("Byalaget", "Bo By", by=ana)
    Phone(browser(), asked(named, contact, by=ana)).answer_all().send()
    close_survey(named, by=ana, now=clock.now())
    [said] = db.session.scalars(select(Contribution))
    assert said.voice.organisation.name == "Byalaget"
    assert said.said_on == day_of(clock.now())


def test_only_those_who_lead_may_close(
    survey: Survey, dialogue: Process, cleo: Person, olle: Person, browser: Start
) -> None:
    path = f"/processes/{dialogue.slug}/surveys/{survey.id}/closing"
    for person in (cleo, olle):
        assert browser(person).post(path).status_code == 403
    assert survey.closed_at is None


def test_drafts_that_were_never_sent_are_deleted_thirty_days_later(
    app: Flask, survey: Survey, ana: Person, browser: Start
) -> None:
    [contact] = association("Tysta föreningen", "Tyra Tyst", by=ana)
    Phone(browser(), asked(survey, contact, by=ana)).begin().fill(members="40")
    close_survey(survey, by=ana, now=clock.now())
    assert delete_forgotten_drafts(clock.now() + timedelta(days=29)) == 0
    assert delete_forgotten_drafts(clock.now() + timedelta(days=31)) == 1
    assert db.session.scalars(select(Draft)).all() == []


@pytest.mark.postgres
def test_the_engine_itself_no_longer_ties_receipt_and_response(
    app: Flask, answered: list[Phone], survey: Survey, ana: Person
) -> None:
    """PostgreSQL gives rows of one transaction the same number; closing gives them all one."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite keeps no number of the transaction with a row")

    def births(table: str) -> set[str]:
        return set(db.session.scalars(text(f'SELECT xmin::text FROM "{table}"')))

    tied = ("voice", "response", "answer")
    assert all(births("receipt") & births(table) for table in tied)
    close_survey(survey, by=ana, now=clock.now())
    db.session.commit()
    assert not any(births("receipt") & births(table) for table in tied)
    order = text("SELECT id FROM response ORDER BY ctid")
    numbers = list(db.session.scalars(order))
    assert numbers == sorted(numbers)


def test_the_page_after_the_time_is_over_says_so(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    assert survey.closes_at is not None
    path = f"/processes/{dialogue.slug}/surveys/{survey.id}/closing"
    with time_machine.travel(survey.closes_at + timedelta(hours=1), tick=False):
        assert "Tiden är ute" in browser(ana).get(path).get_data(as_text=True)
