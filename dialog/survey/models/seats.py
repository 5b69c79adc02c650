"""The right to one response, and everything that may be known about who used it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.extensions import Model
from dialog.invitations.models import Invitation
from dialog.process.models import Party
from dialog.register.models import Contact, Organisation
from dialog.survey.models.surveys import Survey, SurveyVersion


class Seat(Model):
    """The right to one response. Party and segment are frozen before the survey opens.

    An organisation's seat has no contact; a person's may have an organisation beside it.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("survey_id", "id"),
        UniqueConstraint("survey_id", "contact_id"),
        Index(
            "uq_seat_survey_id_organisation_id",
            "survey_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("contact_id IS NULL"),
            postgresql_where=text("contact_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    segment: Mapped[str | None]

    survey: Mapped[Survey] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    party: Mapped[Party] = relationship()


class SeatInvitation(Model):
    """An invitation leads to a seat; several may lead to the same."""

    __tablename__ = "seat_invitation"

    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitation.id"), primary_key=True, autoincrement=False
    )
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)

    invitation: Mapped[Invitation] = relationship()
    seat: Mapped[Seat] = relationship()


class Draft(Model):
    """What has been filled in so far: read by the answering pages alone, deleted at the submit."""

    __tablename__ = "draft"

    seat_id: Mapped[int] = mapped_column(
        ForeignKey("seat.id"), primary_key=True, autoincrement=False
    )
    survey_version_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    page: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]

    seat: Mapped[Seat] = relationship()
    survey_version: Mapped[SurveyVersion] = relationship()


class Dropoff(Model):
    """How many of a party have got as far as a page."""

    __tablename__ = "dropoff"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    n: Mapped[int] = mapped_column(default=0)

    survey: Mapped[Survey] = relationship()
    party: Mapped[Party] = relationship()


class Receipt(Model):
    """A seat was used. One per seat, and the day is all it tells."""

    __tablename__ = "receipt"
    __table_args__ = (
        ForeignKeyConstraint(["survey_id", "seat_id"], ["seat.survey_id", "seat.id"]),
    )

    seat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    answered_on: Mapped[date]

    seat: Mapped[Seat] = relationship(
        primaryjoin="Receipt.seat_id == Seat.id", foreign_keys="Receipt.seat_id"
    )
    survey: Mapped[Survey] = relationship()
