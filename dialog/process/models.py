"""Processes with their parties, boards, stages, turns, occasions and team."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.extensions import Model
from dialog.live.models import Channel


class PartyKind(StrEnum):
    ASSOCIATION = "association"
    MUNICIPAL = "municipal"
    BUSINESS = "business"
    POLITICAL = "political"


class StageKind(StrEnum):
    SURVEY = "survey"
    FOCUS_GROUPS = "focus_groups"
    WORKSHOP = "workshop"
    THEMES = "themes"
    PROPOSALS = "proposals"
    REPORT = "report"


class TurnKind(StrEnum):
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    BROKEN_OFF = "broken_off"
    COMPLETED = "completed"


class Role(StrEnum):
    FACILITATOR = "facilitator"
    NOTE_TAKER = "note_taker"
    ANALYST = "analyst"
    OBSERVER = "observer"


class OccasionKind(StrEnum):
    SURVEY = "survey"
    FOCUS_GROUP = "focus_group"
    WORKSHOP = "workshop"
    MEETING = "meeting"


class Process(Model):
    """A dialogue. `k` is how many voices a figure needs before it is shown."""

    __tablename__ = "process"
    __table_args__ = (CheckConstraint("k BETWEEN 3 AND 10", name="k_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    purpose: Mapped[str]
    template: Mapped[str]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("process.id"), index=True)
    k: Mapped[int] = mapped_column(default=5)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    client_id: Mapped[str | None] = mapped_column(unique=True)

    previous: Mapped[Process | None] = relationship(remote_side="Process.id")
    parties: Mapped[list[Party]] = relationship(
        back_populates="process", order_by="Party.position, Party.id"
    )
    owner_boards: Mapped[list[OwnerBoard]] = relationship(
        back_populates="process", order_by="OwnerBoard.position, OwnerBoard.id"
    )
    stages: Mapped[list[Stage]] = relationship(
        back_populates="process", order_by="Stage.position, Stage.id"
    )
    turns: Mapped[list[Turn]] = relationship(back_populates="process", order_by="Turn.at, Turn.id")
    occasions: Mapped[list[Occasion]] = relationship(
        back_populates="process", order_by="Occasion.starts_at, Occasion.id"
    )
    memberships: Mapped[list[Membership]] = relationship(
        back_populates="process", order_by="Membership.since"
    )


class Party(Model):
    """A side of the dialogue, with the pattern and shape it has everywhere."""

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]
    pattern: Mapped[str]

    process: Mapped[Process] = relationship(back_populates="parties")


class OwnerBoard(Model):
    """A political board that gets a report of its own."""

    __tablename__ = "owner_board"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    name: Mapped[str]
    position: Mapped[int]

    process: Mapped[Process] = relationship(back_populates="owner_boards")


class Membership(Model):
    """A person's role in a process, from one time until another."""

    __tablename__ = "membership"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime | None]

    process: Mapped[Process] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship()

    def holds(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


class Stage(Model):
    """A step of the process. Whether it runs is read from its turns."""

    __tablename__ = "stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    kind: Mapped[str]
    position: Mapped[int]
    planned_from: Mapped[date | None]
    planned_to: Mapped[date | None]

    process: Mapped[Process] = relationship(back_populates="stages")
    turns: Mapped[list[Turn]] = relationship(back_populates="stage", order_by="Turn.at, Turn.id")
    occasions: Mapped[list[Occasion]] = relationship(
        back_populates="stage", order_by="Occasion.starts_at, Occasion.id"
    )


class Turn(Model):
    """The process, or one of its stages, took a turn. Append-only; the latest one counts."""

    __tablename__ = "turn"
    __table_args__ = (Index(None, "process_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    stage_id: Mapped[int | None] = mapped_column(ForeignKey("stage.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str | None]

    process: Mapped[Process] = relationship(back_populates="turns")
    stage: Mapped[Stage | None] = relationship(back_populates="turns")
    by: Mapped[Person] = relationship()


class Occasion(Model):
    """One time when people are asked. A survey, group, workshop or meeting has its id as key."""

    __tablename__ = "occasion"
    __table_args__ = (UniqueConstraint("process_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("stage.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    place: Mapped[str | None]
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"), index=True)
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    client_id: Mapped[str | None]

    process: Mapped[Process] = relationship(back_populates="occasions")
    stage: Mapped[Stage] = relationship(back_populates="occasions")
    party: Mapped[Party | None] = relationship()
    channel: Mapped[Channel | None] = relationship()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None
