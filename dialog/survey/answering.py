"""Answering: a draft becomes one response per seat, and the response can be changed until closing.

Nothing here is ever written in the journal: that somebody answered is the receipt, and in
confidence nothing leads from there to the response.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.prepared import Prepared
from dialog.process.models import Occasion
from dialog.survey import codes
from dialog.survey.answering_queries import Asked, answers_of
from dialog.survey.drafts import begin, closed_sentence, fill, keep, save
from dialog.survey.hours import Hours
from dialog.survey.models import Answer, Draft, Receipt, Response, ResponseEdit, Survey
from dialog.survey.responding import day_of, respond, write_answers
from dialog.survey.sheets import Answerable, Sheet
from dialog.survey.spoken import both_versions
from dialog.survey.walk import Walk
from dialog.texts import gettext as _

__all__ = ["Submitted", "begin", "change", "edits_of", "fill", "keep", "save", "submit"]

SYSTEM_CHANCE = random.SystemRandom()
RECEIPT = Prepared(insert(Receipt.__table__))  # type: ignore[arg-type]
DRAFT_SENT = Prepared(
    delete(Draft.__table__).where(Draft.__table__.c.seat_id == bindparam("of_seat"))  # type: ignore[arg-type]
)
HOURS = (
    select(Survey.opened_at, Survey.closed_at, Occasion.ends_at)
    .join(Occasion, Occasion.id == Survey.id)
    .where(Survey.id == bindparam("number"))
    .with_for_update(read=True, of=Survey)
)


@dataclass(frozen=True)
class Submitted:
    """Whether `code` opens the response. False: it was sent before, from elsewhere."""

    code_is_good: bool


def submit(
    survey: Answerable,
    sheet: Sheet,
    asked: Asked,
    *,
    code: str,
    now: datetime,
    chance: random.Random = SYSTEM_CHANCE,
) -> Submitted:
    """The draft becomes the seat's one response. The seat is locked.

    `code` was drawn into the page that is sent, and is its idempotency key: sending the same page
    again changes nothing. In confidence the response gets neither seat nor time.
    """
    if not codes.is_code(code):
        raise Refusal(_("The page is not complete. Open your link again and send from there."))
    if sheet.receipt is not None:
        return Submitted(_opens(code, survey.id))
    draft = sheet.draft
    if draft is None:
        raise Refusal(_("There is nothing to send yet. Open your link and answer first."))
    if not hold_hours(survey).takes(draft.begun_at, now):
        raise Refusal(closed_sentence())
    seat = sheet.seat
    walk = Walk(asked.definition, seat.party_kind, draft.answers)
    if walk.unfinished():
        raise Refusal(_("Something is missing still. Go back and answer what is marked."))
    respond(survey, seat, draft, asked, code=code, now=now, chance=chance)
    RECEIPT.run({"seat_id": seat.id, "survey_id": survey.id, "answered_on": day_of(now)})
    DRAFT_SENT.run({"of_seat": seat.id})
    return Submitted(True)


def hold_hours(survey: Answerable) -> Hours:
    """When `survey` takes answers, held until commit: closing waits for those on their way in.

    On SQLite a writing transaction holds everything already, and so does what has been read in it.
    """
    if db.engine.dialect.name == "sqlite":
        return survey.hours
    return Hours(*db.session.execute(HOURS, {"number": survey.id}).one())


def change(
    response: Response,
    asked: Asked,
    answers: Mapping[str, Any],
    *,
    based_on: int,
    opened_at: datetime,
    now: datetime,
) -> None:
    """Other answers instead, until closing. What was said before is kept with its number.

    `based_on` is how many changes there were as the page was drawn: raises Stale when somebody
    else has changed the same response since.
    """
    survey = response.survey
    db.session.execute(select(Survey.id).where(Survey.id == survey.id).with_for_update(read=True))
    db.session.execute(select(Response.id).where(Response.id == response.id).with_for_update())
    db.session.refresh(survey)
    if not survey.takes(opened_at, now):
        raise Refusal(closed_sentence())
    known = answers_of(response)
    counted = asked.definition.counted(response.party.kind, answers)
    if counted == known:
        return
    number = edits_of(response)
    if number != based_on:
        raise both_versions(
            asked.definition.questions,
            known,
            counted,
            asked.definition,
            drawn_now={"page-based-on": number},
        )
    walk = Walk(asked.definition, response.party.kind, counted)
    if walk.unfinished():
        raise Refusal(_("Something is missing still. Go back and answer what is marked."))
    db.session.add(
        ResponseEdit(response_id=response.id, number=number + 1, answers=known, on_day=day_of(now))
    )
    db.session.execute(delete(Answer).where(Answer.response_id == response.id))
    db.session.expire(response, ["answers"])
    response.survey_version_id = asked.version_id
    write_answers(response, asked.definition, counted)
    db.session.flush()


def edits_of(response: Response) -> int:
    """How many times a response has been changed."""
    statement = select(func.count()).where(ResponseEdit.response_id == response.id)
    return db.session.scalar(statement) or 0


def _opens(code: str, survey_id: int) -> bool:
    statement = select(Response.id).where(
        Response.survey_id == survey_id, Response.code_hash == codes.digest(code)
    )
    return db.session.scalar(statement) is not None
