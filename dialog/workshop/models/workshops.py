"""A workshop and who takes part in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.contributions.models import Voice
from dialog.extensions import Model
from dialog.invitations.models import Invitation
from dialog.process.models import Occasion


class Workshop(Model):
    """A meeting with boards. One joins by a short code, or by a long token read from the wall."""

    __tablename__ = "workshop"

    id: Mapped[int] = mapped_column(
        ForeignKey("occasion.id"), primary_key=True, autoincrement=False
    )
    code_hash: Mapped[str | None] = mapped_column(unique=True)
    qr_hash: Mapped[str | None] = mapped_column(unique=True)
    code_until: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    note_taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    occasion: Mapped[Occasion] = relationship()
    note_taker: Mapped[Person | None] = relationship()
    participants: Mapped[list[Participant]] = relationship(
        back_populates="workshop", order_by="Participant.joined_at, Participant.id"
    )

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    def lets_in(self, now: datetime) -> bool:
        """The code opens: there is one, it has not run out, and the door is not locked."""
        has_code = self.code_hash is not None or self.qr_hash is not None
        return (
            has_code and not self.is_locked and (self.code_until is None or now < self.code_until)
        )


class Participant(Model):
    """A device in the room, and the voice that speaks through it.

    Whoever comes by a personal link is one participant, on however many devices: `invitation_id`.
    """

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("workshop_id", "device_hash"),
        UniqueConstraint("workshop_id", "id"),
        ForeignKeyConstraint(["workshop_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    voice_id: Mapped[int] = mapped_column(index=True)
    device_hash: Mapped[str] = mapped_column(index=True)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation.id"), unique=True, index=True
    )
    joined_at: Mapped[datetime]
    art13_version: Mapped[str]
    removed_at: Mapped[datetime | None]

    workshop: Mapped[Workshop] = relationship(back_populates="participants")
    voice: Mapped[Voice] = relationship(
        primaryjoin="Participant.voice_id == Voice.id", foreign_keys="Participant.voice_id"
    )
    invitation: Mapped[Invitation | None] = relationship()

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_invited(self) -> bool:
        return self.invitation_id is not None
