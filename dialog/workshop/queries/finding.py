"""Finding workshops, and things on their boards, through what they belong to."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import joinedload

from dialog.extensions import db
from dialog.prepared import Prepared
from dialog.process.models import Occasion
from dialog.workshop.models import Activity, Card, Participant, Place, PlaceKind, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process


def workshops_of(process: Process) -> Sequence[Activity]:
    """The boards of a dialogue with their workshops, in time order."""
    return db.session.scalars(
        select(Activity)
        .join(Activity.workshop)
        .join(Workshop.occasion)
        .where(Occasion.process_id == process.id, Occasion.cancelled_at.is_(None))
        .order_by(Occasion.starts_at.is_(None), Occasion.starts_at, Occasion.id)
        .options(joinedload(Activity.workshop).joinedload(Workshop.occasion))
    ).all()


def by_number(process: Process, number: int) -> Workshop | None:
    """One workshop, found through its process."""
    return db.session.scalars(
        select(Workshop)
        .join(Workshop.occasion)
        .where(Workshop.id == number, Occasion.process_id == process.id)
        .options(joinedload(Workshop.occasion), joinedload(Workshop.note_taker))
    ).first()


def activity_of(workshop_id: int) -> Activity | None:
    """The board of a workshop."""
    return db.session.scalars(_board_of_workshop(), {"workshop": workshop_id}).first()


@cache
def _board_of_workshop() -> Select[Any]:
    """Built once: it is asked for every note on every kind of screen."""
    workshop = joinedload(Activity.workshop).joinedload(Workshop.occasion)
    return (
        select(Activity)
        .where(Activity.workshop_id == bindparam("workshop"))
        .order_by(Activity.position)
        .options(workshop.joinedload(Occasion.process), joinedload(Activity.channel))
    )


def assigned_to(person: Person, process: Process) -> Select[int]:
    """The numbers of the occasions whose board a note-taker keeps."""
    return (
        select(Workshop.id)
        .join(Workshop.occasion)
        .where(Workshop.note_taker_id == person.id, Occasion.process_id == process.id)
    )


def by_code(code_hash: str) -> Workshop | None:
    return db.session.scalars(select(Workshop).where(Workshop.code_hash == code_hash)).first()


def by_token(qr_hash: str) -> Workshop | None:
    return db.session.scalars(select(Workshop).where(Workshop.qr_hash == qr_hash)).first()


def participant_of(workshop_id: int, device_hash: str) -> Participant | None:
    """Who takes part with this device, removed ones included."""
    asked = {"workshop": workshop_id, "device": device_hash}
    return db.session.scalars(_participant(), asked).first()


@cache
def _participant() -> Select[Any]:
    return (
        select(Participant)
        .where(
            Participant.workshop_id == bindparam("workshop"),
            Participant.device_hash == bindparam("device"),
        )
        .options(joinedload(Participant.voice))
    )


STAY = Prepared(  # a hundred screens in a hall ask every ten seconds
    select(Participant.removed_at, Activity.closed_at)
    .join(Activity, Activity.workshop_id == Participant.workshop_id)
    .where(Participant.id == bindparam("number"))
    .order_by(Activity.position)
    .limit(1)
)


class Stay(NamedTuple):
    """When somebody was shown out of a workshop, and when its board was closed."""

    removed_at: datetime | None
    closed_at: datetime | None


def stay_of(participant_id: int) -> Stay | None:
    """What decides whether somebody may go on following the board."""
    found = STAY.first(number=participant_id)
    return Stay(*found) if found else None


def readable_since(moment: datetime) -> Sequence[int]:
    """The numbers of the workshops whose board is open, or was closed after `moment`."""
    return db.session.scalars(
        select(Activity.workshop_id).where(
            Activity.opened_at.is_not(None),
            or_(Activity.closed_at.is_(None), Activity.closed_at >= moment),
        )
    ).all()


def participants_with(device_hashes: Sequence[str]) -> Sequence[Participant]:
    """Who takes part with these devices, removed ones included; the latest first."""
    return db.session.scalars(
        select(Participant)
        .where(Participant.device_hash.in_(device_hashes))
        .order_by(Participant.joined_at.desc(), Participant.id.desc())
    ).all()


def participant_invited(invitation_id: int) -> Participant | None:
    """Who takes part by this invitation, removed ones included."""
    return db.session.scalars(
        select(Participant)
        .where(Participant.invitation_id == invitation_id)
        .options(joinedload(Participant.voice), joinedload(Participant.invitation))
    ).first()


def columns_of(activity: Activity) -> Sequence[Place]:
    """The columns of the board, in order."""
    return db.session.scalars(_columns(), {"activity": activity.id}).all()


@cache
def _columns() -> Select[Any]:
    return (
        select(Place)
        .where(
            Place.activity_id == bindparam("activity"),
            Place.kind == PlaceKind.COLUMN,
            Place.dissolved_at.is_(None),
        )
        .order_by(Place.position, Place.id)
    )


def find_card(activity: Activity, number: int) -> Card | None:
    """One note of the board."""
    return db.session.scalars(
        select(Card)
        .where(Card.activity_id == activity.id, Card.id == number)
        .options(joinedload(Card.contribution), joinedload(Card.place))
    ).first()


def find_place(activity: Activity, number: int) -> Place | None:
    """One column or group of the board that has not been dissolved."""
    return db.session.scalars(
        select(Place).where(
            Place.activity_id == activity.id, Place.id == number, Place.dissolved_at.is_(None)
        )
    ).first()
