"""Coming in, choosing a side, being shown out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.contributions.operations import new_voice
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.invitations.models import ReplyKind
from dialog.invitations.operations import reply
from dialog.texts import gettext as _
from dialog.workshop import queries
from dialog.workshop.models import Participant, Workshop
from dialog.workshop.operations import common

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.operations import Chance
    from dialog.invitations.models import Invitation
    from dialog.process.models import Party
    from dialog.workshop.models import Activity

# The text about personal data and public records that a participant has read: raised when it changes.
INFORMATION = "2026-12-01"


def join(
    activity: Activity, party: Party, *, device_hash: str, chance: Chance, now: datetime
) -> Participant:
    """A device comes in and speaks for `party`. The same device again is the same participant."""
    workshop = _at_the_door(activity)
    known = queries.participant_of(workshop.id, device_hash)
    if known is not None and not known.is_removed:
        return known
    if known is not None or not workshop.lets_in(now):
        raise Refusal(_("The door is closed. Ask whoever leads the workshop."))
    return _come_in(activity, party, None, device_hash, chance, now)


def join_invited(
    activity: Activity,
    invitation: Invitation,
    *,
    device_hash: str,
    chance: Chance,
    now: datetime,
) -> Participant:
    """Whoever was invited comes in by the personal link: without a code, for the side invited.

    The same invitation is the same participant on every device; a device that is here stays who it
    is. That the invited came is noted with the invitation.
    """
    workshop = _at_the_door(activity)
    here = queries.participant_of(workshop.id, device_hash)
    known = here or queries.participant_invited(invitation.id)
    if known is not None and not known.is_removed:
        return known
    if known is not None or not may_join_invited(activity):
        raise Refusal(_("The door is closed. Ask whoever leads the workshop."))
    if invitation.latest_reply != ReplyKind.CAME:
        reply(workshop.occasion, ReplyKind.CAME, invitation.party, invitation=invitation, now=now)
    return _come_in(activity, invitation.party, invitation, device_hash, chance, now)


def may_join_invited(activity: Activity) -> bool:
    """Whether personal links open the board: as long as it is open and its door not locked."""
    return activity.is_open and not activity.workshop.is_locked


def _at_the_door(activity: Activity) -> Workshop:
    """The workshop, held until commit: two taps on the same button come in one after the other."""
    workshop = activity.workshop
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update())
    return workshop


def _come_in(
    activity: Activity,
    party: Party,
    invitation: Invitation | None,
    device_hash: str,
    chance: Chance,
    now: datetime,
) -> Participant:
    """A voice of its own, and a row for the device it speaks through."""
    coloured = set(queries.coloured_parties(activity))
    voice = new_voice(activity.workshop.occasion, party, confidential=True, chance=chance)
    participant = Participant(
        workshop=activity.workshop,
        voice=voice,
        device_hash=device_hash,
        invitation=invitation,
        joined_at=now,
        art13_version=INFORMATION,
    )
    db.session.add(participant)
    db.session.flush()
    tell_of_people(activity, coloured, now)
    return participant


def choose_party(
    activity: Activity, participant: Participant, party: Party, *, now: datetime
) -> None:
    """Speak for another side. Only before the first note and dot: afterwards it stands."""
    common.lock(activity)
    if participant.voice.party_id == party.id:
        return
    if participant.is_invited:
        raise Refusal(_("You speak for the side that was invited."))
    if queries.own_cards(participant, activity) or queries.dots_of(participant, activity):
        raise Refusal(
            _("You have already written or voted for your side. Ask whoever leads the workshop.")
        )
    coloured = set(queries.coloured_parties(activity))
    participant.voice.party = party
    db.session.flush()
    tell_of_people(activity, coloured, now)


def remove_participant(
    activity: Activity, participant: Participant, *, by: Person, now: datetime
) -> None:
    """Show one device out. What was written with it stays; it can be hidden note by note."""
    if participant.is_removed:
        return
    coloured = set(queries.coloured_parties(activity))
    participant.removed_at = now
    occasion = activity.workshop.occasion
    journal.record(
        "workshop.device_removed",
        by=by,
        about=activity.workshop,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
    )
    tell_of_people(activity, coloured, now)


def tell_of_people(activity: Activity, coloured: set[int], now: datetime) -> None:
    """Announce who is here; and the whole board when a side has got, or lost, its colour."""
    common.announce(activity, "people", [activity.id], now)
    if set(queries.coloured_parties(activity)) != coloured:
        common.announce(activity, "colours", [activity.id], now)
