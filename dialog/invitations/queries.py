"""Readings about invitations. Who was asked and who came is shown exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.extensions import db
from dialog.invitations.models import Invitation, Reply, ReplyKind, Sending, SendingKind
from dialog.mail.models import Letter
from dialog.mail.queries import WAITING
from dialog.prepared import Prepared
from dialog.process.models import Occasion, OccasionKind, Process, Turn, TurnKind
from dialog.register.models import Contact
from dialog.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Select

WITH_ALL = (
    joinedload(Invitation.occasion).joinedload(Occasion.process).selectinload(Process.turns),
    joinedload(Invitation.contact),
    joinedload(Invitation.organisation),
    joinedload(Invitation.party),
)
SENDINGS = selectinload(Invitation.sendings).joinedload(Sending.letter)
REMINDERS = (SendingKind.REMINDER1.value, SendingKind.REMINDER2.value)
ASKED = {SendingKind.INVITE.value, SendingKind.PRINTED.value}


def invitation(number: int) -> Invitation | None:
    """One invitation with its occasion, contact, organisation and party."""
    return db.session.scalars(
        select(Invitation).where(Invitation.id == number).options(*WITH_ALL)
    ).first()


@dataclass(frozen=True, slots=True)
class Link:
    """A personal link: whose, in which generation, and to what kind of occasion."""

    number: int
    generation: int
    kind: str


OPENING = Prepared(  # many arrive at once
    select(Invitation.id, Invitation.generation, Occasion.kind)
    .join(Occasion, Occasion.id == Invitation.occasion_id)
    .where(Invitation.token_hash == bindparam("digest"))
)
# Stands for a token that fits nothing: as much is looked up for it as for a link that is over.
NO_LINK = Link(0, 0, OccasionKind.SURVEY.value)


def link(token: str) -> Link | None:
    """The link that holds `token`, whether or not it still opens anything."""
    row = OPENING.first(digest=digest(token))
    return Link(*row) if row else None


def broken_off(number: int, generation: int) -> Turn | None:
    """The turn that broke off the dialogue of an invitation that stands; asked in one statement.

    None when it was not broken off, or when the invitation does not stand in that generation.
    """
    latest = db.session.scalars(
        select(Turn)
        .join(Occasion, Occasion.process_id == Turn.process_id)
        .join(Invitation, Invitation.occasion_id == Occasion.id)
        .where(
            Invitation.id == number,
            Invitation.generation == generation,
            Invitation.revoked_at.is_(None),
            Occasion.cancelled_at.is_(None),
            Turn.stage_id.is_(None),
        )
        .order_by(Turn.at.desc(), Turn.id.desc())
        .limit(1)
    ).first()
    return latest if latest is not None and latest.kind == TurnKind.BROKEN_OFF else None


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation whose link holds `token`, whether or not it still opens anything."""
    return db.session.scalars(
        select(Invitation).where(Invitation.token_hash == digest(token)).options(*WITH_ALL)
    ).first()


def invitation_to(occasion: Occasion, number: int) -> Invitation | None:
    """One invitation, found through its occasion."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.id == number, Invitation.occasion_id == occasion.id)
        .options(*WITH_ALL, SENDINGS, selectinload(Invitation.replies))
    ).first()


def occasion(process: Process, number: int) -> Occasion | None:
    """One occasion, found through its process."""
    return db.session.scalars(
        select(Occasion)
        .where(Occasion.id == number, Occasion.process_id == process.id)
        .options(joinedload(Occasion.stage))
    ).first()


def invitations(occasion: Occasion) -> Sequence[Invitation]:
    """Everybody who is asked to `occasion`, with what was sent and what they replied."""
    return db.session.scalars(_invitations_to(occasion)).all()


def _invitations_to(occasion: Occasion) -> Select[Invitation]:
    return (
        select(Invitation)
        .where(Invitation.occasion_id == occasion.id)
        .order_by(Invitation.id)
        .options(
            joinedload(Invitation.contact),
            joinedload(Invitation.organisation),
            joinedload(Invitation.party),
            SENDINGS,
            selectinload(Invitation.replies),
        )
    )


def invitations_of(email_key: str) -> Sequence[Invitation]:
    """What an address is invited to, the latest first."""
    return db.session.scalars(
        select(Invitation)
        .join(Contact, Contact.id == Invitation.contact_id)
        .where(Contact.email_key == email_key)
        .order_by(Invitation.id.desc())
        .options(*WITH_ALL)
        .limit(100)
    ).all()


def latest_replies(occasion: Occasion) -> dict[int, str]:
    """Invitation → the kind of its latest reply."""
    rows = db.session.execute(
        select(Reply.invitation_id, Reply.kind)
        .where(Reply.occasion_id == occasion.id, Reply.invitation_id.is_not(None))
        .order_by(Reply.at, Reply.id)
    )
    return {number: kind for number, kind in rows if number is not None}


def to_send(occasion: Occasion, done: Collection[int]) -> list[Invitation]:
    """Those who have not been written to yet, can be, and have not answered all the same."""
    return [
        one
        for one in invitations(occasion)
        if not one.is_revoked
        and not ASKED & one.kinds
        and one.id not in done
        and one.contact is not None
        and one.contact.reachable
    ]


def to_print(occasion: Occasion) -> list[Invitation]:
    """Those who cannot be reached by mail and have got no letter on paper."""
    return [
        one
        for one in invitations(occasion)
        if not one.is_revoked
        and not ASKED & one.kinds
        and (
            one.contact is None or (one.contact.email is None or one.contact.bounced_at is not None)
        )
        and (one.contact is None or one.contact.stopped_at is None)
    ]


def leaving(occasion: Occasion) -> list[int]:
    """The numbers of the letters about `occasion` that have not begun to leave."""
    return list(
        db.session.scalars(
            select(Letter.id)
            .join(Sending, Sending.letter_id == Letter.id)
            .join(Invitation, Invitation.id == Sending.invitation_id)
            .where(Invitation.occasion_id == occasion.id, *WAITING)
        )
    )


def to_remind(occasion: Occasion, done: Collection[int]) -> dict[str, list[Invitation]]:
    """The next reminder → those who should get it: asked, not done, not said no, reachable.

    A reminder that was stopped on its way goes to the rest before anybody gets a second one.
    """
    said_no = {n for n, kind in latest_replies(occasion).items() if kind == ReplyKind.NO}
    waiting: dict[str, list[Invitation]] = {}
    for one in invitations(occasion):
        following = next((kind for kind in REMINDERS if kind not in one.kinds), None)
        if (
            following is not None
            and ASKED & one.kinds
            and not one.is_revoked
            and one.id not in done
            and one.id not in said_no
            and one.contact is not None
            and one.contact.reachable
        ):
            waiting.setdefault(following, []).append(one)
    rest = {
        kind: [one for one in some if kind in one.stopped_kinds] for kind, some in waiting.items()
    }
    return {kind: some for kind, some in rest.items() if some} or waiting
