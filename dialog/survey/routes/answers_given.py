"""Answers as they are read: what was asked is the same for all, what was said fills its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from dialog.survey.spoken import in_words
from dialog.texts import gettext as _
from dialog.web.templates import paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.survey.walk import Walk

SAID = Markup('<dd class="r-said">%s</dd>')
NOTHING = Markup('<dd class="r-quiet">%s</dd>')


def asked_of(walk: Walk) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """The pages that asked somebody anything: number, place, and the keys of the questions shown."""
    return tuple(
        (step.number, step.place, step.shown)
        for step in walk.steps
        if any(question.asks and question.key in step.shown for question in step.questions)
    )


def said_by(walk: Walk, answers: Mapping[str, Any], language: str) -> dict[str, Markup]:
    """What was answered to each question shown, drawn, under the name `said_` and its key."""
    nothing = NOTHING % _("No answer")
    said = {}
    for step in walk.steps:
        for question in step.questions:
            if question.asks and question.key in step.shown:
                lines = in_words(question, answers, language)
                drawn = Markup().join(SAID % paragraphs(line) for line in lines)
                said[f"said_{question.key}"] = drawn if lines else nothing
    return said
