"""What a respondent's pages show, put together: steps, dates, who asks, what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.config import LOCALES
from dialog.process.models import PartyKind, StageKind
from dialog.process.threads import stage_name
from dialog.survey.definition import words
from dialog.survey.models import SeatRule
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from dialog.survey.answering_queries import Ahead
    from dialog.survey.arrivals import Arrival
    from dialog.survey.definition import Definition
    from dialog.survey.paging import Step
    from dialog.survey.walk import Walk


def page_language(definition: Definition, reads: str, chosen: str) -> str:
    """The language a page of the survey is in: the one it is read in, where the survey has it."""
    return reads if reads in definition.languages else definition.language_for(chosen)


def interface_language(content: str, chosen: str) -> str:
    """The language of our own words: the survey's where we speak it, else the reader's."""
    return content if content in LOCALES else chosen


def answers_for_association(arrived: Arrival) -> bool:
    """Whether the one who is invited answers for an association and not for herself."""
    return arrived.organisation_id is not None and for_association(
        arrived.survey.seat_rule, arrived.party_kind
    )


def for_association(seat_rule: str, party_kind: str) -> bool:
    """Whether those of a party answer for an association, where the survey has such seats."""
    return seat_rule == SeatRule.ORGANISATION and party_kind != PartyKind.MUNICIPAL


def where_next(walk: Walk, step: Step, language: str) -> str:
    """The words on the button that leads on: where it leads."""
    following = walk.after(step.number)
    if following is None:
        return _("Next: read through and send")
    title = words(following.section.title, language).text
    return _("Next: %(title)s", title=title) if title else _("Next")


@dataclass(frozen=True)
class Milestone:
    """One point on the way after the survey."""

    title: str
    sentence: str
    is_now: bool = False


def milestones(plan: Ahead) -> tuple[Milestone, ...]:
    """What happens after the survey, as far as the dialogue has planned it."""
    sentences = {
        StageKind.FOCUS_GROUPS: _("We go deeper into what the survey shows."),
        StageKind.WORKSHOP: _("The parties meet and put together what is most important."),
        StageKind.PROPOSALS: _("What has been said becomes proposals, each with its evidence."),
        StageKind.REPORT: _("The political boards take a position, each for itself."),
    }
    ahead = [
        Milestone(_planned(kind, planned_from), sentences[StageKind(kind)])
        for kind, planned_from in plan.stages
        if kind in sentences
    ]
    return (
        Milestone(
            _("The answers are put together"),
            _("No result is shown that rests on fewer than %(k)s answers.", k=plan.k),
            is_now=True,
        ),
        *ahead,
        Milestone(
            _("You hear what came of it"),
            _("We tell you what came of the answers, also of what came to nothing."),
        ),
    )


def _planned(kind: str, day: date | None) -> str:
    name = stage_name(kind)
    return _("%(stage)s, from %(day)s", stage=name, day=day.isoformat()) if day else name
