"""Reports, their frozen editions, and what each reference in them rests on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.contributions.models import Contribution, Wording
from dialog.disclosure.models import Release
from dialog.extensions import Model
from dialog.process.models import OwnerBoard, Process
from dialog.proposals.models import Proposal


class Report(Model):
    """A report to one owner board, as it is being written."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    owner_board_id: Mapped[int] = mapped_column(ForeignKey("owner_board.id"), index=True)
    title: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship()
    owner_board: Mapped[OwnerBoard] = relationship()
    editions: Mapped[list[Edition]] = relationship(
        back_populates="report", order_by="Edition.number"
    )


class Edition(Model):
    """The report as it was issued. Append-only; the sums tell whether a copy is the same."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    docx_sha256: Mapped[str]
    reference: Mapped[str] = mapped_column(unique=True)
    issued_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    report: Mapped[Report] = relationship(back_populates="editions")
    by: Mapped[Person] = relationship()
    lines: Mapped[list[EditionLine]] = relationship(back_populates="edition")


class EditionLine(Model):
    """What one reference in the text rests on, as it was. Append-only."""

    __tablename__ = "edition_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
        CheckConstraint("wording_id IS NULL OR contribution_id IS NOT NULL", name="wording_of"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    wording_id: Mapped[int | None] = mapped_column(index=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)

    edition: Mapped[Edition] = relationship(back_populates="lines")
    proposal: Mapped[Proposal | None] = relationship()
    contribution: Mapped[Contribution | None] = relationship()
    wording: Mapped[Wording | None] = relationship(
        primaryjoin="EditionLine.wording_id == Wording.id", foreign_keys="EditionLine.wording_id"
    )
    release: Mapped[Release | None] = relationship()


class ReadingLink(Model):
    """A link by which somebody without an account may read one edition, until it is revoked."""

    __tablename__ = "reading_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    revoked_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship()
    by: Mapped[Person] = relationship()

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
