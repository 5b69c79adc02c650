"""Rules for the team before one survey: found through its process, with the state it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import abort, g

from dialog.contributions.access import note_reading
from dialog.process.access import enter, may, require
from dialog.process.rights import Right
from dialog.survey import queries

if TYPE_CHECKING:
    from dialog.survey.models import Survey
    from dialog.web.access import Rule


def enter_survey(arguments: Mapping[str, Any]) -> Survey:
    """Find the survey `number` of the process `slug`; sets g.process, g.roles and g.survey."""
    process = enter(arguments)
    survey = queries.survey_in(process, int(arguments["number"]))
    if survey is None:
        abort(404)
    g.survey = survey
    return survey


def of_survey(right: Right) -> Rule:
    """A rule: whoever has `right` in the process, while the survey stands where it is open."""

    def rule(arguments: Mapping[str, Any]) -> None:
        survey = enter_survey(arguments)
        require(right, queries.state_of(survey))

    rule.__name__ = f"of_survey_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule


def reads_responses(arguments: Mapping[str, Any]) -> None:
    """Facilitator and analyst, where answers are named and all have come in. Noted once a day."""
    survey = enter_survey(arguments)
    require(Right.READ_TEXTS)
    if survey.is_confidential or survey.closed_at is None:
        abort(404)
    note_reading("responses.read", survey, title=survey.occasion.title)


def may_in_survey(right: Right) -> bool:
    """The same question for drawing buttons on the pages of g.survey."""
    return may(right, queries.state_of(g.survey))
