"""Coming in, choosing a side, being shown out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.contributions.operations import new_voice
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.workshop import queries
from dialog.workshop.models import Participant, Workshop
from dialog.workshop.operations import common

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.operations import Chance
    from dialog.process.models import Party
    from dialog.workshop.models import Activity

# The text about personal data and public records that a participant has read: raised when it changes.
INFORMATION = "2026-11"


def join(
    activity: Activity, party: Party, *, device_hash: str, chance: Chance, now: datetime
) -> Participant:
    """A device comes in and speaks for `party`. The same device again is the same participant."""
    workshop = activity.workshop
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update())
    known = queries.participant_of(workshop.id, device_hash)
    if known is not None and not known.is_removed:
        return known
    if known is not None or not workshop.lets_in(now):
        raise Refusal(_("The door is closed. Ask whoever leads the workshop."))
    coloured = set(queries.coloured_parties(activity))
    voice = new_voice(workshop.occasion, party, confidential=True, chance=chance)
    participant = Participant(
        workshop=workshop,
        voice=voice,
        device_hash=device_hash,
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
