"""Notes that the team writes down: for somebody without a phone, or from a list."""

from __future__ import annotations

import random
import uuid
from typing import Any

from flask import abort, flash, g, request
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import Party
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.i18n import language
from dialog.workshop import operations, queries
from dialog.workshop.access import runs
from dialog.workshop.forms import EnteredForm, PastedForm
from dialog.workshop.models import Place
from dialog.workshop.routes.blueprints import desk, to_board, workshop


def _entered_form() -> EnteredForm:
    form = EnteredForm()
    form.offer(queries.columns_of(g.activity))
    form.offer_parties(g.process.parties)
    return form


@workshop.get("/<int:number>/entered")
@allow(runs(Right.RUN_BOARD))
def entering(slug: str, number: int) -> ResponseReturnValue:
    return respond("workshop/enter.html", form=_entered_form(), number=number, **desk())


@workshop.post("/<int:number>/entered")
@allow(runs(Right.RUN_BOARD))
def enter(slug: str, number: int) -> ResponseReturnValue:
    form = _entered_form()
    if not form.validate_on_submit():
        return respond("workshop/enter.html", form=form, number=number, status=422, **desk())
    operations.enter_note(
        g.activity,
        party_or_404(form.party.data),
        form.text.data,
        **_by_staff(form),
    )
    db.session.commit()
    flash(_("The note is on the board."))
    return to_board()


def _pasted_form() -> PastedForm:
    form = PastedForm()
    form.offer(queries.columns_of(g.activity), g.process.parties)
    return form


@workshop.get("/<int:number>/pasted")
@allow(runs(Right.RUN_BOARD))
def pasting(slug: str, number: int) -> ResponseReturnValue:
    return respond("workshop/paste.html", form=_pasted_form(), number=number, **desk())


@workshop.post("/<int:number>/pasted")
@allow(runs(Right.RUN_BOARD))
def paste(slug: str, number: int) -> ResponseReturnValue:
    """First the notes as they will hang; the same form again, confirmed, hangs them."""
    form = _pasted_form()
    if not form.validate_on_submit():
        return respond("workshop/paste.html", form=form, number=number, status=422, **desk())
    if not request.form.get("confirmed"):
        return respond("workshop/paste_preview.html", form=form, number=number, **desk())
    count = operations.paste_notes(
        g.activity,
        party_or_404(form.party.data),
        form.lines,
        one_voice=form.one_voice.data,
        **_by_staff(form),
    )
    db.session.commit()
    flash(ngettext("%(num)s note is on the board.", "%(num)s notes are on the board.", count))
    return to_board()


def _by_staff(form: EnteredForm | PastedForm) -> dict[str, Any]:
    """Where it hangs, who hangs it, and when."""
    return {
        "column": column_or_404(form.column.data),
        "client_id": form.sent_id or str(uuid.uuid4()),
        "language": language(),
        "today": clock.today(),
        "by": g.person,
        "chance": random.SystemRandom(),
        "now": clock.now(),
    }


def party_or_404(number: str) -> Party:
    parties: list[Party] = g.process.parties
    found = next((party for party in parties if str(party.id) == number), None)
    if found is None:
        abort(404)
    return found


def column_or_404(number: str) -> Place:
    """The column a note is written in: one that is still there."""
    found = queries.find_place(g.activity, int(number)) if number.isdecimal() else None
    if found is None:
        raise Refusal(_("The column is gone. Choose another one."))
    return found
