"""What those who answer need to know of their survey and their seat, read as plain facts.

Pages of a survey are asked for by many at once, so nothing here is an entity of the session: a row
becomes these, and what changes is written by one statement.

Drafts are read here for the answering pages alone. What the team sees is whether a seat has a
receipt, never when a page was opened or what stands in a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from dialog.extensions import db
from dialog.process.models import Party
from dialog.survey.hours import Hours
from dialog.survey.models import Draft, Mode, Receipt, Seat, SeatInvitation, Survey

if TYPE_CHECKING:
    from dialog.invitations.models import Invitation


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A survey as it is for those who answer."""

    id: int
    process_id: int
    mode: str
    seat_rule: str
    hours: Hours

    @property
    def is_confidential(self) -> bool:
        return self.mode == Mode.CONFIDENTIAL

    @property
    def opened_at(self) -> datetime | None:
        return self.hours.opened_at

    @property
    def ends_at(self) -> datetime | None:
        """The closing time as it is shown."""
        return self.hours.ends_at

    def is_open(self, now: datetime) -> bool:
        return self.hours.is_open(now)

    def takes(self, page_opened_at: datetime, now: datetime) -> bool:
        return self.hours.takes(page_opened_at, now)


Answerable = Survey | OpenSurvey


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """The right to one response: whose, as it was frozen."""

    id: int
    party_id: int
    party_kind: str
    organisation_id: int | None
    segment: str | None


@dataclass(frozen=True, slots=True)
class DraftKept:
    """What has been filled in so far, and how many times it has changed."""

    answers: Mapping[str, Any]
    page: int
    version: int
    begun_at: datetime
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """A seat with what is filled in so far, or with the day on its receipt."""

    seat: SeatHeld
    draft: DraftKept | None
    receipt: date | None


SEAT_COLUMNS = (Seat.id, Party.id, Party.kind, Seat.organisation_id, Seat.segment)
DRAFT_COLUMNS = (Draft.answers, Draft.page, Draft.version, Draft.begun_at, Draft.saved_at)
LYING = (
    select(*SEAT_COLUMNS, *DRAFT_COLUMNS, Receipt.answered_on)
    .join(SeatInvitation, SeatInvitation.seat_id == Seat.id)
    .join(Party, Party.id == Seat.party_id)
    .outerjoin(Draft, Draft.seat_id == Seat.id)
    .outerjoin(Receipt, Receipt.seat_id == Seat.id)
    .where(SeatInvitation.invitation_id == bindparam("number"))
)
HOLDING = (
    select(Seat.id)
    .join(SeatInvitation, SeatInvitation.seat_id == Seat.id)
    .where(SeatInvitation.invitation_id == bindparam("number"))
    .with_for_update(of=Seat)
)


def hold(number: int) -> None:
    """Hold the seat of invitation `number` until commit: who shares it writes one after the other.

    First the row, then what it guards: what was read before waiting may have changed since. On
    SQLite a writing transaction holds everything already.
    """
    if db.engine.dialect.name != "sqlite":
        db.session.execute(HOLDING, {"number": number})


def sheet(invitation: Invitation, *, lock: bool = False) -> Sheet | None:
    """What lies at the seat of `invitation`; None when it has no seat yet. With `lock` it is held."""
    return sheet_of(invitation.id, lock=lock)


def sheet_of(number: int, *, lock: bool = False) -> Sheet | None:
    """What lies at the seat of the invitation `number`."""
    if lock:
        hold(number)
    row = db.session.execute(LYING, {"number": number}).first()
    return read_sheet(tuple(row)) if row else None


def read_sheet(row: tuple[Any, ...]) -> Sheet | None:
    """Columns of the seat, the draft and the receipt, in this order, as a sheet."""
    seat, draft, answered_on = row[:5], row[5:10], row[10]
    if seat[0] is None:
        return None
    return Sheet(SeatHeld(*seat), DraftKept(*draft) if draft[0] is not None else None, answered_on)
