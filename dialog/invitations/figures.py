"""How many were asked, reached, said yes and came: exact, party by party."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.extensions import db
from dialog.invitations.attendance import attendance
from dialog.invitations.models import Invitation, Sending, SendingKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dialog.process.models import Occasion, Party


@dataclass
class Figures:
    """One party's figures for one occasion."""

    asked: int = 0  # invitations whose link stands
    sent: int = 0  # of them, with a letter that has left, or could not, or on paper
    delivered: int = 0  # of them, with a letter that left and did not come back, or on paper
    bounced: int = 0  # of them, with letters that could not be delivered, and none on paper
    yes: int = 0  # said so last, whether they came or not
    no: int = 0
    came: int = 0  # with an invitation
    walked_in: int = 0  # without
    done: int = 0  # need no reminder

    @property
    def took_part(self) -> int:
        return self.came + self.walked_in


@dataclass
class Overview:
    """The figures of an occasion: for each party in the process's order, and together."""

    by_party: list[tuple[Party, Figures]] = field(default_factory=list)
    total: Figures = field(default_factory=Figures)


def figures(occasion: Occasion, done: Collection[int] = ()) -> Overview:
    """Count invitations, letters and replies of `occasion`. Revoked links are not counted."""
    found: dict[int, Figures] = defaultdict(Figures)
    for invitation in _invitations(occasion):
        _count(found[invitation.party_id], invitation, done)
    overview = Overview()
    for row in attendance(occasion):
        own = found[row.party.id]
        own.yes, own.no, own.came, own.walked_in = (
            row.booked,
            row.declined,
            row.came,
            row.walked_in,
        )
        overview.by_party.append((row.party, own))
        for name in Figures.__dataclass_fields__:
            setattr(overview.total, name, getattr(overview.total, name) + getattr(own, name))
    return overview


def _invitations(occasion: Occasion) -> Sequence[Invitation]:
    return (
        db.session.scalars(
            select(Invitation)
            .where(Invitation.occasion_id == occasion.id, Invitation.revoked_at.is_(None))
            .options(
                joinedload(Invitation.contact),
                joinedload(Invitation.sendings).joinedload(Sending.letter),
            )
        )
        .unique()
        .all()
    )


def _count(figures: Figures, invitation: Invitation, done: Collection[int]) -> None:
    """Add one invitation and its letters to its party's figures."""
    figures.asked += 1
    figures.sent += invitation.has_been_sent
    figures.delivered += is_delivered(invitation)
    figures.bounced += is_bounced(invitation)
    figures.done += invitation.id in done


def is_delivered(invitation: Invitation) -> bool:
    """A letter left and the address takes letters, or one was handed over on paper."""
    if SendingKind.PRINTED in invitation.kinds:
        return True
    contact = invitation.contact
    arrives = contact is not None and contact.bounced_at is None
    return arrives and any(
        sending.letter is not None and sending.letter.may_have_arrived
        for sending in invitation.written
    )


def is_bounced(invitation: Invitation) -> bool:
    """Letters were written, and none of them can have arrived."""
    if not invitation.written or is_delivered(invitation):
        return False
    contact = invitation.contact
    return (contact is not None and contact.bounced_at is not None) or all(
        sending.letter is not None and (sending.letter.failed_at or sending.letter.returned_at)
        for sending in invitation.written
    )
