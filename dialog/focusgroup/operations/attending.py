"""Who came. Everybody who came gets a code to speak by; no row joins the code to the name."""

from __future__ import annotations

from random import SystemRandom
from typing import TYPE_CHECKING

from dialog.contributions.operations import new_voice
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.attendance import attendance
from dialog.focusgroup.attendance import came as those_who_came
from dialog.focusgroup.operations.beginning import begin, hold, refuse_closed
from dialog.invitations.models import ReplyKind
from dialog.invitations.operations import reply
from dialog.process.models import PartyKind
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Voice
    from dialog.contributions.operations import Chance
    from dialog.focusgroup.models import FocusGroup
    from dialog.invitations.models import Invitation
    from dialog.process.models import Party
    from dialog.register.models import Organisation

LETTERS = {PartyKind.ASSOCIATION: "F", PartyKind.MUNICIPAL: "T"}
OTHERS = "N"


def came(
    group: FocusGroup,
    invitation: Invitation,
    *,
    by: Person,
    now: datetime,
    chance: Chance | None = None,
) -> Voice | None:
    """Somebody who was invited is here. Returns their code; None when it was already noted."""
    _ready(group, by, now)
    if invitation.id in those_who_came(group.occasion):
        return None
    reply(group.occasion, ReplyKind.CAME, invitation.party, invitation=invitation, now=now, by=by)
    return add_speaker(group, invitation.party, chance=chance)


def did_not_come(group: FocusGroup, invitation: Invitation, *, by: Person, now: datetime) -> None:
    """They had been noted as here by mistake: what they answered before stands again."""
    _ready(group, by, now)
    if invitation.id not in those_who_came(group.occasion):
        return
    answers = [one.kind for one in invitation.replies if one.kind != ReplyKind.CAME]
    kind = ReplyKind.YES if ReplyKind.YES in answers[-1:] else ReplyKind.NO
    reply(group.occasion, kind, invitation.party, invitation=invitation, now=now, by=by)
    _drop_unused_code(group, invitation.party)


def walked_in(
    group: FocusGroup,
    party: Party,
    *,
    organisation: Organisation | None = None,
    by: Person,
    now: datetime,
    chance: Chance | None = None,
) -> Voice:
    """Somebody came without being booked, and gets a code like everybody else."""
    _ready(group, by, now)
    reply(group.occasion, ReplyKind.WALKED_IN, party, organisation=organisation, now=now, by=by)
    return add_speaker(group, party, chance=chance)


def take_back_walk_in(group: FocusGroup, party: Party, *, by: Person, now: datetime) -> None:
    """One too many had been counted."""
    _ready(group, by, now)
    rows = attendance(group.occasion, group.occasion.process.parties)
    if not any(row.party.id == party.id and row.walked_in for row in rows):
        raise Refusal(_("Nobody of that party has come unbooked."))
    reply(group.occasion, ReplyKind.NO, party, now=now, by=by)
    _drop_unused_code(group, party)


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


def give_codes(
    group: FocusGroup, *, by: Person, now: datetime, chance: Chance | None = None
) -> int:
    """Codes for those who were noted as here elsewhere. Returns how many were new."""
    _ready(group, by, now)
    missing = without_code(group)
    for party, count in missing:
        for _one in range(count):
            add_speaker(group, party, chance=chance)
    return sum(count for _party, count in missing)


def without_code(group: FocusGroup) -> list[tuple[Party, int]]:
    """The parties with more people here than codes, and how many more."""
    codes = [voice.party_id for voice in queries.voices(group)]
    rows = attendance(group.occasion, group.occasion.process.parties)
    missing = [(row.party, row.present - codes.count(row.party.id)) for row in rows]
    return [(party, count) for party, count in missing if count > 0]


def _ready(group: FocusGroup, by: Person, now: datetime) -> None:
    hold(group)
    refuse_closed(group)
    begin(group, by=by, now=now)


def _drop_unused_code(group: FocusGroup, party: Party) -> None:
    """The party's last code goes, unless it has spoken."""
    own = [voice for voice in queries.voices(group) if voice.party_id == party.id]
    if own and not queries.spoke(own[-1]):
        db.session.delete(own[-1])
        db.session.flush()
