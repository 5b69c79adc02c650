"""The receipt's code: opens the answers for reading, and for changes until closing."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from dialog.accounts import attempts
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.states import ProcessState, process_state
from dialog.survey import codes
from dialog.survey.answering_queries import Asked, answers_of, asked, response_by_code
from dialog.survey.drafts import paused_sentence
from dialog.survey.models import Response
from dialog.survey.routes.answering_desk import speak
from dialog.survey.routes.changing import (
    draw_answers,
    draw_both_changes,
    draw_change,
    read_change,
    store_change,
)
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow, anyone
from dialog.web.htmx import respond

receipt_codes = Blueprint("codes", __name__, url_prefix="/code")
BLUEPRINTS = [receipt_codes]
WRONG_PER_MINUTE = 20
SENT_BY_CODE = "page-code"


@receipt_codes.get("")
@allow(anyone)
def new() -> ResponseReturnValue:
    return respond("survey/answering/code.html", complaint="", typed="")


@receipt_codes.post("")
@allow(anyone)
def show() -> ResponseReturnValue:
    """The answers a code opens: drawn at once, so that the code stands in no address."""
    found = _opened()
    if found is None:
        return _wrong()
    response, wanted, language = found
    return draw_answers(response, wanted, language, code=_code())


@receipt_codes.post("/answers")
@allow(anyone)
def edit() -> ResponseReturnValue:
    found = _opened()
    if found is None:
        return _wrong()
    response, wanted, language = found
    return draw_change(response, wanted, language, answers_of(response), code=_code())


@receipt_codes.post("/change")
@allow(anyone)
def change() -> ResponseReturnValue:
    found = _opened()
    if found is None:
        return _wrong()
    response, wanted, language = found
    if process_state(response.survey.occasion.process) is ProcessState.PAUSED:
        raise Refusal(paused_sentence())
    sent = read_change(response, wanted)
    if sent.must_be_drawn_again:
        return draw_change(response, wanted, language, sent.answers, sent, code=_code())
    if stale := store_change(response, wanted, sent):
        keep = url_for("codes.show")
        return draw_both_changes(stale, wanted, language, keep=keep, code=_code())
    return draw_answers(response, wanted, language, code=_code())


def _code() -> str:
    return codes.grouped(request.form.get(SENT_BY_CODE, ""))


def _opened() -> tuple[Response, Asked, str] | None:
    """The response that the code sent opens. Raises 429 for somebody who guesses."""
    now, address = clock.now(), request.remote_addr or ""
    if attempts.tries("code", address, seconds=60, now=now) >= WRONG_PER_MINUTE:
        raise TooManyRequests(retry_after=60)
    response = response_by_code(request.form.get(SENT_BY_CODE, ""))
    if response is None:
        attempts.count("code", address, seconds=60, now=now)
        db.session.commit()
        return None
    wanted = asked(response.survey)
    return response, wanted, speak(wanted)


def _wrong() -> ResponseReturnValue:
    typed = request.form.get(SENT_BY_CODE, "")
    if codes.is_code(typed):
        complaint = _("No answers have this code. Compare it with your receipt, sign by sign.")
    else:
        complaint = _("A code has 24 signs, in six groups of four. Write all of it.")
    return respond("survey/answering/code.html", complaint=complaint, typed=typed, status=422)
