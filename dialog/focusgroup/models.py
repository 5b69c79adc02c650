"""Guides, groups, and what was said in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.contributions.models import Contribution, Voice
from dialog.disclosure.models import Release
from dialog.extensions import Model
from dialog.process.models import Occasion, Process


class Guide(Model):
    """The questions a moderator goes through, with minutes for each."""

    __tablename__ = "guide"
    __table_args__ = (UniqueConstraint("process_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    title: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    client_id: Mapped[str | None]

    process: Mapped[Process] = relationship()
    questions: Mapped[list[GuideQuestion]] = relationship(
        back_populates="guide", order_by="GuideQuestion.position, GuideQuestion.id"
    )

    @property
    def minutes(self) -> int:
        return sum(question.minutes for question in self.questions)


class GuideQuestion(Model):
    """A question of the guide, perhaps with a figure to react to."""

    __tablename__ = "guide_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id"), index=True)
    position: Mapped[int]
    minutes: Mapped[int]
    text: Mapped[str]
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)

    guide: Mapped[Guide] = relationship(back_populates="questions")
    release: Mapped[Release | None] = relationship()


class FocusGroup(Model):
    """One group that meets once. Time, place and party stand on its occasion."""

    __tablename__ = "focus_group"

    id: Mapped[int] = mapped_column(
        ForeignKey("occasion.id"), primary_key=True, autoincrement=False
    )
    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id"), index=True)
    number: Mapped[int | None]
    note_taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    occasion: Mapped[Occasion] = relationship()
    guide: Mapped[Guide] = relationship()
    note_taker: Mapped[Person | None] = relationship()
    utterances: Mapped[list[Utterance]] = relationship(
        back_populates="focus_group", order_by="Utterance.position, Utterance.id"
    )

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Utterance(Model):
    """Where in the conversation a contribution was made. The speaker is its voice (F1, T2)."""

    __tablename__ = "utterance"
    __table_args__ = (UniqueConstraint("focus_group_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    focus_group_id: Mapped[int] = mapped_column(ForeignKey("focus_group.id"))
    guide_question_id: Mapped[int | None] = mapped_column(
        ForeignKey("guide_question.id"), index=True
    )
    position: Mapped[int]
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), unique=True)
    client_id: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    focus_group: Mapped[FocusGroup] = relationship(back_populates="utterances")
    guide_question: Mapped[GuideQuestion | None] = relationship()
    contribution: Mapped[Contribution] = relationship()


class UtteranceDraft(Model):
    """What is being typed. It becomes an utterance when the field is left."""

    __tablename__ = "utterance_draft"
    __table_args__ = (
        ForeignKeyConstraint(["focus_group_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
    )

    focus_group_id: Mapped[int] = mapped_column(ForeignKey("focus_group.id"), primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    guide_question_id: Mapped[int | None] = mapped_column(
        ForeignKey("guide_question.id"), index=True
    )
    kind: Mapped[str] = mapped_column(default="note")
    text: Mapped[str]
    voice_id: Mapped[int | None] = mapped_column(index=True)
    saved_at: Mapped[datetime]

    focus_group: Mapped[FocusGroup] = relationship()
    person: Mapped[Person] = relationship()
    voice: Mapped[Voice | None] = relationship(
        primaryjoin="UtteranceDraft.voice_id == Voice.id", foreign_keys="UtteranceDraft.voice_id"
    )
