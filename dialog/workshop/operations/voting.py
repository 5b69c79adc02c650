"""Dots: laid and taken back, never more than were given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.workshop import queries
from dialog.workshop.models import Dot, Participant, Phase, PlaceKind
from dialog.workshop.operations import common

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.workshop.models import Activity


def give_dot(
    activity: Activity, participant: Participant, target: str, *, client_id: str, now: datetime
) -> Dot:
    """Lay a dot on “card:12” or “place:3”. On a note inside a group it counts for the group."""
    common.lock(activity)
    known = db.session.scalars(
        select(Dot).where(Dot.participant_id == participant.id, Dot.client_id == client_id)
    ).first()
    if known is not None:
        return known
    common.require_phase(activity, Phase.VOTING)
    card_id, place_id = _found(activity, target)
    lying = queries.dots_of(participant, activity)
    free = sorted(set(range(1, activity.dots + 1)) - {dot.ordinal for dot in lying})
    if not free:
        raise Refusal(
            ngettext(
                "You have %(num)s dot and it is laid. Press “Take back” beside it to lay it on "
                "something else.",
                "You have %(num)s dots and all are laid. Press “Take back” beside one of them to "
                "lay it on something else.",
                activity.dots,
            )
        )
    same = [dot for dot in lying if (dot.card_id, dot.place_id) == (card_id, place_id)]
    if len(same) >= activity.dots_per_target:
        raise Refusal(
            _(
                "You have %(dots)s dots, and at most %(most)s may lie on the same note or group. "
                "Lay it on another, or press “Take back” beside one you want to move.",
                dots=activity.dots,
                most=activity.dots_per_target,
            )
        )
    dot = Dot(
        activity_id=activity.id,
        participant_id=participant.id,
        card_id=card_id,
        place_id=place_id,
        ordinal=free[0],
        client_id=client_id,
        given_at=now,
    )
    db.session.add(dot)
    db.session.flush()
    if not lying:
        common.announce(activity, "voters", [activity.id], now)
    return dot


def take_back_dot(activity: Activity, participant: Participant, dot: Dot, *, now: datetime) -> None:
    """Undo one's own dot while the voting is open. Twice changes nothing."""
    common.lock(activity)
    common.require_phase(activity, Phase.VOTING)
    db.session.refresh(dot)
    if dot.taken_back_at is not None:
        return
    dot.taken_back_at = now
    db.session.flush()
    if not queries.dots_of(participant, activity):
        common.announce(activity, "voters", [activity.id], now)


def _found(activity: Activity, target: str) -> tuple[int | None, int | None]:
    """(card, place) that the dot lies on: one of them. Refuses what does not hang on the board."""
    kind, _colon, number = target.partition(":")
    if not number.isdecimal() or len(number) > 15:
        raise Refusal(_("Choose a note or a group to lay the dot on."))
    if kind == "place":
        place = queries.find_place(activity, int(number))
        if place is not None and place.kind == PlaceKind.GROUP:
            return None, place.id
    elif kind == "card":
        note = queries.note_of(activity, int(number))
        card = queries.find_card(activity, int(number))
        if card is not None and note is not None and note.is_shown:
            in_group = card.place.kind == PlaceKind.GROUP
            return (None, card.place_id) if in_group else (card.id, None)
    raise Refusal(_("The note is not on the board any more."))
