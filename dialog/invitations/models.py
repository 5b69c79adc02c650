"""Invitations, what was sent for them, and the replies."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.extensions import Model
from dialog.mail.models import Letter
from dialog.process.models import Occasion, Party
from dialog.register.models import Contact, Organisation


class SendingKind(StrEnum):
    INVITE = "invite"
    REMINDER1 = "reminder1"
    REMINDER2 = "reminder2"
    CANCELLED = "cancelled"
    SUMMARY = "summary"
    PRINTED = "printed"


class ReplyKind(StrEnum):
    YES = "yes"
    NO = "no"
    CAME = "came"
    WALKED_IN = "walked_in"


class Invitation(Model):
    """Somebody is asked to an occasion, by a link of their own.

    The link's token is derived from `id` and `generation`, so an id is never given out twice, and
    `token_hash` is set as soon as the id is known, in the same transaction.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("occasion_id", "contact_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    list_name: Mapped[str] = mapped_column(default="")
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    occasion: Mapped[Occasion] = relationship()
    contact: Mapped[Contact | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    party: Mapped[Party] = relationship()
    sendings: Mapped[list[Sending]] = relationship(
        back_populates="invitation", order_by="Sending.at"
    )
    replies: Mapped[list[Reply]] = relationship(
        back_populates="invitation", order_by="Reply.at, Reply.id"
    )

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def written(self) -> list[Sending]:
        """What was sent or is on its way; not what was stopped before it left."""
        return [sending for sending in self.sendings if not sending.is_stopped]

    @property
    def has_been_sent(self) -> bool:
        """Something is on paper, or has left or failed: it no longer waits to leave."""
        return any(one.letter is None or one.letter.is_over for one in self.written)

    @property
    def kinds(self) -> set[str]:
        return {sending.kind for sending in self.written}

    @property
    def stopped_kinds(self) -> set[str]:
        return {sending.kind for sending in self.sendings if sending.is_stopped}

    @property
    def latest_reply(self) -> str:
        """The reply that counts; empty when there is none."""
        return self.replies[-1].kind if self.replies else ""

    @property
    def addressee(self) -> str:
        """Whom the invitation is for, in a list: the organisation, else the person."""
        if self.organisation is not None:
            return self.organisation.name
        return self.contact.name if self.contact is not None else "–"


class Sending(Model):
    """One kind of message to one invitation, once. Printed letters have no row in the outbox."""

    __tablename__ = "sending"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    at: Mapped[datetime]

    invitation: Mapped[Invitation] = relationship(back_populates="sendings")
    letter: Mapped[Letter | None] = relationship()

    @property
    def is_stopped(self) -> bool:
        """Somebody stopped the letter before it left; it may be written anew, in the same place."""
        return self.letter is not None and self.letter.stopped_at is not None


class Reply(Model):
    """Yes, no, came, walked in. Append-only: figures are read from the latest of each."""

    __tablename__ = "reply"
    __table_args__ = (Index(None, "occasion_id", "party_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]

    occasion: Mapped[Occasion] = relationship()
    invitation: Mapped[Invitation | None] = relationship(back_populates="replies")
    organisation: Mapped[Organisation | None] = relationship()
    party: Mapped[Party] = relationship()
