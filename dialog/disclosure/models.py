"""Releases: figures as they were shown, beside the true counts behind them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.extensions import Model
from dialog.process.models import Occasion, Process


class Release(Model):
    """A figure made fit to be shown, under named rules, for a reason. Append-only."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("occasion_id", "figure", "number"),
        Index(
            "uq_release_process_figure",
            "process_id",
            "figure",
            "number",
            unique=True,
            sqlite_where=text("occasion_id IS NULL"),
            postgresql_where=text("occasion_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    figure: Mapped[str]
    number: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    because: Mapped[str]

    process: Mapped[Process] = relationship()
    occasion: Mapped[Occasion | None] = relationship()
    by: Mapped[Person | None] = relationship()
    cells: Mapped[list[ReleaseCell]] = relationship(back_populates="release")


class ReleaseCell(Model):
    """One cell: the true count, read by this room alone, and why it is not shown. Append-only."""

    __tablename__ = "release_cell"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    row_key: Mapped[str] = mapped_column(primary_key=True)
    column_key: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]
    withheld_because: Mapped[str | None]

    release: Mapped[Release] = relationship(back_populates="cells")

    @property
    def is_withheld(self) -> bool:
        return self.withheld_because is not None
