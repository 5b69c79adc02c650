"""Noting who came: those who were invited, and those who walked in. It can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.errors import Refusal
from dialog.invitations import presence, queries
from dialog.invitations.attendance import attendance
from dialog.invitations.models import ReplyKind
from dialog.invitations.operations.replies import reply
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.invitations.models import Invitation
    from dialog.process.models import Occasion, Party
    from dialog.register.models import Organisation


def note_who_came(
    occasion: Occasion,
    came: Iterable[Invitation],
    not_here: Iterable[Invitation] = (),
    *,
    by: Person,
    now: datetime,
) -> None:
    """These are here after all, and those are not. Saying it again changes nothing.

    Of those who had been noted by mistake, what they answered before stands again.
    """
    here = {n for n, kind in queries.latest_replies(occasion).items() if kind == ReplyKind.CAME}
    for one in came:
        if one.id not in here:
            reply(occasion, ReplyKind.CAME, one.party, invitation=one, now=now, by=by)
    for one in not_here:
        if one.id in here:
            reply(occasion, _answer_of(one), one.party, invitation=one, now=now, by=by)
    presence.settle(occasion, by, now)


def _answer_of(invitation: Invitation) -> ReplyKind:
    """What somebody had answered before it was noted that they came."""
    answers = [one.kind for one in invitation.replies if one.kind != ReplyKind.CAME]
    return ReplyKind.YES if answers[-1:] == [ReplyKind.YES] else ReplyKind.NO


def walk_in(
    occasion: Occasion,
    party: Party,
    *,
    organisation: Organisation | None = None,
    by: Person,
    now: datetime,
) -> list[str]:
    """Somebody of the party came without an invitation. Returns the codes that were given."""
    reply(occasion, ReplyKind.WALKED_IN, party, organisation=organisation, now=now, by=by)
    return presence.settle(occasion, by, now)


def take_back_walk_in(occasion: Occasion, party: Party, *, by: Person, now: datetime) -> None:
    """One too many had been counted."""
    if not any(row.party.id == party.id and row.walked_in for row in attendance(occasion)):
        raise Refusal(_("Nobody of that party has come without an invitation."))
    reply(occasion, ReplyKind.NO, party, now=now, by=by)
    presence.settle(occasion, by, now)
