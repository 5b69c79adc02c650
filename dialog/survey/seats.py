"""Seats: the right to one response. Party and segment are frozen as a seat is made.

An association answers once, whoever of its contacts does it; an official answers for herself. With
the rule "person" everybody does. Invitations lead to seats, several may lead to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update
from sqlalchemy.orm import aliased, joinedload

from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.process.models import PartyKind
from dialog.survey.models import Dropoff, Seat, SeatInvitation, SeatRule, Survey
from dialog.survey.queries import definition_of

if TYPE_CHECKING:
    from dialog.process.models import Occasion
    from dialog.register.models import Organisation

SegmentOf = Callable[[Invitation], str | None]
# What tells seats apart: (organisation, contact); an organisation's seat has no contact.
Place = tuple[int | None, int | None]


def no_segment(_invitation: Invitation) -> str | None:
    """Nothing but the party is kept of whoever answers."""
    return None


def make_seats(survey: Survey, *, segment_of: SegmentOf = no_segment) -> int:
    """A seat for every invitation that has none, and a counter for every page and party.

    Called as the survey opens, and again when more are invited: what is there stays as it is.
    Returns how many seats are new.
    """
    _lock(survey)
    waiting = db.session.scalars(
        select(Invitation)
        .outerjoin(SeatInvitation, SeatInvitation.invitation_id == Invitation.id)
        .where(
            Invitation.occasion_id == survey.id,
            Invitation.revoked_at.is_(None),
            SeatInvitation.invitation_id.is_(None),
        )
        .order_by(Invitation.id)
        .options(joinedload(Invitation.party))
    ).all()
    _make_counters(survey)
    return _seat(survey, waiting, segment_of)


def seat_late_ones(occasion: Occasion) -> None:
    """Somebody was invited: while the survey is open, everybody invited has a seat."""
    survey = db.session.get(Survey, occasion.id)
    if survey is not None and survey.opened_at is not None and survey.closed_at is None:
        make_seats(survey)


def seat_for(invitation: Invitation, survey: Survey) -> Seat:
    """The seat an invitation leads to; made now for one who was invited after the opening."""
    seat = seat_of(invitation)
    if seat is not None:
        return seat
    _lock(survey)
    if seat_of(invitation) is None:
        _seat(survey, [invitation], no_segment)
    return seat_of(invitation) or _missing(invitation)


def seat_of(invitation: Invitation) -> Seat | None:
    """The seat an invitation leads to, if it has been made."""
    return db.session.scalars(
        select(Seat)
        .join(SeatInvitation, SeatInvitation.seat_id == Seat.id)
        .where(SeatInvitation.invitation_id == invitation.id)
        .options(joinedload(Seat.party), joinedload(Seat.organisation))
    ).first()


def place_of(invitation: Invitation, rule: str) -> Place:
    """Which seat an invitation has a right to. Neither organisation nor contact: one of its own."""
    personal = rule == SeatRule.PERSON or invitation.party.kind == PartyKind.MUNICIPAL
    if personal or invitation.organisation_id is None:
        return invitation.organisation_id, invitation.contact_id
    return invitation.organisation_id, None


def follow(gone: Organisation, kept: Organisation) -> None:
    """Two associations become one: the seats of the one that goes are the other's.

    Where both had a seat in one survey both stay as they are: both may have answered.
    """
    theirs = aliased(Seat)
    taken = select(theirs.survey_id).where(
        theirs.organisation_id == kept.id, theirs.contact_id.is_(None)
    )
    free = or_(Seat.contact_id.is_not(None), Seat.survey_id.not_in(taken))
    numbers = db.session.scalars(select(Seat.id).where(Seat.organisation_id == gone.id, free))
    db.session.execute(
        update(Seat).where(Seat.id.in_(numbers.all())).values(organisation_id=kept.id)
    )


def _make_counters(survey: Survey) -> None:
    """A counter for every page and party, from nought, so that counting is one UPDATE.

    The last page is the one where everything is read through.
    """
    pages = len(definition_of(survey).sections) + 1
    known = {
        (page, party_id)
        for page, party_id in db.session.execute(
            select(Dropoff.page, Dropoff.party_id).where(Dropoff.survey_id == survey.id)
        )
    }
    db.session.add_all(
        Dropoff(survey_id=survey.id, page=page, party_id=party.id, n=0)
        for party in survey.occasion.process.parties
        for page in range(1, pages + 1)
        if (page, party.id) not in known
    )


def _lock(survey: Survey) -> None:
    db.session.flush()
    db.session.execute(select(Survey.id).where(Survey.id == survey.id).with_for_update())


def _seat(survey: Survey, invitations: Iterable[Invitation], segment_of: SegmentOf) -> int:
    """Lead each of `invitations` to its seat, making those that are missing."""
    seats: dict[Place, Seat] = {
        (seat.organisation_id, seat.contact_id): seat
        for seat in db.session.scalars(select(Seat).where(Seat.survey_id == survey.id))
    }
    fresh = 0
    for invitation in invitations:
        place = place_of(invitation, survey.seat_rule)
        seat = seats.get(place) if any(place) else None
        if seat is None:
            fresh += 1
            seat = seats[place] = Seat(
                survey_id=survey.id,
                organisation_id=place[0],
                contact_id=place[1],
                party_id=invitation.party_id,
                segment=segment_of(invitation),
            )
        db.session.add(SeatInvitation(invitation_id=invitation.id, seat=seat))
    db.session.flush()
    return fresh


def _missing(invitation: Invitation) -> Seat:
    raise LookupError(f"Invitation {invitation.id} leads to no seat.")
