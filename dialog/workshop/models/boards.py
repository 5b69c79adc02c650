"""Boards: activities with places, cards, dots and stances.

A card lies in a place of its own activity, and a dot on a card or group of its own: the keys are
composite, so the database refuses anything else.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.contributions.models import Contribution
from dialog.extensions import Model
from dialog.live.models import Channel
from dialog.workshop.models.workshops import Participant, Workshop

DOT_CEILING = 20
DEFAULT_DOTS = 5
DEFAULT_PER_TARGET = 2
DEFAULT_LIMIT = 140


class ActivityKind(StrEnum):
    BOARD = "board"


class Phase(StrEnum):
    """Where a board stands. Read from its times, never stored."""

    PREPARING = "preparing"
    WRITING = "writing"
    SORTING = "sorting"
    VOTING = "voting"
    TALKING = "talking"
    CLOSED = "closed"


class PlaceKind(StrEnum):
    """A column of the board, or a group of notes inside a column."""

    COLUMN = "column"
    GROUP = "group"


class Activity(Model):
    """One thing the room does together; a board, to begin with."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), index=True)
    kind: Mapped[str]
    position: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime | None]
    writing_closed_at: Mapped[datetime | None]
    voting_opened_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    workshop: Mapped[Workshop] = relationship()
    channel: Mapped[Channel] = relationship()
    places: Mapped[list[Place]] = relationship(
        back_populates="activity", order_by="Place.position, Place.id"
    )

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def phase(self) -> Phase:
        facts = (
            (self.closed_at is not None, Phase.CLOSED),
            (self.opened_at is None, Phase.PREPARING),
            (self.revealed_at is not None, Phase.TALKING),
            (self.voting_opened_at is not None, Phase.VOTING),
            (self.writing_closed_at is not None, Phase.SORTING),
        )
        return next((phase for holds, phase in facts if holds), Phase.WRITING)

    @property
    def question(self) -> str:
        return str(self.settings.get("question", ""))

    @property
    def dots(self) -> int:
        """How many dots each participant has."""
        return int(self.settings.get("dots", DEFAULT_DOTS))

    @property
    def dots_per_target(self) -> int:
        """How many of them may lie on one note or group."""
        return int(self.settings.get("per_target", DEFAULT_PER_TARGET))

    @property
    def note_limit(self) -> int:
        """How many characters a note from a phone may have."""
        return int(self.settings.get("limit", DEFAULT_LIMIT))


class Place(Model):
    """Where cards lie: a column, or a group inside one. A dissolved group keeps its row."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("activity_id", "id"),
        UniqueConstraint("activity_id", "client_id"),
        ForeignKeyConstraint(["activity_id", "parent_id"], ["place.activity_id", "place.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    parent_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str]
    title: Mapped[str]
    note: Mapped[str | None]
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    dissolved_at: Mapped[datetime | None]
    client_id: Mapped[str | None]

    activity: Mapped[Activity] = relationship(back_populates="places")
    parent: Mapped[Place | None] = relationship(
        primaryjoin="Place.parent_id == remote(Place.id)", foreign_keys="Place.parent_id"
    )

    @property
    def is_dissolved(self) -> bool:
        return self.dissolved_at is not None


class Card(Model):
    """Where a note hangs. Its text is the contribution's; without a participant, the staff's."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("participant_id", "client_id"),
        UniqueConstraint("activity_id", "id"),
        ForeignKeyConstraint(["activity_id", "place_id"], ["place.activity_id", "place.id"]),
        Index(
            "uq_card_staff_client_id",
            "activity_id",
            "client_id",
            unique=True,
            sqlite_where=text("participant_id IS NULL"),
            postgresql_where=text("participant_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    place_id: Mapped[int] = mapped_column(index=True)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    client_id: Mapped[str]

    activity: Mapped[Activity] = relationship()
    place: Mapped[Place] = relationship(
        primaryjoin="Card.place_id == Place.id", foreign_keys="Card.place_id"
    )
    contribution: Mapped[Contribution | None] = relationship()
    participant: Mapped[Participant | None] = relationship()


class Dot(Model):
    """A vote. `ordinal` is which of the participant's dots it is; each is lying only once."""

    __tablename__ = "dot"
    __table_args__ = (
        CheckConstraint(f"ordinal BETWEEN 1 AND {DOT_CEILING}", name="ordinal_range"),
        CheckConstraint("(card_id IS NULL) <> (place_id IS NULL)", name="card_or_place"),
        UniqueConstraint("participant_id", "client_id"),
        ForeignKeyConstraint(["activity_id", "card_id"], ["card.activity_id", "card.id"]),
        ForeignKeyConstraint(["activity_id", "place_id"], ["place.activity_id", "place.id"]),
        Index(
            "uq_dot_lying",
            "activity_id",
            "participant_id",
            "ordinal",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    card_id: Mapped[int | None] = mapped_column(index=True)
    place_id: Mapped[int | None] = mapped_column(index=True)
    ordinal: Mapped[int]
    client_id: Mapped[str]
    given_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]

    activity: Mapped[Activity] = relationship()
    participant: Mapped[Participant] = relationship()
    card: Mapped[Card | None] = relationship(
        primaryjoin="Dot.card_id == Card.id", foreign_keys="Dot.card_id"
    )
    place: Mapped[Place | None] = relationship(
        primaryjoin="Dot.place_id == Place.id", foreign_keys="Dot.place_id"
    )


class Stance(Model):
    """How a participant stands to a card. The last number counts."""

    __tablename__ = "stance"
    __table_args__ = (
        ForeignKeyConstraint(["activity_id", "card_id"], ["card.activity_id", "card.id"]),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id"), primary_key=True, index=True
    )
    card_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str]
    given_at: Mapped[datetime]

    activity: Mapped[Activity] = relationship()
    participant: Mapped[Participant] = relationship()
    card: Mapped[Card] = relationship(
        primaryjoin="Stance.card_id == Card.id", foreign_keys="Stance.card_id"
    )
