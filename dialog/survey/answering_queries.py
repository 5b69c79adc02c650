"""Readings for those who answer, and who has: drafts, receipts, rates.

Drafts are read here for the answering pages alone. What the team sees is whether a seat has a
receipt, never when a page was opened or what stands in a draft.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.contributions.queries import own_words
from dialog.extensions import db
from dialog.survey import codes
from dialog.survey.definition import Definition, Kind, other_key
from dialog.survey.models import (
    Answer,
    Draft,
    Receipt,
    Response,
    Seat,
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


@dataclass(frozen=True)
class Sheet:
    """A seat with what is filled in so far, or with its receipt."""

    seat: Seat
    draft: Draft | None
    receipt: Receipt | None


def survey_of(invitation: Invitation) -> Survey:
    """The survey somebody is invited to."""
    return db.session.get_one(Survey, invitation.occasion_id)


def sheet(invitation: Invitation, *, lock: bool = False) -> Sheet | None:
    """What lies at the seat of `invitation`; None when it has no seat yet.

    With `lock` the seat is held until commit: two who share it write one after the other.
    """
    statement = (
        select(Seat, Draft, Receipt)
        .join(SeatInvitation, SeatInvitation.seat_id == Seat.id)
        .outerjoin(Draft, Draft.seat_id == Seat.id)
        .outerjoin(Receipt, Receipt.seat_id == Seat.id)
        .where(SeatInvitation.invitation_id == invitation.id)
    )
    if lock:
        # First the row, then what it guards: what was read before waiting may have changed since.
        db.session.execute(
            select(Seat.id)
            .join(SeatInvitation, SeatInvitation.seat_id == Seat.id)
            .where(SeatInvitation.invitation_id == invitation.id)
            .with_for_update(of=Seat)
        )
        statement = statement.execution_options(populate_existing=True)
    row = db.session.execute(statement).first()
    return Sheet(row[0], row[1], row[2]) if row else None


def draft(seat: Seat) -> Draft | None:
    """What has been filled in at a seat. For the answering pages alone."""
    return db.session.get(Draft, seat.id)


def response_at(seat: Seat) -> Response | None:
    """The response of a seat, where they are named."""
    return db.session.scalars(
        select(Response).where(Response.seat_id == seat.id).options(*WITH_ANSWERS)
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


def answers_of(response: Response) -> dict[str, Any]:
    """What was answered, in the form of a draft. Texts that became contributions are read there."""
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
