"""A survey, its versions, and the questions that answers point to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.extensions import Model
from dialog.process.models import Occasion
from dialog.survey.hours import Hours


class Mode(StrEnum):
    NAMED = "named"
    CONFIDENTIAL = "confidential"


class SeatRule(StrEnum):
    """Who has the right to one response: each organisation, or each person."""

    ORGANISATION = "organisation"
    PERSON = "person"


class Survey(Model):
    """The same questions to many. When it is to close stands on its occasion."""

    __tablename__ = "survey"
    __table_args__ = (
        UniqueConstraint("id", "mode"),
        CheckConstraint("mode IN ('named', 'confidential')", name="mode"),
        CheckConstraint("seat_rule IN ('organisation', 'person')", name="seat_rule"),
    )

    id: Mapped[int] = mapped_column(
        ForeignKey("occasion.id"), primary_key=True, autoincrement=False
    )
    mode: Mapped[str]
    seat_rule: Mapped[str]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    art13_version: Mapped[str]

    occasion: Mapped[Occasion] = relationship()
    versions: Mapped[list[SurveyVersion]] = relationship(
        back_populates="survey", order_by="SurveyVersion.number"
    )
    questions: Mapped[list[Question]] = relationship(
        back_populates="survey", order_by="Question.id"
    )

    @property
    def is_confidential(self) -> bool:
        return self.mode == Mode.CONFIDENTIAL

    @property
    def ends_at(self) -> datetime | None:
        """The closing time as it is shown."""
        return self.occasion.ends_at

    @property
    def hours(self) -> Hours:
        """When it takes answers."""
        return Hours(self.opened_at, self.closed_at, self.ends_at)

    @property
    def closes_at(self) -> datetime | None:
        """The first moment after the minute that is shown as its closing time."""
        return self.hours.closes_at

    def is_open(self, now: datetime) -> bool:
        """Opened, not closed by hand, and not past the minute shown."""
        return self.hours.is_open(now)

    def takes(self, page_opened_at: datetime, now: datetime) -> bool:
        """A page opened while the survey was open may be sent for fifteen minutes more."""
        return self.hours.takes(page_opened_at, now)


class SurveyVersion(Model):
    """The wording, order, conditions and languages as they stood. Append-only."""

    __tablename__ = "survey_version"
    __table_args__ = (
        UniqueConstraint("survey_id", "number"),
        UniqueConstraint("survey_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    note: Mapped[str] = mapped_column(default="")

    survey: Mapped[Survey] = relationship(back_populates="versions")
    by: Mapped[Person] = relationship()


class Question(Model):
    """What answers point to, through all versions. `concept` ties mirrored questions together."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("survey_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    key: Mapped[str]
    kind: Mapped[str]
    concept: Mapped[str | None]

    survey: Mapped[Survey] = relationship(back_populates="questions")
