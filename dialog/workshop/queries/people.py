"""Who is in the room, by side; and what one participant has written and chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, or_, select

from dialog.contributions.models import Voice
from dialog.extensions import db
from dialog.process.models import Party, Process
from dialog.workshop.models import Card, Dot, Participant, Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialog.workshop.models import Activity, Workshop

GROUP = PlaceKind.GROUP.value


@dataclass(frozen=True)
class Side:
    """A party and how many of it are in the room. `coloured`: its notes carry its colour."""

    party: Party
    joined: int
    coloured: bool


def sides_of(activity: Activity) -> list[Side]:
    """Every party of the dialogue, in order."""
    process = activity.workshop.occasion.process
    rows = db.session.execute(
        select(Voice.party_id, func.count(Participant.id))
        .join(Participant, Participant.voice_id == Voice.id)
        .where(Participant.workshop_id == activity.workshop_id, Participant.removed_at.is_(None))
        .group_by(Voice.party_id)
    )
    joined = {row[0]: row[1] for row in rows}
    coloured = coloured_parties(activity)
    return [Side(party, joined.get(party.id, 0), party.id in coloured) for party in process.parties]


def coloured_parties(activity: Activity) -> dict[int, Party]:
    """The parties whose notes carry their colour: so many have joined that it names nobody."""
    parties = db.session.scalars(_coloured(), {"workshop": activity.workshop_id})
    return {party.id: party for party in parties}


@cache
def _coloured() -> Select[Any]:
    return (
        select(Party)
        .join(Voice, Voice.party_id == Party.id)
        .join(Process, Process.id == Party.process_id)
        .outerjoin(Participant, Participant.voice_id == Voice.id)
        .where(
            Voice.occasion_id == bindparam("workshop"),
            or_(Participant.id.is_(None), Participant.removed_at.is_(None)),
        )
        .group_by(Party.id, Process.k)
        .having(func.count(Voice.id) >= Process.k)
    )


def participants_of(workshop: Workshop) -> Sequence[Participant]:
    """The devices in the room, the latest first."""
    return db.session.scalars(
        select(Participant)
        .where(Participant.workshop_id == workshop.id)
        .order_by(Participant.removed_at.is_not(None), Participant.id.desc())
    ).all()


def own_cards(participant: Participant, activity: Activity) -> Sequence[Card]:
    """What one participant has written, the latest first."""
    return db.session.scalars(
        select(Card)
        .where(Card.participant_id == participant.id, Card.activity_id == activity.id)
        .order_by(Card.id.desc())
    ).all()


def dots_of(participant: Participant, activity: Activity) -> Sequence[Dot]:
    """The dots of one participant that lie on the board, the latest first."""
    return db.session.scalars(
        select(Dot)
        .where(
            Dot.participant_id == participant.id,
            Dot.activity_id == activity.id,
            Dot.taken_back_at.is_(None),
        )
        .order_by(Dot.id.desc())
    ).all()


def voters(activity: Activity) -> int:
    """How many have laid at least one dot: that they did, not where."""
    return (
        db.session.scalar(
            select(func.count(Dot.participant_id.distinct())).where(
                Dot.activity_id == activity.id, Dot.taken_back_at.is_(None)
            )
        )
        or 0
    )


@dataclass(frozen=True)
class LyingDot:
    """A dot on the board: whose voice, which side, on what. On a grouped note: on the group."""

    voice_id: int
    party_id: int
    target: str


def lying_dots(activity: Activity) -> list[LyingDot]:
    """Every dot that lies on the board now. Read when the voting ends, and then only."""
    rows = db.session.execute(
        select(Voice.id, Voice.party_id, Dot.card_id, Dot.place_id, Place.id, Place.kind)
        .select_from(Dot)
        .join(Participant, Participant.id == Dot.participant_id)
        .join(Voice, Voice.id == Participant.voice_id)
        .outerjoin(Card, Card.id == Dot.card_id)
        .outerjoin(Place, Place.id == Card.place_id)
        .where(Dot.activity_id == activity.id, Dot.taken_back_at.is_(None))
    )
    return [
        LyingDot(row[0], row[1], _target(row[2], row[3], row[4] if row[5] == GROUP else None))
        for row in rows
    ]


def _target(card_id: int | None, place_id: int | None, group_id: int | None) -> str:
    group = place_id or group_id
    return f"place:{group}" if group else f"card:{card_id}"
