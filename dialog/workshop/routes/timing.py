"""The board's clock, set from the panel: every act a form that says which clock it was drawn from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import clock
from dialog.web.access import allow
from dialog.workshop import operations
from dialog.workshop.access import runs
from dialog.workshop.forms import ClockForm, VotingForm
from dialog.workshop.routes.arranging import sent_id, sent_version
from dialog.workshop.routes.blueprints import to_board, workshop
from dialog.workshop.routes.board import draw_board


def _set(operation: Callable[..., None], sentence: str, **facts: Any) -> ResponseReturnValue:
    operation(
        g.activity,
        seen=sent_version(),
        client_id=sent_id(),
        by=g.person,
        now=clock.now(),
        **facts,
    )
    db.session.commit()
    flash(sentence)
    return to_board()


@workshop.post("/<int:number>/clock")
@allow(runs(Right.RUN_BOARD))
def start_clock(slug: str, number: int) -> ResponseReturnValue:
    form = ClockForm()
    if not form.validate_on_submit():
        return draw_board(VotingForm(formdata=None), 422, clock_form=form)
    minutes = form.minutes.data or 0
    sentence = ngettext(
        "The clock goes: %(num)s minute.", "The clock goes: %(num)s minutes.", minutes
    )
    return _set(operations.start_clock, sentence, minutes=minutes)


@workshop.post("/<int:number>/clock/pause")
@allow(runs(Right.RUN_BOARD))
def pause_clock(slug: str, number: int) -> ResponseReturnValue:
    return _set(operations.pause_clock, _("The clock is paused."))


@workshop.post("/<int:number>/clock/resumption")
@allow(runs(Right.RUN_BOARD))
def resume_clock(slug: str, number: int) -> ResponseReturnValue:
    return _set(operations.resume_clock, _("The clock goes on."))


@workshop.post("/<int:number>/clock/extension")
@allow(runs(Right.RUN_BOARD))
def extend_clock(slug: str, number: int) -> ResponseReturnValue:
    return _set(operations.extend_clock, _("Two more minutes."))


@workshop.post("/<int:number>/clock/stop")
@allow(runs(Right.RUN_BOARD))
def stop_clock(slug: str, number: int) -> ResponseReturnValue:
    return _set(operations.stop_clock, _("The clock is stopped."))
