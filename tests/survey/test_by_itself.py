"""What is promised to happen in time happens though nobody presses a button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.journal.models import Event
from dialog.journal.queries import events_of
from dialog.overview.queries import told
from dialog.process.models import Turn, TurnKind
from dialog.process.operations import turn
from dialog.survey.models import Draft, Survey
from dialog.survey.results import party_counts
from dialog.survey.rounds import make_round
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]


@pytest.fixture
def survey(dialogue: Process, ana: Person) -> Survey:
    made = make_survey(dialogue, ana, mode="confidential")
    db.session.commit()
    return made


def closed(survey: Survey) -> bool:
    db.session.refresh(survey)
    return survey.closed_at is not None


def test_a_survey_closes_when_its_time_and_the_grace_are_over(
    survey: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    [contact] = association("Byalaget", "Bo By", by=ana)
    Phone(browser(), asked(survey, contact, by=ana)).answer_all().send()
    assert survey.closes_at is not None
    over = survey.closes_at
    assert make_round(over + timedelta(minutes=14)) == 0
    assert not closed(survey)
    assert make_round(over + timedelta(minutes=15)) == 1
    assert closed(survey)
    assert [count.answered for count in party_counts(survey)] == [1]
    line = db.session.scalars(select(Event).where(Event.verb == "survey.closed")).one()
    assert (line.actor_kind, line.actor_id) == ("system", None)
    sentences = [one.text for one in told(db.session.scalars(events_of(dialogue.id)))]
    assert any(text.startswith(("Systemet stängde", "The system closed")) for text in sentences)
    kinds = db.session.scalars(select(Turn.kind).where(Turn.stage_id == survey.occasion.stage_id))
    assert list(kinds) == [TurnKind.STARTED]
    assert make_round(over + timedelta(minutes=16)) == 0


def test_while_the_dialogue_is_paused_the_survey_waits(
    survey: Survey, dialogue: Process, ana: Person
) -> None:
    assert survey.closes_at is not None
    over = survey.closes_at + timedelta(hours=1)
    turn(dialogue, TurnKind.PAUSED, by=ana, now=clock.now(), reason="Sjukdom")
    db.session.commit()
    assert make_round(over) == 0
    turn(dialogue, TurnKind.RESUMED, by=ana, now=over)
    db.session.commit()
    assert make_round(over) == 1


def test_what_is_not_open_is_left_alone(dialogue: Process, ana: Person) -> None:
    draft = make_survey(dialogue, ana, opened=False)
    cancelled = make_survey(dialogue, ana)
    cancelled.occasion.cancelled_at = clock.now()
    db.session.commit()
    assert make_round(clock.now() + timedelta(days=60)) == 0
    assert not closed(draft)
    assert not closed(cancelled)


def test_forgotten_drafts_go_thirty_days_after_closing(
    survey: Survey, ana: Person, browser: Start
) -> None:
    [contact] = association("Tysta föreningen", "Tyra Tyst", by=ana)
    Phone(browser(), asked(survey, contact, by=ana)).begin().fill(members="40")
    assert survey.closes_at is not None
    then = survey.closes_at + timedelta(hours=1)
    make_round(then)
    make_round(then + timedelta(days=29))
    assert len(db.session.scalars(select(Draft)).all()) == 1
    make_round(then + timedelta(days=30))
    assert db.session.scalars(select(Draft)).all() == []
