"""How many were asked and how many answered, by party. Exact: it is participation, not opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from dialog.extensions import db
from dialog.invitations.figures import is_delivered
from dialog.invitations.models import Invitation, Sending
from dialog.survey.models import Receipt, Seat, SeatInvitation, Survey
from dialog.survey.seats import place_of

if TYPE_CHECKING:
    from dialog.process.models import Party


@dataclass(frozen=True)
class Rate:
    """One party's part: seats asked, answered, and those that no letter has reached."""

    party: Party
    asked: int
    answered: int
    unreached: int

    @property
    def share(self) -> float:
        """Answered of asked, 0–1."""
        return self.answered / self.asked if self.asked else 0.0


def response_rate(survey: Survey) -> list[Rate]:
    """One rate for each party of the dialogue that anybody was invited from, in their order.

    A seat counts as asked when a letter to one of its invitations was delivered or printed, or
    when it has answered; else it is unreached, and shown apart.
    """
    answered = set(
        db.session.scalars(select(Receipt.seat_id).where(Receipt.survey_id == survey.id))
    )
    reached: dict[tuple[int, object], bool] = {}
    used: dict[int, int] = {}
    seats = {seat.id: seat for seat in db.session.scalars(_seats(survey))}
    for invitation, seat_id in _invitations(survey):
        seat = seats.get(seat_id or 0)
        if invitation.is_revoked and (seat is None or seat.id not in answered):
            continue
        party_id = seat.party_id if seat else invitation.party_id
        key = (party_id, seat.id if seat else (place_of(invitation, survey.seat_rule)))
        has_answered = seat is not None and seat.id in answered
        reached[key] = reached.get(key, False) or has_answered or is_delivered(invitation)
    for seat_id in answered:
        used[seats[seat_id].party_id] = used.get(seats[seat_id].party_id, 0) + 1
    return [
        Rate(
            party=party,
            asked=sum(1 for (of, _), yes in reached.items() if of == party.id and yes),
            answered=used.get(party.id, 0),
            unreached=sum(1 for (of, _), yes in reached.items() if of == party.id and not yes),
        )
        for party in survey.occasion.process.parties
        if any(of == party.id for of, _ in reached)
    ]


def _seats(survey: Survey):  # type: ignore[no-untyped-def]
    return select(Seat).where(Seat.survey_id == survey.id)


def _invitations(survey: Survey) -> list[tuple[Invitation, int | None]]:
    rows = db.session.execute(
        select(Invitation, SeatInvitation.seat_id)
        .outerjoin(SeatInvitation, SeatInvitation.invitation_id == Invitation.id)
        .where(Invitation.occasion_id == survey.id)
        .options(
            joinedload(Invitation.contact),
            joinedload(Invitation.party),
            selectinload(Invitation.sendings).joinedload(Sending.letter),
        )
    )
    return [(row[0], row[1]) for row in rows]
