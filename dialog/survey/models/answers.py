"""Responses and their answers. In confidence, nothing here leads back to a seat.

Keys are random and the answers lie in the order of their keys, so that not even the order in
which rows were written tells who answered.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.contributions.models import Contribution, Voice
from dialog.extensions import Model
from dialog.process.models import Party
from dialog.survey.models.seats import Seat
from dialog.survey.models.surveys import Question, Survey, SurveyVersion


class Origin(StrEnum):
    """How the response came in."""

    WEB = "web"
    PAPER = "paper"


class Response(Model):
    """One response. Named: it has a seat and a time. In confidence: neither, by constraint."""

    __tablename__ = "response"
    __table_args__ = (
        ForeignKeyConstraint(["survey_id", "mode"], ["survey.id", "survey.mode"]),
        ForeignKeyConstraint(
            ["survey_id", "survey_version_id"], ["survey_version.survey_id", "survey_version.id"]
        ),
        ForeignKeyConstraint(["survey_id", "seat_id"], ["seat.survey_id", "seat.id"]),
        ForeignKeyConstraint(["survey_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
        UniqueConstraint("id", "party_id"),
        CheckConstraint(
            "(mode = 'named') = (seat_id IS NOT NULL)"
            " AND (mode = 'named') = (submitted_at IS NOT NULL)",
            name="tie_is_cut",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    mode: Mapped[str]
    survey_version_id: Mapped[int] = mapped_column(index=True)
    seat_id: Mapped[int | None] = mapped_column(unique=True)
    voice_id: Mapped[int] = mapped_column(index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    segment: Mapped[str | None]
    code_hash: Mapped[str] = mapped_column(unique=True)
    origin: Mapped[str]
    minutes_band: Mapped[str]
    submitted_on: Mapped[date]
    submitted_at: Mapped[datetime | None]
    art13_version: Mapped[str | None]

    survey: Mapped[Survey] = relationship(
        primaryjoin="Response.survey_id == Survey.id", foreign_keys="Response.survey_id"
    )
    survey_version: Mapped[SurveyVersion] = relationship(
        primaryjoin="Response.survey_version_id == SurveyVersion.id",
        foreign_keys="Response.survey_version_id",
    )
    seat: Mapped[Seat | None] = relationship(
        primaryjoin="Response.seat_id == Seat.id", foreign_keys="Response.seat_id"
    )
    voice: Mapped[Voice] = relationship(
        primaryjoin="Response.voice_id == Voice.id", foreign_keys="Response.voice_id"
    )
    party: Mapped[Party] = relationship()
    answers: Mapped[list[Answer]] = relationship(
        back_populates="response",
        primaryjoin="Response.id == Answer.response_id",
        foreign_keys="Answer.response_id",
        order_by="Answer.question_id, Answer.position",
    )


class Answer(Model):
    """One choice, number, day or text. It carries its party, so results need no join."""

    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(["response_id", "party_id"], ["response.id", "response.party_id"]),
        CheckConstraint(
            "CASE WHEN choice IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN number IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN day IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN text IS NULL THEN 0 ELSE 1 END <= 1",
            name="one_value",
        ),
        Index(None, "question_id", "party_id", "choice"),
        # Without it SQLite would number the rows in the order they were written.
        {"sqlite_with_rowid": False},
    )

    response_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)
    party_id: Mapped[int]
    choice: Mapped[str | None]
    number: Mapped[float | None] = mapped_column(Double)
    day: Mapped[date | None]
    text: Mapped[str | None]
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    other: Mapped[str | None]

    response: Mapped[Response] = relationship(
        back_populates="answers",
        primaryjoin="Response.id == Answer.response_id",
        foreign_keys="Answer.response_id",
    )
    question: Mapped[Question] = relationship()
    contribution: Mapped[Contribution | None] = relationship()


class ResponseEdit(Model):
    """What a response said before it was changed with its code, and the day it was."""

    __tablename__ = "response_edit"
    __table_args__ = ({"sqlite_with_rowid": False},)

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[dict[str, Any]]
    on_day: Mapped[date]

    response: Mapped[Response] = relationship()
