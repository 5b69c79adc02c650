"""Somebody arrives by personal link: all that their page needs to know, in one statement.

Pages of a survey are asked for by many at once, so nothing is looked up twice: the invitation and
whether its link still stands, the survey and what it asks, the seat with its draft or receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from dialog.invitations.models import Invitation
from dialog.prepared import Prepared
from dialog.process.models import Occasion, Party, Turn, TurnKind
from dialog.process.states import ENDINGS
from dialog.register.models import Contact, Organisation
from dialog.survey.answering_queries import Asked, parsed
from dialog.survey.hours import Hours
from dialog.survey.models import Draft, Receipt, Seat, SeatInvitation, Survey, SurveyVersion
from dialog.survey.sheets import (
    DRAFT_COLUMNS,
    SEAT_COLUMNS,
    OpenSurvey,
    Sheet,
    hold,
    read_sheet,
)

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
# A seat's party is frozen; before there is a seat it is the invitation's.
ARRIVING = Prepared(
    select(
        *SEAT_COLUMNS,
        *DRAFT_COLUMNS,
        Receipt.answered_on,
        Survey.id,
        Occasion.process_id,
        Survey.mode,
        Survey.seat_rule,
        Survey.opened_at,
        Survey.closed_at,
        Occasion.ends_at,
        SurveyVersion.id,
        cast(SurveyVersion.definition, Text),
        Invitation.generation,
        Invitation.revoked_at,
        Occasion.cancelled_at,
        Invitation.organisation_id,
        Organisation.name,
        Contact.locale,
        _last_turn,
    )
    .select_from(Invitation)
    .join(Occasion, Occasion.id == Invitation.occasion_id)
    .join(Survey, Survey.id == Occasion.id)
    .join(SurveyVersion, SurveyVersion.survey_id == Survey.id)
    .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
    .outerjoin(Contact, Contact.id == Invitation.contact_id)
    .outerjoin(SeatInvitation, SeatInvitation.invitation_id == Invitation.id)
    .outerjoin(Seat, Seat.id == SeatInvitation.seat_id)
    .join(Party, Party.id == func.coalesce(Seat.party_id, Invitation.party_id))
    .outerjoin(Draft, Draft.seat_id == Seat.id)
    .outerjoin(Receipt, Receipt.seat_id == Seat.id)
    .where(Invitation.id == bindparam("number"), SurveyVersion.number == _latest_number)
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The one who is invited, and what lies before them."""

    number: int
    survey: OpenSurvey
    party_kind: str
    sheet: Sheet | None
    asked: Asked
    generation: int
    is_withdrawn: bool
    organisation_id: int | None
    organisation: str
    locale: str
    has_ended: bool
    is_paused: bool

    def is_let_in(self, generation: int, now: datetime) -> bool:
        """Whether the link that was opened in `generation` still stands.

        From the opening of the survey until its closing, and the quarter of an hour after.
        """
        return (
            self.generation == generation
            and not self.is_withdrawn
            and not self.has_ended
            and self.survey.opened_at is not None
            and self.survey.takes(self.survey.opened_at, now)
        )


def arrival(number: int, *, lock: bool = False) -> Arrival | None:
    """Who holds the invitation `number` to a survey. With `lock` the seat is held until commit.

    The lock comes first and the reading after, so that two who share a seat see each other's.
    """
    if lock:
        hold(number)
    row = ARRIVING.first(number=number)
    return _read(number, row) if row else None


def _read(number: int, row: tuple[Any, ...]) -> Arrival:
    survey_id, process_id, mode, seat_rule, *hours = row[11:18]
    version_id, definition, generation, revoked_at, cancelled_at = row[18:23]
    organisation_id, organisation, locale, last_turn = row[23:]
    return Arrival(
        number=number,
        survey=OpenSurvey(survey_id, process_id, mode, seat_rule, Hours(*hours)),
        party_kind=row[2],
        sheet=read_sheet(row),
        asked=Asked(version_id, parsed(definition)),
        generation=generation,
        is_withdrawn=revoked_at is not None or cancelled_at is not None,
        organisation_id=organisation_id,
        organisation=organisation or "",
        locale=locale or "",
        has_ended=last_turn in ENDINGS,
        is_paused=last_turn == TurnKind.PAUSED,
    )
