"""What surveys need done though nobody presses a button: closing in time, deleting old drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog import database
from dialog.extensions import db
from dialog.process.models import Occasion
from dialog.process.rounds import in_a_transaction_of_its_own
from dialog.process.states import ProcessState, process_state
from dialog.survey.closing import close_survey, delete_forgotten_drafts
from dialog.survey.hours import GRACE
from dialog.survey.models import Survey
from dialog.survey.seats import make_seats

if TYPE_CHECKING:
    from datetime import datetime


def make_round(now: datetime) -> int:
    """Close what should have been closed, seat who has no seat yet, delete forgotten drafts.

    Returns how many were closed. Each survey is closed in a transaction of its own: one that fails
    keeps no other waiting.
    """
    with database.access("write"):
        due = [survey.id for survey in _overdue(now)]
        db.session.rollback()
        closed = sum(_close(number, now) for number in due)
        for survey in _open():
            make_seats(survey)  # those invited before seats were made with the invitation
        delete_forgotten_drafts(now)
        db.session.commit()
    return closed


def _open() -> list[Survey]:
    return list(
        db.session.scalars(
            select(Survey).where(Survey.opened_at.is_not(None), Survey.closed_at.is_(None))
        )
    )


def _overdue(now: datetime) -> list[Survey]:
    """Open surveys past their time and the grace, in dialogues that run.

    While a dialogue is paused nobody can send, so its surveys wait until it goes on.
    """
    opened = db.session.scalars(
        select(Survey)
        .join(Survey.occasion)
        .where(
            Survey.opened_at.is_not(None),
            Survey.closed_at.is_(None),
            Occasion.cancelled_at.is_(None),
            Occasion.ends_at < now,
        )
        .order_by(Survey.id)
        .options(joinedload(Survey.occasion).joinedload(Occasion.process))
    )
    return [
        survey
        for survey in opened
        if survey.closes_at is not None
        and survey.closes_at + GRACE <= now
        and process_state(survey.occasion.process) is ProcessState.RUNNING
    ]


def _close(number: int, now: datetime) -> bool:
    """Whether the survey `number` was closed. A person may have been quicker."""

    def act() -> None:
        close_survey(db.session.get_one(Survey, number), by=None, now=now)

    return in_a_transaction_of_its_own(act, f"Survey {number} could not be closed")
