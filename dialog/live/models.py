"""Channels and their changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dialog.extensions import Model


class Channel(Model):
    """What a page follows. `seq` is the number of its latest change."""

    __tablename__ = "channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(default=0)


class Change(Model):
    """Something changed: which kind of thing, and which. Rows older than a day may go."""

    __tablename__ = "change"

    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    subject_id: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(index=True)
