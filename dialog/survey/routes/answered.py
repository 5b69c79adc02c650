"""After sending, by the same link: the receipt, and where answers are named, reading and changing."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.survey.answering_access import respondent
from dialog.survey.answering_queries import answers_of, response_at
from dialog.survey.models import Response
from dialog.survey.routes.answering_desk import Desk, sit_down
from dialog.survey.routes.answering_drawing import draw_receipt
from dialog.survey.routes.changing import (
    draw_answers,
    draw_both_changes,
    draw_change,
    read_change,
    store_change,
)
from dialog.web.access import allow

answered = Blueprint("answered", __name__, url_prefix="/answer/<int:invitation>")
BLUEPRINTS = [answered]


@answered.get("/receipt")
@allow(respondent)
def show(invitation: int) -> ResponseReturnValue:
    desk = sit_down()
    if desk.sheet is None or desk.sheet.receipt is None:
        return redirect(url_for("answering.start", invitation=invitation), 303)
    return draw_receipt(desk)


@answered.get("/answers")
@allow(respondent)
def read(invitation: int) -> ResponseReturnValue:
    desk, response = _own_response()
    return draw_answers(response, desk.asked, desk.language)


@answered.get("/change")
@allow(respondent)
def edit(invitation: int) -> ResponseReturnValue:
    desk, response = _own_response()
    return draw_change(response, desk.asked, desk.language, answers_of(response))


@answered.post("/change")
@allow(respondent)
def change(invitation: int) -> ResponseReturnValue:
    desk, response = _own_response()
    sent = read_change(response, desk.asked)
    if sent.must_be_drawn_again:
        return draw_change(response, desk.asked, desk.language, sent.answers, sent)
    own = url_for("answered.read", invitation=invitation)
    if stale := store_change(response, desk.asked, sent):
        return draw_both_changes(stale, desk.asked, desk.language, keep=own)
    return redirect(own, 303)


def _own_response() -> tuple[Desk, Response]:
    """The response of one's own seat; in confidence there is none to be found this way."""
    desk = sit_down()
    found = response_at(desk.sheet.seat.id) if desk.sheet else None
    if found is None:
        abort(404)
    return desk, found
