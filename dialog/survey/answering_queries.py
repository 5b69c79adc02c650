"""Readings for those who answer, and who has: what is asked, responses, receipts.

What lies at a seat that has not been used yet is read in `sheets`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.contributions.queries import own_words
from dialog.extensions import db
from dialog.prepared import Prepared
from dialog.process.models import OwnerBoard, Process, Stage
from dialog.survey import codes
from dialog.survey.definition import Definition, Kind, other_key
from dialog.survey.models import (
    Answer,
    Receipt,
    Response,
    SeatInvitation,
    Survey,
    SurveyVersion,
)

if TYPE_CHECKING:
    from dialog.invitations.models import Invitation
    from dialog.process.models import Occasion


@dataclass(frozen=True)
class Asked:
    """What is asked now, and the number of the version that says so."""

    version_id: int
    definition: Definition


def asked(survey: Survey) -> Asked:
    """The current version. Parsed once for each text it has had, whatever database it lies in."""
    version_id, text = db.session.execute(
        select(SurveyVersion.id, cast(SurveyVersion.definition, Text))
        .where(SurveyVersion.survey_id == survey.id)
        .order_by(SurveyVersion.number.desc())
        .limit(1)
    ).one()
    return Asked(version_id, parsed(text))


@lru_cache(maxsize=64)
def parsed(text: str) -> Definition:
    """The definition that a version's JSON holds."""
    return Definition.from_json(json.loads(text))


@dataclass(frozen=True, slots=True)
class About:
    """What the first page tells of the dialogue: why it asks, who, how small groups may be."""

    purpose: str
    k: int
    boards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The stages of the dialogue, and from when each is planned."""

    k: int
    stages: tuple[tuple[str, date | None], ...]


ABOUT = Prepared(
    select(Process.purpose, Process.k, OwnerBoard.name)
    .outerjoin(OwnerBoard, OwnerBoard.process_id == Process.id)
    .where(Process.id == bindparam("number"))
    .order_by(OwnerBoard.position)
)
AHEAD = Prepared(
    select(Process.k, Stage.kind, Stage.planned_from)
    .outerjoin(Stage, Stage.process_id == Process.id)
    .where(Process.id == bindparam("number"))
    .order_by(Stage.position)
)


def about(process_id: int) -> About:
    """The dialogue behind a survey, for its first page."""
    rows = ABOUT.all(number=process_id)
    return About(rows[0][0], rows[0][1], tuple(name for _why, _k, name in rows if name))


def ahead(process_id: int) -> Ahead:
    """What the dialogue has planned, for the page that says what happens now."""
    rows = AHEAD.all(number=process_id)
    return Ahead(rows[0][0], tuple((kind, planned) for _k, kind, planned in rows if kind))


def survey_of(invitation: Invitation) -> Survey:
    """The survey somebody is invited to."""
    return db.session.get_one(Survey, invitation.occasion_id)


def response_at(seat_id: int) -> Response | None:
    """The response of a seat, where they are named."""
    return db.session.scalars(
        select(Response).where(Response.seat_id == seat_id).options(*WITH_ANSWERS)
    ).first()


def response_by_code(text: str) -> Response | None:
    """The response that a code opens."""
    if not codes.is_code(text):
        return None
    return db.session.scalars(
        select(Response).where(Response.code_hash == codes.digest(text)).options(*WITH_ANSWERS)
    ).first()


WITH_ANSWERS = (
    joinedload(Response.survey).joinedload(Survey.occasion),
    joinedload(Response.party),
    selectinload(Response.answers).joinedload(Answer.question),
)


def answers_of(response: Response, words: Mapping[int, str] | None = None) -> dict[str, Any]:
    """What was answered, in the form of a draft. Texts that became contributions are read there.

    They are one's own words, unless the contributions' `words` are given.
    """
    if words is None:
        words = own_words([row.contribution_id for row in response.answers if row.contribution_id])
    found: dict[str, Any] = {}
    for row in response.answers:
        key = row.question.key
        text = words.get(row.contribution_id or 0)
        if row.question.kind == Kind.MULTIPLE:
            found.setdefault(key, []).append(row.choice)
        else:
            found[key] = _value(row, text)
        beside = row.other or (text if row.choice is not None else None)
        if beside:
            found[other_key(key)] = beside
    return found


def _value(row: Answer, text: str | None) -> str | None:
    if row.choice is not None:
        return row.choice
    if row.number is not None:
        return f"{row.number:.6f}".rstrip("0").rstrip(".")
    if row.day is not None:
        return row.day.isoformat()
    return row.text if row.text is not None else text


def done(occasion: Occasion) -> Collection[int]:
    """The invitations whose seat has been used: nobody there is reminded."""
    return set(
        db.session.scalars(
            select(SeatInvitation.invitation_id)
            .join(Receipt, Receipt.seat_id == SeatInvitation.seat_id)
            .where(Receipt.survey_id == occasion.id)
        )
    )
