"""Themes, and the words that were coded into them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.contributions.models import Contribution, Wording
from dialog.extensions import Model
from dialog.process.models import Process
from dialog.workshop.models import Place


class CodingOrigin(StrEnum):
    """How a coding came about: by hand, taken from a suggestion, moved in a merge, from a board."""

    HAND = "hand"
    SUGGESTION = "suggestion"
    MERGE = "merge"
    BOARD = "board"


class Theme(Model):
    """What several contributions are about. A retired or merged theme keeps its row."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("process_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    name: Mapped[str]
    definition: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    client_id: Mapped[str | None]

    process: Mapped[Process] = relationship()
    parent: Mapped[Theme | None] = relationship(
        back_populates="children", foreign_keys="Theme.parent_id", remote_side="Theme.id"
    )
    children: Mapped[list[Theme]] = relationship(
        back_populates="parent",
        foreign_keys="Theme.parent_id",
        order_by="Theme.position, Theme.id",
    )
    merged_into: Mapped[Theme | None] = relationship(
        foreign_keys="Theme.merged_into_id", remote_side="Theme.id"
    )
    earlier: Mapped[Theme | None] = relationship(
        foreign_keys="Theme.earlier_id", remote_side="Theme.id"
    )

    @property
    def is_in_use(self) -> bool:
        return self.retired_at is None and self.merged_into_id is None


class Coding(Model):
    """These words, in this wording of this contribution, belong to this theme.

    `start` and `stop` count Unicode code points; without them the whole text is meant. `words`
    are kept as they stood.
    """

    __tablename__ = "coding"
    __table_args__ = (
        ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
        CheckConstraint(
            "(start IS NULL) = (stop IS NULL) AND (start IS NULL OR (start >= 0 AND start < stop))",
            name="span",
        ),
        Index(None, "theme_id", "contribution_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    wording_id: Mapped[int] = mapped_column(index=True)
    start: Mapped[int | None]
    stop: Mapped[int | None]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    origin: Mapped[str]
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    theme: Mapped[Theme] = relationship()
    contribution: Mapped[Contribution] = relationship()
    wording: Mapped[Wording] = relationship(
        primaryjoin="Coding.wording_id == Wording.id", foreign_keys="Coding.wording_id"
    )
    by: Mapped[Person] = relationship(foreign_keys="Coding.by_id")
    undone_by: Mapped[Person | None] = relationship(foreign_keys="Coding.undone_by_id")

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class BoardTheme(Model):
    """A theme that became a column or a group on a board."""

    __tablename__ = "board_theme"

    place_id: Mapped[int] = mapped_column(
        ForeignKey("place.id"), primary_key=True, autoincrement=False
    )
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)

    place: Mapped[Place] = relationship()
    theme: Mapped[Theme] = relationship()
