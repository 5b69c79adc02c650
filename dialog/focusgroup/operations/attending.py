"""Everybody who came gets a code to speak by; no row joins the code to the name.

Codes follow the number of people that each party has here, as the invitations know it: never who.
"""

from __future__ import annotations

from random import SystemRandom
from typing import TYPE_CHECKING

from dialog.contributions.operations import new_voice
from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.models import FocusGroup
from dialog.focusgroup.operations.beginning import begin, hold, refuse_closed
from dialog.focusgroup.states import group_state
from dialog.invitations.attendance import attendance
from dialog.process.models import PartyKind
from dialog.process.states import OccasionState

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Voice
    from dialog.contributions.operations import Chance
    from dialog.process.models import Occasion, Party

LETTERS = {PartyKind.ASSOCIATION: "F", PartyKind.MUNICIPAL: "T"}
OTHERS = "N"


def give_codes(
    group: FocusGroup, *, by: Person, now: datetime, chance: Chance | None = None
) -> list[str]:
    """As many codes as people here. A code that has spoken stays. Returns the new ones."""
    hold(group)
    refuse_closed(group)
    begin(group, by=by, now=now)
    fresh: list[str] = []
    for row in attendance(group.occasion):
        own = [voice for voice in queries.voices(group) if voice.party_id == row.party.id]
        missing = range(row.present - len(own))
        fresh += [add_speaker(group, row.party, chance=chance).label or "" for _one in missing]
        for voice in reversed(own[row.present :]):
            if queries.spoke(voice):
                break
            db.session.delete(voice)
    db.session.flush()
    return fresh


def follow(occasion: Occasion, by: Person, now: datetime) -> list[str]:
    """Who came has been noted. In a group that is talking, everybody has their code at once."""
    group = db.session.get_one(FocusGroup, occasion.id)
    if group_state(group, now) is OccasionState.OPEN:
        return give_codes(group, by=by, now=now)
    return []


def without_code(group: FocusGroup) -> bool:
    """Whether more people are here than there are codes: noted before the group opened."""
    codes = [voice.party_id for voice in queries.voices(group)]
    return any(row.present > codes.count(row.party.id) for row in attendance(group.occasion))


def add_speaker(group: FocusGroup, party: Party, *, chance: Chance | None = None) -> Voice:
    """The next code of a party: F for associations, T for officials, N for others."""
    letter = LETTERS.get(PartyKind(party.kind), OTHERS)
    taken = [v.label or "" for v in queries.voices(group) if (v.label or "").startswith(letter)]
    number = max((int(label[1:]) for label in taken if label[1:].isdecimal()), default=0) + 1
    voice = new_voice(
        group.occasion,
        party,
        confidential=False,
        label=f"{letter}{number}",
        chance=chance or SystemRandom(),
    )
    db.session.flush()
    return voice
