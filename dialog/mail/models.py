"""Letters in the outbox."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dialog.extensions import Model

UNFINISHED = "sent_at IS NULL AND failed_at IS NULL"


class LetterState(StrEnum):
    """Read from a letter's times. Long claimed means uncertain: nobody saw how it ended."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"


class Letter(Model):
    """One mail to one address. `parameters` never holds a link; `cause` says what asked for it."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="one_end"),
        Index(
            "ix_letter_unfinished",
            "created_at",
            sqlite_where=text(UNFINISHED),
            postgresql_where=text(UNFINISHED),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    to_address: Mapped[str]
    language: Mapped[str]
    template: Mapped[str]
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cause: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]

    @property
    def state(self) -> LetterState:
        if self.sent_at:
            return LetterState.SENT
        if self.failed_at:
            return LetterState.FAILED
        return LetterState.CLAIMED if self.claimed_at else LetterState.WAITING

    def is_due(self, now: datetime) -> bool:
        return self.state is LetterState.WAITING and (
            self.not_before is None or self.not_before <= now
        )
