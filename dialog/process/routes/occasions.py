"""Cancelling what people were asked to."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from dialog.extensions import db
from dialog.process import operations
from dialog.process.access import team
from dialog.process.models import Occasion, OccasionKind
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

occasions = Blueprint("occasions", __name__, url_prefix="/processes/<slug>/occasions/<int:number>")
# A survey is closed, not cancelled: what has been answered must come to its right.
CANCELLED = (OccasionKind.FOCUS_GROUP, OccasionKind.WORKSHOP, OccasionKind.MEETING)


def _found(number: int) -> Occasion:
    found = db.session.scalars(
        select(Occasion).where(Occasion.id == number, Occasion.process_id == g.process.id)
    ).first()
    return found if found is not None and found.kind in CANCELLED else abort(404)


@occasions.get("/cancellation")
@allow(team(Right.LEAD))
def ask(slug: str, number: int) -> ResponseReturnValue:
    return respond(
        "process/cancellation.html",
        occasion=_found(number),
        process=g.process,
        thread=thread_for(g.process),
    )


@occasions.post("/cancellation")
@allow(team(Right.LEAD))
def cancel(slug: str, number: int) -> ResponseReturnValue:
    operations.cancel_occasion(_found(number), by=g.person, now=clock.now())
    db.session.commit()
    flash(_("It is cancelled. Tell those who were invited."))
    return redirect(url_for("overview.show", slug=slug), 303)
