"""Somebody arrives by personal link: all that their page needs to know, in one statement.

Pages of a survey are asked for by many at once, so nothing is looked up twice: the invitation and
whether its link still stands, the survey and what it asks, the seat with its draft or receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.process.models import Occasion, Party, Turn
from dialog.process.states import ENDINGS
from dialog.register.models import Contact, Organisation
from dialog.survey.answering_queries import Asked, Sheet, parsed
from dialog.survey.models import Draft, Receipt, Seat, SeatInvitation, Survey, SurveyVersion

if TYPE_CHECKING:
    from datetime import datetime

_later = aliased(SurveyVersion)
_latest_number = (
    select(func.max(_later.number)).where(_later.survey_id == Survey.id).scalar_subquery()
)
_last_turn = (
    select(Turn.kind)
    .where(Turn.process_id == Occasion.process_id, Turn.stage_id.is_(None))
    .order_by(Turn.at.desc(), Turn.id.desc())
    .limit(1)
    .scalar_subquery()
)
# Built once: putting a statement together costs more than running it.
ARRIVING = (
    select(
        Invitation,
        Occasion,
        Survey,
        Party,
        Seat,
        Draft,
        Receipt,
        Organisation.name,
        Contact.locale,
        SurveyVersion.id,
        cast(SurveyVersion.definition, Text),
        _last_turn,
    )
    .join(Occasion, Occasion.id == Invitation.occasion_id)
    .join(Survey, Survey.id == Occasion.id)
    .join(SurveyVersion, SurveyVersion.survey_id == Survey.id)
    .join(Party, Party.id == Invitation.party_id)
    .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
    .outerjoin(Contact, Contact.id == Invitation.contact_id)
    .outerjoin(SeatInvitation, SeatInvitation.invitation_id == Invitation.id)
    .outerjoin(Seat, Seat.id == SeatInvitation.seat_id)
    .outerjoin(Draft, Draft.seat_id == Seat.id)
    .outerjoin(Receipt, Receipt.seat_id == Seat.id)
    .where(Invitation.id == bindparam("number"), SurveyVersion.number == _latest_number)
)
HOLDING = (
    select(Seat.id)
    .join(SeatInvitation, SeatInvitation.seat_id == Seat.id)
    .where(SeatInvitation.invitation_id == bindparam("number"))
    .with_for_update(of=Seat)
)


@dataclass(frozen=True)
class Arrival:
    """The one who is invited, and what lies before them."""

    invitation: Invitation
    occasion: Occasion
    survey: Survey
    party: Party
    sheet: Sheet | None
    asked: Asked
    organisation: str
    locale: str
    has_ended: bool

    def is_let_in(self, generation: int, now: datetime) -> bool:
        """Whether the link that was opened in `generation` still stands.

        From the opening of the survey until its closing, and the quarter of an hour after.
        """
        return (
            self.invitation.generation == generation
            and not self.invitation.is_revoked
            and not self.occasion.is_cancelled
            and not self.has_ended
            and self.survey.opened_at is not None
            and self.survey.takes(self.survey.opened_at, now)
        )


def arrival(number: int, *, lock: bool = False) -> Arrival | None:
    """Who holds the invitation `number` to a survey. With `lock` the seat is held until commit.

    The lock comes first and the reading after, so that two who share a seat see each other's. On
    SQLite a writing transaction holds everything already.
    """
    known = {"number": number}
    if lock and db.engine.dialect.name != "sqlite":
        db.session.execute(HOLDING, known)
    row: Any = db.session.execute(ARRIVING, known).first()
    if row is None:
        return None
    invitation, occasion, survey, party, seat, draft, receipt, *rest = row
    organisation, locale, version_id, definition, last_turn = rest
    return Arrival(
        invitation=invitation,
        occasion=occasion,
        survey=survey,
        party=party,
        sheet=Sheet(seat, draft, receipt) if seat is not None else None,
        asked=Asked(version_id, parsed(definition)),
        organisation=organisation or "",
        locale=locale or "",
        has_ended=last_turn in ENDINGS,
    )
