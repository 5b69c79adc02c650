"""The board's clock: what was done with it, and how it stands.

Nothing counts down on the server. A row says until when, and every screen works out what is left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.extensions import Model
from dialog.workshop.models.boards import Activity


class ClockTurnKind(StrEnum):
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    STOPPED = "stopped"


class ClockTurn(Model):
    """Somebody set the clock. Append-only; the latest one counts.

    The clock runs until `ends_at`, or stands with `seconds_left`, or with neither has been stopped.
    `seconds` is how long it has been given in all.
    """

    __tablename__ = "clock_turn"
    __table_args__ = (
        UniqueConstraint("activity_id", "client_id"),
        CheckConstraint("ends_at IS NULL OR seconds_left IS NULL", name="runs_or_stands"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    ends_at: Mapped[datetime | None]
    seconds_left: Mapped[int | None]
    seconds: Mapped[int]
    client_id: Mapped[str]

    activity: Mapped[Activity] = relationship()
    by: Mapped[Person] = relationship()


@dataclass(frozen=True)
class BoardClock:
    """How the clock stands. `number` is of the latest turn: what a form was drawn from."""

    number: int = 0
    ends_at: datetime | None = None
    seconds_left: int | None = None
    seconds: int = 0

    @property
    def is_set(self) -> bool:
        return self.ends_at is not None or self.is_paused

    @property
    def is_paused(self) -> bool:
        return self.seconds_left is not None

    @property
    def ends_ms(self) -> int | None:
        """When it is over, as scripts count time."""
        return round(self.ends_at.timestamp() * 1000) if self.ends_at else None

    def left(self, now: datetime) -> int:
        """Whole seconds left, the one that has begun included; nought when the time is over."""
        if self.ends_at is None:
            return self.seconds_left or 0
        return max(0, math.ceil((self.ends_at - now).total_seconds()))

    def digits(self, now: datetime) -> str:
        """Minutes and seconds left: 07:42."""
        minutes, seconds = divmod(self.left(now), 60)
        return f"{minutes:02}:{seconds:02}"

    def is_over(self, now: datetime) -> bool:
        return self.is_set and self.left(now) == 0
