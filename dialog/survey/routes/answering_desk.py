"""Where a respondent sits: the survey, what it asks, the seat and its answers, in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import flask_babel
from flask import g

from dialog import database
from dialog.survey.answering_pages import interface_language, page_language
from dialog.survey.answering_queries import Asked
from dialog.survey.arrivals import Arrival, arrival
from dialog.survey.sheets import OpenSurvey, Sheet
from dialog.survey.walk import Walk
from dialog.web import clock
from dialog.web.i18n import choose_locale, reading_language


@dataclass
class Desk:
    """Everything a page needs to know about the one who answers. `language` is the content's.

    All is read as one sits down: after the commit nothing is looked up any more.
    """

    survey: OpenSurvey
    asked: Asked
    sheet: Sheet | None
    language: str
    party_kind: str

    @cached_property
    def walk(self) -> Walk:
        return Walk(self.asked.definition, self.party_kind, self.answers)

    @property
    def answers(self) -> Mapping[str, Any]:
        draft = self.sheet.draft if self.sheet else None
        return draft.answers if draft else {}

    @property
    def saved_at(self) -> datetime:
        draft = self.sheet.draft if self.sheet else None
        return draft.saved_at if draft else clock.now()

    @property
    def is_late(self) -> bool:
        """Past the closing time: what was begun may be sent a little longer, and the page says so."""
        return not self.survey.is_open(clock.now())

    def with_sheet(self, other: Sheet | None) -> Desk:
        return replace(self, sheet=other)


def sit_down() -> Desk:
    """The desk of the one who arrived. When they send something, their seat is held until commit."""
    found: Arrival = g.arrival
    return Desk(found.survey, found.asked, found.sheet, speak(found.asked), found.party_kind)


def look_again() -> Desk:
    """After the commit: sit down once more, only to read, so that nobody waits for the drawing."""
    database.begin_as("glance")
    g.arrival = arrival(g.arrival_number)
    return sit_down()


def speak(wanted: Asked) -> str:
    """Choose the page's language, ours and the content's; returns the content's."""
    chosen = choose_locale()
    content = g.content_language = page_language(wanted.definition, reading_language(), chosen)
    g.locale = interface_language(content, chosen)
    flask_babel.refresh()
    return content
