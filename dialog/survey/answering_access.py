"""The rule for respondents: whoever has opened a personal link to a survey that still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, jsonify, request
from werkzeug.exceptions import Locked, NotFound

from dialog.config import LOCALES
from dialog.errors import Refusal
from dialog.invitations.access import leads_nowhere, no_such_link, remembered
from dialog.survey.answering_forms import STAY
from dialog.survey.arrivals import arrival
from dialog.survey.drafts import paused_sentence
from dialog.web import clock
from dialog.web.i18n import COOKIE as LANGUAGE_COOKIE

if TYPE_CHECKING:
    from collections.abc import Mapping


def respondent(arguments: Mapping[str, Any]) -> None:
    """Sets g.arrival. Every other link gets one and the same page."""
    number = int(arguments["invitation"])
    generation = dict(remembered()).get(number)
    found = arrival(number, lock=request.method == "POST") if generation is not None else None
    if found is None or generation is None:
        raise NotFound(response=no_such_link())
    if not found.is_let_in(generation, clock.now()):
        raise NotFound(response=leads_nowhere(number, generation))
    g.arrival, g.arrival_number = found, number
    if found.is_paused and request.method == "POST":
        _refuse_while_paused()
    if found.locale and request.cookies.get(LANGUAGE_COOKIE) not in LOCALES:
        g.locale = found.locale


def _refuse_while_paused() -> None:
    """What is saved is kept; the page's script, which saves by itself, hears that it was not now."""
    if request.form.get("page-to") == STAY:
        answer = jsonify({"paused": True})
        answer.status_code = 423
        raise Locked(response=answer)
    raise Refusal(paused_sentence())
