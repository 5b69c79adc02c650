"""Proposals, their wordings and their evidence."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.contributions.models import Contribution, Wording
from dialog.extensions import Model
from dialog.process.models import Process
from dialog.synthesis.models import Theme
from dialog.workshop.models import Card


class ProposalKind(StrEnum):
    """What either side can do by itself, or a whole area that needs more work."""

    DIRECT = "direct"
    AREA = "area"


class Principle(StrEnum):
    INDEPENDENCE = "independence"
    DIALOGUE = "dialogue"
    QUALITY = "quality"
    LONG_TERM = "long_term"
    OPENNESS = "openness"
    DIVERSITY = "diversity"


class CodeLevel(StrEnum):
    """How far participation goes, in the Council of Europe's code of good practice."""

    INFORMATION = "information"
    CONSULTATION = "consultation"
    DIALOGUE = "dialogue"
    PARTNERSHIP = "partnership"


class CodeStep(StrEnum):
    """Where in the decision's course it happens, in the same code."""

    AGENDA_SETTING = "agenda_setting"
    DRAFTING = "drafting"
    DECISION = "decision"
    IMPLEMENTATION = "implementation"
    MONITORING = "monitoring"
    REFORMULATION = "reformulation"


class EvidenceStance(StrEnum):
    """How what was said bears on the proposal: also what speaks against it stays beside it."""

    FOR = "for"
    AGAINST = "against"
    NUANCE = "nuance"


class Proposal(Model):
    """A proposal. What it says lies in its wordings, what it rests on in its evidence."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("process_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    kind: Mapped[str]
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    client_id: Mapped[str | None]

    process: Mapped[Process] = relationship()
    merged_into: Mapped[Proposal | None] = relationship(remote_side="Proposal.id")
    wordings: Mapped[list[ProposalWording]] = relationship(
        back_populates="proposal", order_by="ProposalWording.number"
    )
    evidence: Mapped[list[Evidence]] = relationship(
        back_populates="proposal", order_by="Evidence.at, Evidence.id"
    )

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None and self.merged_into_id is None

    @property
    def wording(self) -> ProposalWording:
        """How it reads now."""
        return self.wordings[-1]


def code_of(cell: str | None) -> tuple[CodeLevel, CodeStep] | None:
    """A place in the code's table, which lies in one column as `level:step`."""
    if not cell:
        return None
    level, _, step = cell.partition(":")
    return CodeLevel(level), CodeStep(step)


class ProposalWording(Model):
    """What the proposal said. Append-only: the highest number is how it reads now."""

    __tablename__ = "proposal_wording"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    title: Mapped[str]
    what: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    responsible: Mapped[str] = mapped_column(default="")
    principles: Mapped[list[str]] = mapped_column(JSON, default=list)
    code_cell: Mapped[str | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    because: Mapped[str | None]

    proposal: Mapped[Proposal] = relationship(back_populates="wordings")
    by: Mapped[Person] = relationship()

    @property
    def code(self) -> tuple[CodeLevel, CodeStep] | None:
        """Where it lies in the code's table."""
        return code_of(self.code_cell)


class Evidence(Model):
    """What speaks for or against: one contribution (perhaps in exact words), or a whole theme."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(contribution_id IS NULL) <> (theme_id IS NULL)", name="one_source"),
        CheckConstraint("wording_id IS NULL OR contribution_id IS NOT NULL", name="wording_of"),
        ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    wording_id: Mapped[int | None] = mapped_column(index=True)
    stance: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship(back_populates="evidence")
    contribution: Mapped[Contribution | None] = relationship()
    theme: Mapped[Theme | None] = relationship()
    wording: Mapped[Wording | None] = relationship(
        primaryjoin="Evidence.wording_id == Wording.id", foreign_keys="Evidence.wording_id"
    )
    by: Mapped[Person] = relationship()

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class BoardCard(Model):
    """A proposal that hangs as a card on a board."""

    __tablename__ = "board_card"

    card_id: Mapped[int] = mapped_column(
        ForeignKey("card.id"), primary_key=True, autoincrement=False
    )
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)

    card: Mapped[Card] = relationship()
    proposal: Mapped[Proposal] = relationship()
