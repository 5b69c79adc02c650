"""Events: who did what to what, and when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dialog.extensions import Model


class ActorKind(StrEnum):
    """Who acts. A survey participant never does, here."""

    PERSON = "person"
    PARTICIPANT = "participant"
    SYSTEM = "system"


class Event(Model):
    """One act. Append-only; no foreign keys, so that it outlives what it tells about."""

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "process_id", "at"),
        Index(None, "subject_kind", "subject_id", "at"),
        Index(None, "actor_kind", "actor_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[str]
    actor_id: Mapped[int | None]
    verb: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    process_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
