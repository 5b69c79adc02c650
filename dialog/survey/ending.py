"""Surveys that are still open when their dialogue ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import func, select

from dialog.extensions import db
from dialog.process.states import OccasionState
from dialog.process.still_open import Closer, StillOpen
from dialog.survey.closing import close_survey, why_not_yet
from dialog.survey.models import Receipt, Survey
from dialog.survey.queries import state_of, surveys_of
from dialog.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Occasion, Process


def find(process: Process, now: datetime) -> Iterator[StillOpen]:
    for survey in surveys_of(process):
        if state_of(survey) is OccasionState.OPEN and not survey.occasion.is_cancelled:
            yield StillOpen(survey.occasion, _meaning(survey), why_not_yet(survey, now))


def _meaning(survey: Survey) -> str:
    answered = db.session.scalar(select(func.count()).where(Receipt.survey_id == survey.id)) or 0
    return ngettext(
        "%(num)s has answered. Closing makes what was written into texts to read and code. A survey "
        "that is closed cannot be opened again.",
        "%(num)s have answered. Closing makes what was written into texts to read and code. A survey "
        "that is closed cannot be opened again.",
        answered,
    )


def close(occasion: Occasion, by: Person | None, now: datetime) -> None:
    close_survey(db.session.get_one(Survey, occasion.id), by=by, now=now)


def address(occasion: Occasion) -> str:
    return url_for("survey_closings.new", slug=occasion.process.slug, number=occasion.id)


SURVEYS = Closer(find, close, address)
