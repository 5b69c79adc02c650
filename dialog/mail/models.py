"""Letters in the outbox."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dialog.extensions import Model

UNFINISHED = "sent_at IS NULL AND failed_at IS NULL AND stopped_at IS NULL"


class LetterState(StrEnum):
    """Read from a letter's times. Long claimed means uncertain: nobody saw how it ended."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"
    RETURNED = "returned"


class Letter(Model):
    """One mail to one address. `parameters` never holds a link; `cause` says what asked for it."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="one_end"),
        CheckConstraint(
            "stopped_at IS NULL OR (sent_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL)",
            name="stopped_before_it_left",
        ),
        CheckConstraint("returned_at IS NULL OR sent_at IS NOT NULL", name="returned_had_left"),
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
    stopped_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]

    @property
    def state(self) -> LetterState:
        if self.sent_at:
            return LetterState.RETURNED if self.returned_at else LetterState.SENT
        if self.stopped_at:
            return LetterState.STOPPED
        if self.failed_at:
            return LetterState.FAILED
        return LetterState.CLAIMED if self.claimed_at else LetterState.WAITING

    @property
    def is_over(self) -> bool:
        """Nothing more will become of it by itself."""
        return self.sent_at is not None or self.failed_at is not None

    @property
    def may_have_arrived(self) -> bool:
        """It left, and has not come back."""
        return self.state is LetterState.SENT

    def is_due(self, now: datetime) -> bool:
        return self.state is LetterState.WAITING and (
            self.not_before is None or self.not_before <= now
        )
