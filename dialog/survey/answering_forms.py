"""What a respondent's page sends: its answers, where to go next, what it was drawn from.

The names of our own fields hold a hyphen, which no question's key does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialog.survey import kinds
from dialog.survey.definition import other_key
from dialog.web.forms import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import MultiDict

    from dialog.survey.definition import Question

NEXT, BACK, REVIEW, STAY = "next", "back", "review", "stay"
MINE = "mine"  # somebody who was too late wants to write on from what was sent
IN_LANGUAGE = re.compile("in-([a-z]{2,3})")
OTHER_LIMIT = 500


@dataclass(frozen=True)
class PageSent:
    """One page as it was sent."""

    answers: dict[str, Any]
    to: str
    drawn_from: str
    shown: frozenset[str]

    @property
    def language(self) -> str:
        """In which language the same page is wanted once more; empty when it is not."""
        found = IN_LANGUAGE.fullmatch(self.to)
        return found[1] if found else ""


def read_page(questions: Iterable[Question], form: MultiDict[str, str]) -> PageSent:
    """The page's answers by key, and what the page said about itself."""
    to = form.get("page-to", NEXT)
    return PageSent(
        answers=read_answers(questions, form),
        to=to if to in {NEXT, BACK, REVIEW, STAY, MINE} or IN_LANGUAGE.fullmatch(to) else NEXT,
        drawn_from=form.get("page-drawn-from", ""),
        shown=frozenset(form.get("page-shown", "").split()),
    )


def read_answers(questions: Iterable[Question], form: MultiDict[str, str]) -> dict[str, Any]:
    """What was sent for `questions`, as it is kept in a draft. Nothing sent: no key."""
    found: dict[str, Any] = {}
    for question in questions:
        if not question.asks:
            continue
        raw = [UNWANTED.sub("", text) for text in form.getlist(question.key)]
        value = kinds.tidy(question, raw)
        if value not in (None, "", []):
            found[question.key] = value
        if question.has_other:
            key = other_key(question.key)
            beside = " ".join(UNWANTED.sub("", form.get(key, "")).split())[:OTHER_LIMIT]
            if beside:
                found[key] = beside
    return found
