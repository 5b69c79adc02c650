"""Closing: what was written becomes contributions, all at once, and the last ties are cut.

Before this, nobody on the team reads a word. The texts come in random order, dated the day of
closing, so that neither order nor time tells who wrote what.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, event, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import joinedload

from dialog import journal
from dialog.contributions.models import ContributionKind, Voice
from dialog.contributions.operations import contribute
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import TurnKind
from dialog.process.operations import turn_stage
from dialog.process.states import OccasionState
from dialog.survey.definition import OTHER, Definition, Question, words
from dialog.survey.hours import GRACE
from dialog.survey.models import Answer, Draft, Response, Seat, Survey
from dialog.survey.operations import lock
from dialog.survey.queries import definition_of, state_of, surveys_of
from dialog.survey.releases import release_results
from dialog.survey.responding import STOCKHOLM, day_of
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from dialog.accounts.models import Person

log = logging.getLogger("radslag")
SYSTEM_CHANCE = random.SystemRandom()
# Drafts that were never sent lie this long, in case the survey is opened anew for somebody.
DRAFTS_KEPT = timedelta(days=30)
REWRITTEN = ("voice", "response", "answer")


def close_survey(
    survey: Survey, *, by: Person | None, now: datetime, chance: random.Random = SYSTEM_CHANCE
) -> int:
    """Nothing more comes in, and what was written can be read. Returns the number of texts.

    `by` is None when the time was up and nobody closed it: then the stage is left for a person to
    complete. Refuses while pages that were opened in time may still be sent.
    """
    lock(survey)
    if survey.opened_at is None:
        raise Refusal(_("The survey has not been opened. There is nothing to close."))
    if survey.closed_at is not None:
        raise Refusal(_("The survey has already been closed."))
    waits = why_not_yet(survey, now)
    if waits:
        raise Refusal(waits)
    survey.closed_at = now
    count = _gather_texts(survey, day_of(now), chance)
    release_results(survey, by=by, now=now)
    _rewrite(survey)
    if by is not None:
        _complete_stage(survey, by=by, now=now)
    journal.record(
        "survey.closed",
        by=by,
        about=survey,
        now=now,
        process_id=survey.occasion.process_id,
        title=survey.occasion.title,
        count=count,
    )
    return count


def why_not_yet(survey: Survey, now: datetime) -> str:
    """Why it cannot be closed just now, as a sentence: pages opened in time may still be sent."""
    closes_at = survey.closes_at
    if closes_at is None or not closes_at <= now < closes_at + GRACE:
        return ""
    until = (closes_at + GRACE).astimezone(STOCKHOLM)
    return _(
        "Answers that were begun in time may come in until %(hour)s. Close it then.",
        hour=f"{until:%H:%M}",
    )


def delete_forgotten_drafts(now: datetime) -> int:
    """Delete drafts that were never sent, thirty days after closing. Returns how many."""
    closed = select(Survey.id).where(Survey.closed_at <= now - DRAFTS_KEPT)
    seats = select(Seat.id).where(Seat.survey_id.in_(closed))
    result: Any = db.session.execute(delete(Draft).where(Draft.seat_id.in_(seats)))
    return int(result.rowcount)


def _gather_texts(survey: Survey, day: date, chance: random.Random) -> int:
    """Every free text becomes a contribution; the answer keeps where it went."""
    definition = definition_of(survey)
    written = _written(survey)
    chance.shuffle(written)
    for answer in written:
        question = definition.question(answer.question.key)
        answer.contribution = contribute(
            answer.response.voice,
            ContributionKind.ANSWER,
            answer.text or answer.other or "",
            prompt=_prompt(answer, question, definition),
            language=definition.first_language,
            said_on=day,
        )
        answer.text = answer.other = None
    db.session.flush()
    return len(written)


def _written(survey: Survey) -> list[Answer]:
    statement = (
        select(Answer)
        .join(Response, Response.id == Answer.response_id)
        .where(
            Response.survey_id == survey.id,
            Answer.contribution_id.is_(None),
            or_(Answer.text.is_not(None), Answer.other.is_not(None)),
        )
        .options(
            joinedload(Answer.question),
            joinedload(Answer.response).joinedload(Response.voice).joinedload(Voice.occasion),
        )
    )
    found: Sequence[Answer] = db.session.scalars(statement).all()
    return list(found)


def _prompt(answer: Answer, question: Question | None, definition: Definition) -> str:
    """What the words were an answer to: the question, or the question and "other"."""
    language = definition.first_language
    if question is None:
        return answer.question.key
    asked = words(question.text, language).text
    option = question.option(OTHER)
    if answer.choice is None or option is None:
        return asked
    return f"{asked} – {words(option.label, language).text.lower()}"


def _complete_stage(survey: Survey, *, by: Person, now: datetime) -> None:
    stage = survey.occasion.stage
    others = [
        one
        for one in surveys_of(stage.process)
        if one.id != survey.id and not one.occasion.is_cancelled
    ]
    if all(state_of(one) is OccasionState.CLOSED for one in others):
        turn_stage(stage, TurnKind.COMPLETED, by=by, now=now)


def _rewrite(survey: Survey) -> None:
    """On PostgreSQL, give every row of the survey the same birth.

    A receipt and a response that were written in one transaction carry its number (xmin). One
    UPDATE gives all responses this transaction's; the CLUSTER after commit puts them in the order
    of their random keys and throws the old versions away.
    """
    if db.engine.dialect.name != "postgresql":
        return
    mine = select(Response.id).where(Response.survey_id == survey.id)
    for statement in (
        update(Voice).where(Voice.occasion_id == survey.id).values(party_id=Voice.party_id),
        update(Response).where(Response.survey_id == survey.id).values(party_id=Response.party_id),
        update(Answer).where(Answer.response_id.in_(mine)).values(party_id=Answer.party_id),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
    event.listen(db.session(), "after_commit", _cluster, once=True)


def _cluster(_session: object) -> None:
    """Outside any transaction. If somebody reads just now, the vacuum does the rest later."""
    connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    with connection:
        connection.exec_driver_sql("SET lock_timeout = '10s'")
        for table in REWRITTEN:
            try:
                connection.exec_driver_sql(f"CLUSTER {table} USING pk_{table}")
            except DBAPIError as error:
                log.warning("CLUSTER %s: %s", table, type(error.orig).__name__)
        connection.exec_driver_sql("RESET lock_timeout")
