"""Start, pause, resume, break off, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process import operations
from dialog.process.access import enter, require
from dialog.process.forms import choices_of, chosen_to_close, ending_form
from dialog.process.models import TurnKind
from dialog.process.rights import Right
from dialog.process.states import ENDINGS, ProcessState, process_state
from dialog.process.still_open import still_open
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.process.forms import TurnForm
    from dialog.process.still_open import StillOpen

turns = Blueprint("turns", __name__, url_prefix="/processes/<slug>/turns")

# The word in the address for each turn that a person can take.
ACTS = {
    "start": TurnKind.STARTED,
    "pause": TurnKind.PAUSED,
    "resume": TurnKind.RESUMED,
    "break-off": TurnKind.BROKEN_OFF,
    "complete": TurnKind.COMPLETED,
}


def leads_even_ended(arguments: Mapping[str, Any]) -> None:
    """Leading, also when the dialogue has ended: it can be taken up again."""
    enter(arguments)
    if process_state(g.process) is ProcessState.ENDED:
        require(Right.REPORT)
    else:
        require(Right.LEAD)


def _done(kind: TurnKind) -> str:
    """What was just done, in its own words: the receipt for a press nobody takes lightly."""
    return {
        TurnKind.STARTED: _("The dialogue has started. It stands in the journal."),
        TurnKind.PAUSED: _("The dialogue rests now. It stands in the journal."),
        TurnKind.RESUMED: _("The dialogue goes on again. It stands in the journal."),
        TurnKind.BROKEN_OFF: _("The dialogue is broken off. It stands in the journal."),
        TurnKind.COMPLETED: _("The dialogue has ended. It stands in the journal."),
    }[kind]


@turns.get("/<act>")
@allow(leads_even_ended)
def new(slug: str, act: str) -> ResponseReturnValue:
    left = _left_open(_kind(act))
    return _page(act, ending_form(left)(formdata=None), left)


@turns.post("/<act>")
@allow(leads_even_ended)
def create(slug: str, act: str) -> ResponseReturnValue:
    kind = _kind(act)
    left = _left_open(kind)
    form = ending_form(left)()
    if not form.validate_on_submit():
        return _page(act, form, left, status=422)
    if kind in operations.NEEDS_REASON and not form.reason.data:
        form.reason.errors = [_("Write why: it will be read by those who took part.")]
        return _page(act, form, left, status=422)
    operations.turn(
        g.process,
        kind,
        by=g.person,
        now=clock.now(),
        reason=form.reason.data,
        closing=chosen_to_close(form, left),
    )
    db.session.commit()
    flash(_done(kind))
    return redirect(url_for("overview.show", slug=slug), 303)


def _kind(act: str) -> TurnKind:
    return ACTS.get(act) or abort(404)


def _left_open(kind: TurnKind) -> list[StillOpen]:
    """What would be left open by a turn that ends the dialogue."""
    return still_open(g.process, clock.now()) if kind in ENDINGS else []


def _page(
    act: str, form: TurnForm, left: list[StillOpen], status: int = 200
) -> ResponseReturnValue:
    kind = _kind(act)
    if process_state(g.process) not in operations.ALLOWED[kind]:
        raise Refusal(
            _("That does not follow from where the dialogue stands now. Reload the page.")
        )
    return respond(
        "process/turn.html",
        form=form,
        act=act,
        needs_reason=kind in operations.NEEDS_REASON,
        left=list(zip(left, choices_of(form, left), strict=True)),
        process=g.process,
        thread=thread_for(g.process),
        status=status,
    )
