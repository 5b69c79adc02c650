"""Answering by personal link: the first page, page after page, reading through, sending.

Every address names the invitation, so that somebody who answers for two associations in two tabs
saves each where it belongs. The answers' receipt and their code are in `answered` and `codes`.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog import database
from dialog.errors import Stale
from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.survey import answering as acts
from dialog.survey import seats
from dialog.survey.answering_access import respondent
from dialog.survey.answering_forms import BACK, MINE, REVIEW, STAY, PageSent, read_page
from dialog.survey.codes import new_code
from dialog.survey.models import Survey
from dialog.survey.paging import Step
from dialog.survey.responding import day_of
from dialog.survey.routes.answered import BLUEPRINTS as ANSWERED
from dialog.survey.routes.answering_desk import Desk, look_again, sit_down
from dialog.survey.routes.answering_drawing import (
    draw_both,
    draw_mine,
    draw_page,
    draw_receipt,
    draw_review,
    draw_start,
)
from dialog.survey.routes.codes import BLUEPRINTS as CODES
from dialog.survey.sheets import Sheet, sheet_of
from dialog.survey.walk import fingerprint
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.templates import hour
from dialog.web.transactions import glances

answering = Blueprint("answering", __name__, url_prefix="/answer/<int:invitation>")
BLUEPRINTS = [answering, *ANSWERED, *CODES]


@answering.get("")
@allow(respondent)
@glances
def start(invitation: int) -> ResponseReturnValue:
    desk = sit_down()
    if desk.sheet and desk.sheet.receipt:
        return redirect(url_for("answered.show", invitation=invitation), 303)
    return draw_start(desk)


@answering.post("/beginning")
@allow(respondent)
def begin(invitation: int) -> ResponseReturnValue:
    desk = sit_down()
    if desk.sheet is None:
        survey = db.session.get_one(Survey, desk.survey.id)
        seats.seat_for(db.session.get_one(Invitation, invitation), survey)
        desk = desk.with_sheet(sheet_of(invitation, lock=True))
    assert desk.sheet is not None  # noqa: S101 - the seat has just been made
    if desk.sheet.receipt:
        db.session.commit()  # the seat stays
        return redirect(url_for("answered.show", invitation=invitation), 303)
    draft = acts.begin(desk.survey, desk.sheet, desk.asked, now=clock.now())
    address = _address_of(invitation, desk.walk.step(draft.page) or desk.walk.after(0))
    db.session.commit()
    return redirect(address, 303)


@answering.get("/pages/<int:page>")
@allow(respondent)
@glances
def page(invitation: int, page: int) -> ResponseReturnValue:
    desk = sit_down()
    elsewhere = _elsewhere(desk, invitation)
    if elsewhere:
        return redirect(elsewhere, 303)
    step = desk.walk.step(page)
    if step is None:
        return redirect(_address_of(invitation, desk.walk.after(page)), 303)
    return draw_page(desk, step)


@answering.post("/pages/<int:page>")
@allow(respondent)
def save(invitation: int, page: int) -> ResponseReturnValue:
    desk = sit_down()
    step = desk.walk.step(page)
    if step is None or desk.sheet is None:
        return redirect(url_for("answering.start", invitation=invitation), 303)
    sent = read_page(step.questions, request.form)
    if sent.to == MINE and desk.sheet.draft is not None:
        return draw_mine(desk, step, sent)
    try:
        draft = acts.fill(
            desk.survey,
            desk.sheet,
            desk.asked,
            step,
            sent.answers,
            drawn_from=sent.drawn_from,
            now=clock.now(),
        )
    except Stale as stale:
        db.session.rollback()
        if sent.to == STAY:
            return jsonify({"stale": True}), 409
        return draw_both(look_again(), page, stale, sent)
    after = desk.with_sheet(Sheet(desk.sheet.seat, draft, None))
    if sent.to == STAY:
        _keep(after)
        return jsonify(_as_saved(after, page))
    return _go_on(after, page, sent)


@answering.get("/review")
@allow(respondent)
@glances
def review(invitation: int) -> ResponseReturnValue:
    desk = sit_down()
    elsewhere = _elsewhere(desk, invitation)
    if elsewhere:
        return redirect(elsewhere, 303)
    return draw_review(desk, new_code())


@answering.post("/review")
@allow(respondent)
def submit(invitation: int) -> ResponseReturnValue:
    """Send. The answer to this is the receipt itself: its code is in no address and no cookie."""
    desk = sit_down()
    code = request.form.get("page-code", "")
    if desk.sheet is None or (desk.sheet.draft is None and desk.sheet.receipt is None):
        return redirect(url_for("answering.start", invitation=invitation), 303)
    if desk.sheet.receipt is None and desk.walk.unfinished():
        return draw_review(desk, code, status=422)
    now = clock.now()
    sent = acts.submit(desk.survey, desk.sheet, desk.asked, code=code, now=now)
    db.session.commit()
    if not sent.code_is_good:
        return redirect(url_for("answered.show", invitation=invitation), 303)
    database.begin_as("glance")  # nobody waits for the drawing
    answered_on = desk.sheet.receipt or day_of(now)
    return draw_receipt(desk.with_sheet(Sheet(desk.sheet.seat, None, answered_on)), code=code)


def _elsewhere(desk: Desk, invitation: int) -> str | None:
    """Where to go instead of a page: nothing has been begun, or all has been sent."""
    if desk.sheet is not None and desk.sheet.receipt is not None:
        return url_for("answered.show", invitation=invitation)
    if desk.sheet is None or desk.sheet.draft is None:
        return url_for("answering.start", invitation=invitation)
    return None


def _go_on(desk: Desk, number: int, sent: PageSent) -> ResponseReturnValue:
    """After a page has been saved: back, this page once more or in other words, or on to the next."""
    invitation = g.arrival_number
    step = desk.walk.step(number)
    if sent.language:
        _keep(desk)
        here = url_for("answering.page", invitation=invitation, page=number)
        return redirect(url_for("pages.language", code=sent.language, to=here), 303)
    if sent.to == BACK:
        _keep(desk)
        before = desk.walk.before(number)
        if before is None:
            return redirect(url_for("answering.start", invitation=invitation), 303)
        return redirect(_address_of(invitation, before), 303)
    if step is not None:
        appeared = [q.key for q in step.questions if q.key in step.shown - sent.shown]
        if appeared:
            _keep(desk)
            return redirect(_address_of(invitation, step) + f"#q-{appeared[0]}", 303)
        complaints = desk.walk.complaints_on(step)
        if complaints:
            _keep(desk)
            return draw_page(look_again(), step, complaints, status=422)
    following = None if sent.to == REVIEW else desk.walk.after(number)
    last = len(desk.asked.definition.sections) + 1
    _keep(desk, reached=following.number if following else last)
    return redirect(_address_of(invitation, following), 303)


def _keep(desk: Desk, *, reached: int = 0) -> None:
    """Write what was sent, and commit: what is answered after this has been saved."""
    assert desk.sheet is not None  # noqa: S101 - filled in by `save`
    assert desk.sheet.draft is not None  # noqa: S101 - filled in by `save`
    acts.keep(desk.survey, desk.sheet, desk.asked, desk.sheet.draft, reached=reached)
    db.session.commit()


def _address_of(invitation: int, step: Step | None) -> str:
    if step is None:
        return url_for("answering.review", invitation=invitation)
    return url_for("answering.page", invitation=invitation, page=step.number)


def _as_saved(desk: Desk, number: int) -> dict[str, Any]:
    """What the page's script needs to know: when it was saved, and what is shown now."""
    step = desk.walk.step(number)
    return {
        "saved": _("Saved %(hour)s", hour=hour(desk.saved_at)),
        "drawn_from": fingerprint(step, desk.answers) if step else "",
        "shown": sorted(step.shown) if step else [],
    }
