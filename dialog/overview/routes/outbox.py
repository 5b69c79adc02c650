"""The outbox: what waits, what went, what failed, and “send again”."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.accounts.access import administrator
from dialog.extensions import db
from dialog.mail import operations, queries
from dialog.mail.models import Letter, LetterState
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.forms import one_line
from dialog.web.htmx import respond
from dialog.web.paging import paged

outbox = Blueprint("outbox", __name__, url_prefix="/outbox")


@outbox.get("")
@allow(administrator)
def index() -> ResponseReturnValue:
    asked = request.args.get("state", "")
    state = LetterState(asked) if asked in set(LetterState) else None
    search = one_line(request.args.get("q"))[:100]
    return respond(
        "overview/outbox.html",
        page=paged(queries.letters(state, search)),
        counts=queries.counts(),
        state=state,
        search=search,
    )


@outbox.post("/<int:number>/sending")
@allow(administrator)
def send_again(number: int) -> ResponseReturnValue:
    letter = db.get_or_404(Letter, number)
    operations.send_again(letter, clock.now())
    db.session.commit()
    flash(_("The letter is in the queue again."))
    return redirect(url_for("outbox.index"), 303)
