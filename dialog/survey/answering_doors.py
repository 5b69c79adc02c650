"""Where personal links to surveys lead, who has answered, and the sentence of the closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.extensions import db
from dialog.invitations import done, doors
from dialog.journal import sentences
from dialog.survey import answering_queries
from dialog.survey.arrivals import arrival
from dialog.survey.models import Survey
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.invitations.queries import Link
    from dialog.process.models import Occasion


def link_is_good(occasion: Occasion, now: datetime) -> bool:
    """A link opens from the opening until closing, and the quarter of an hour after."""
    survey = db.session.get(Survey, occasion.id)
    return (
        survey is not None and survey.opened_at is not None and survey.takes(survey.opened_at, now)
    )


def is_over(occasion: Occasion, now: datetime) -> bool:
    """Nobody is asked once it has closed, by hand or by the clock; if it is prolonged, they are."""
    survey = db.session.get(Survey, occasion.id)
    return survey is not None and survey.opened_at is not None and not survey.is_open(now)


def lets_in(link: Link, now: datetime) -> bool:
    """Whether a link opens the survey, read at once as its pages read it."""
    found = arrival(link.number)
    return found is not None and found.is_let_in(link.generation, now)


def open_doors() -> None:
    doors.register("survey", "answering.start", is_good=link_is_good, lets_in=lets_in)
    done.register("survey", answering_queries.done)
    done.register_over("survey", is_over)
    sentences.register(
        {
            "survey.closed": _l(
                "%(who)s closed the survey %(title)s. Texts that can be read now: %(count)s."
            )
        }
    )
