"""Voices, contributions, their wordings and standings, and where they came from."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.extensions import Model
from dialog.process.models import Occasion, Party, Process
from dialog.register.models import Organisation


class ContributionKind(StrEnum):
    ANSWER = "answer"
    NOTE = "note"
    QUOTE = "quote"
    CARD = "card"


class WordingKind(StrEnum):
    ORIGINAL = "original"
    EDIT = "edit"
    CORRECTION = "correction"
    MASK = "mask"


class StandingKind(StrEnum):
    """Two axes: whether it counts (the first four), and whether it may be quoted."""

    PENDING = "pending"
    ADMITTED = "admitted"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    QUOTE_APPROVED = "quote_approved"
    APPROVAL_WITHDRAWN = "approval_withdrawn"


class LineageKind(StrEnum):
    SPLIT = "split"
    MERGED = "merged"
    CARRIED = "carried"


class Voice(Model):
    """One person or organisation speaking on one occasion: the unit of every count.

    The id is random, given by the operation that makes it. A confidential voice has no name.
    """

    __tablename__ = "voice"
    __table_args__ = (
        CheckConstraint("NOT confidential OR organisation_id IS NULL", name="confidential"),
        CheckConstraint("NOT confidential OR label IS NULL", name="confidential_label"),
        UniqueConstraint("occasion_id", "id"),
        Index(None, "occasion_id", "party_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    segment: Mapped[str | None]
    label: Mapped[str | None]
    confidential: Mapped[bool]

    occasion: Mapped[Occasion] = relationship()
    party: Mapped[Party] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class Contribution(Model):
    """One thing somebody said, in answer to `prompt`. Its text lives in wordings alone."""

    __tablename__ = "contribution"
    __table_args__ = (
        ForeignKeyConstraint(["occasion_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id"), index=True)
    voice_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    prompt: Mapped[str]
    language: Mapped[str]
    said_on: Mapped[date]

    process: Mapped[Process] = relationship()
    occasion: Mapped[Occasion] = relationship()
    voice: Mapped[Voice] = relationship(
        primaryjoin="Contribution.voice_id == Voice.id", foreign_keys="Contribution.voice_id"
    )
    wordings: Mapped[list[Wording]] = relationship(
        back_populates="contribution", order_by="Wording.number"
    )
    standings: Mapped[list[Standing]] = relationship(
        back_populates="contribution", order_by="Standing.at, Standing.id"
    )


class Wording(Model):
    """A text as it stood: NFC, with line feeds. Append-only; read by `contributions.queries`."""

    __tablename__ = "wording"
    __table_args__ = (
        UniqueConstraint("contribution_id", "number"),
        UniqueConstraint("contribution_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    number: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    made_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    because: Mapped[str | None]

    contribution: Mapped[Contribution] = relationship(back_populates="wordings")
    by: Mapped[Person | None] = relationship()


class Standing(Model):
    """Whether a contribution counts, or may be quoted. Append-only; each axis's latest counts."""

    __tablename__ = "standing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
        Index(None, "contribution_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    wording_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    because: Mapped[str | None]

    contribution: Mapped[Contribution] = relationship(back_populates="standings")
    wording: Mapped[Wording | None] = relationship(
        primaryjoin="Standing.wording_id == Wording.id", foreign_keys="Standing.wording_id"
    )
    by: Mapped[Person | None] = relationship()


class Lineage(Model):
    """A later contribution came from an earlier one. Append-only."""

    __tablename__ = "lineage"

    later_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    earlier_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id"), primary_key=True, index=True
    )
    kind: Mapped[str]

    later: Mapped[Contribution] = relationship(foreign_keys="Lineage.later_id")
    earlier: Mapped[Contribution] = relationship(foreign_keys="Lineage.earlier_id")
