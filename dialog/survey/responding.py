"""A response is written: who it may be tied to, when it says it came, and its rows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from dialog.contributions.operations import new_voice, random_key
from dialog.extensions import db
from dialog.survey import codes, kinds
from dialog.survey.answering_queries import Asked
from dialog.survey.definition import Definition, other_key
from dialog.survey.models import Answer, Draft, Mode, Origin, Question, Response, Seat, Survey

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BANDS = ((5, "0-5"), (10, "5-10"), (20, "10-20"), (40, "20-40"))
LONGEST = "40-"


def respond(
    survey: Survey,
    seat: Seat,
    draft: Draft,
    asked: Asked,
    *,
    code: str,
    now: datetime,
    chance: random.Random,
) -> Response:
    """The response and its voice. The tie to the seat is made only where answers are named."""
    is_named = survey.mode == Mode.NAMED
    voice = new_voice(
        survey.occasion,
        seat.party,
        confidential=not is_named,
        organisation=seat.organisation if is_named else None,
        segment=seat.segment,
        chance=chance,
    )
    response = Response(
        id=random_key(chance),
        survey_id=survey.id,
        mode=survey.mode,
        survey_version_id=asked.version_id,
        seat_id=seat.id if is_named else None,
        voice=voice,
        party_id=seat.party_id,
        segment=seat.segment,
        code_hash=codes.digest(code),
        origin=Origin.WEB,
        minutes_band=band(now - draft.begun_at),
        submitted_on=day_of(now),
        submitted_at=now if is_named else None,
    )
    response.party = seat.party
    db.session.add(response)
    db.session.flush()
    return response


def write_answers(response: Response, definition: Definition, answers: Mapping[str, Any]) -> None:
    """Rows for every question that is shown; what is hidden was not answered."""
    counted = definition.counted(response.party.kind, answers)
    numbers = {
        key: number
        for number, key in db.session.execute(
            select(Question.id, Question.key).where(Question.survey_id == response.survey_id)
        )
    }
    rows = [
        {
            "response_id": response.id,
            "question_id": numbers[question.key],
            "party_id": response.party_id,
            **asdict(row),
        }
        for question in definition.questions
        if question.key in counted
        for row in kinds.store(
            question, counted[question.key], str(counted.get(other_key(question.key), ""))
        )
    ]
    if rows:
        db.session.execute(insert(Answer.__table__), rows)  # type: ignore[arg-type]


def day_of(moment: datetime) -> date:
    """The date in Sweden."""
    return moment.astimezone(STOCKHOLM).date()


def band(spent: timedelta) -> str:
    """A duration as a band of minutes: nothing that could point at a time of day."""
    minutes = spent / timedelta(minutes=1)
    return next((name for limit, name in BANDS if minutes < limit), LONGEST)
