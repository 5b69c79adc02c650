"""A response is written: who it may be tied to, when it says it came, and its rows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select

from dialog.contributions.models import Voice
from dialog.contributions.operations import random_key
from dialog.extensions import db
from dialog.prepared import Prepared
from dialog.survey import codes, kinds
from dialog.survey.answering_queries import Asked
from dialog.survey.definition import Definition, other_key
from dialog.survey.models import Answer, Mode, Origin, Question, Response
from dialog.survey.operations import ART13_VERSION
from dialog.survey.sheets import Answerable, DraftKept, SeatHeld

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BANDS = ((5, "0-5"), (10, "5-10"), (20, "10-20"), (40, "20-40"))
LONGEST = "40-"
VOICE = Prepared(insert(Voice.__table__))  # type: ignore[arg-type]
RESPONSE = Prepared(insert(Response.__table__))  # type: ignore[arg-type]
ANSWERS = Prepared(insert(Answer.__table__))  # type: ignore[arg-type]
NUMBERS = Prepared(
    select(Question.id, Question.key).where(Question.survey_id == bindparam("of_survey"))
)


def respond(
    survey: Answerable,
    seat: SeatHeld,
    draft: DraftKept,
    asked: Asked,
    *,
    code: str,
    now: datetime,
    chance: random.Random,
) -> None:
    """The response, its voice and its answers. Only where answers are named is there a tie."""
    is_named = survey.mode == Mode.NAMED
    voice_id, response_id = random_key(chance), random_key(chance)
    voice = {
        "id": voice_id,
        "occasion_id": survey.id,
        "party_id": seat.party_id,
        "organisation_id": seat.organisation_id if is_named else None,
        "segment": seat.segment,
        "label": None,
        "confidential": not is_named,
    }
    response = {
        "id": response_id,
        "survey_id": survey.id,
        "mode": survey.mode,
        "survey_version_id": asked.version_id,
        "seat_id": seat.id if is_named else None,
        "voice_id": voice_id,
        "party_id": seat.party_id,
        "segment": seat.segment,
        "code_hash": codes.digest(code),
        "origin": Origin.WEB.value,
        "minutes_band": band(now - draft.begun_at),
        "submitted_on": day_of(now),
        "submitted_at": now if is_named else None,
        "art13_version": ART13_VERSION,
    }
    VOICE.run(voice)
    RESPONSE.run(response)
    counted = asked.definition.counted(seat.party_kind, draft.answers)
    tie = {"response_id": response_id, "party_id": seat.party_id}
    _write(tie, asked.definition, counted, survey.id)


def write_answers(response: Response, definition: Definition, answers: Mapping[str, Any]) -> None:
    """Rows for every question that is shown; what is hidden was not answered."""
    db.session.flush()
    counted = definition.counted(response.party.kind, answers)
    tie = {"response_id": response.id, "party_id": response.party_id}
    _write(tie, definition, counted, response.survey_id)


def _write(
    tie: Mapping[str, int], definition: Definition, counted: Mapping[str, Any], survey_id: int
) -> None:
    """The answers that count, as rows that carry `tie`."""
    numbers: dict[str, int] = {key: number for number, key in NUMBERS.all(of_survey=survey_id)}
    rows = [
        {"question_id": numbers[question.key], **tie, **vars(row)}
        for question in definition.questions
        if question.key in counted
        for row in kinds.store(
            question, counted[question.key], str(counted.get(other_key(question.key), ""))
        )
    ]
    ANSWERS.run(*rows)


def day_of(moment: datetime) -> date:
    """The date in Sweden."""
    return moment.astimezone(STOCKHOLM).date()


def band(spent: timedelta) -> str:
    """A duration as a band of minutes: nothing that could point at a time of day."""
    minutes = spent / timedelta(minutes=1)
    return next((name for limit, name in BANDS if minutes < limit), LONGEST)
