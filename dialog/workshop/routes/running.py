"""From phase to phase: each step a button on the panel. And the door: code, lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.workshop import operations, results
from dialog.workshop.access import runs
from dialog.workshop.forms import VotingForm
from dialog.workshop.routes.blueprints import to_board, workshop
from dialog.workshop.routes.board import draw_board


def _step(operation: Callable[..., None], sentence: str, **facts: Any) -> ResponseReturnValue:
    operation(g.activity, by=g.person, now=clock.now(), **facts)
    return _done(sentence)


def _done(sentence: str) -> ResponseReturnValue:
    db.session.commit()
    flash(sentence)
    return to_board()


@workshop.post("/<int:number>/opening")
@allow(runs(Right.OPEN))
def open_board(slug: str, number: int) -> ResponseReturnValue:
    sentence = _("The board is open. Show the code, and people can join.")
    return _step(operations.open_board, sentence)


@workshop.post("/<int:number>/writing-end")
@allow(runs(Right.RUN_BOARD))
def stop_writing(slug: str, number: int) -> ResponseReturnValue:
    return _step(operations.stop_writing, _("The writing has ended. Now group the notes."))


@workshop.post("/<int:number>/writing")
@allow(runs(Right.RUN_BOARD))
def resume_writing(slug: str, number: int) -> ResponseReturnValue:
    return _step(operations.resume_writing, _("The room can write again."))


@workshop.post("/<int:number>/voting")
@allow(runs(Right.RUN_BOARD))
def open_voting(slug: str, number: int) -> ResponseReturnValue:
    form = VotingForm()
    if not form.validate_on_submit():
        return draw_board(form, 422)
    facts = {"dots": form.dots.data, "per_target": form.per_target.data}
    return _step(operations.open_voting, _("The voting is open."), **facts)


@workshop.post("/<int:number>/voting-end")
@allow(runs(Right.RUN_BOARD))
def close_voting(slug: str, number: int) -> ResponseReturnValue:
    operations.close_voting(g.activity, by=g.person, now=clock.now())
    votes = results.votes_of(g.activity)
    shown = _("The voting has ended. The result stands on the board.")
    nothing = _("The voting has ended. No result can be shown: too few voted.")
    return _done(shown if votes and votes.tells else nothing)


@workshop.post("/<int:number>/closing")
@allow(runs(Right.CLOSE))
def close_board(slug: str, number: int) -> ResponseReturnValue:
    sentence = _("The board is closed. Participants can read it until the end of tomorrow.")
    return _step(operations.close_board, sentence)


@workshop.post("/<int:number>/code")
@allow(runs(Right.RUN_BOARD))
def renew_code(slug: str, number: int) -> ResponseReturnValue:
    sentence = _("There is a new code. Those who have joined stay; the old code opens nothing.")
    return _step(operations.renew_code, sentence)


@workshop.post("/<int:number>/lock")
@allow(runs(Right.RUN_BOARD))
def lock_door(slug: str, number: int) -> ResponseReturnValue:
    return _step(operations.lock_door, _("The door is closed: nobody new can join."))


@workshop.post("/<int:number>/unlock")
@allow(runs(Right.RUN_BOARD))
def unlock_door(slug: str, number: int) -> ResponseReturnValue:
    return _step(operations.unlock_door, _("The door is open again."))
