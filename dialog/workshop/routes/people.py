"""Who is in the room: devices without names, and showing one out."""

from __future__ import annotations

from flask import abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.access import may
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.workshop import operations, queries
from dialog.workshop.access import occasion_state, runs, sees_board
from dialog.workshop.routes.blueprints import desk, workshop


@workshop.get("/<int:number>/people")
@allow(sees_board)
def people(slug: str, number: int) -> ResponseReturnValue:
    """Which note came from which device is not told: only when it joined, and for which side."""
    return respond(
        "workshop/people.html",
        participants=queries.participants_of(g.workshop),
        sides=queries.sides_of(g.activity),
        may_run=may(Right.RUN_BOARD, occasion_state(g.activity)),
        number=number,
        **desk(),
    )


@workshop.post("/<int:number>/people/<int:participant>/removal")
@allow(runs(Right.RUN_BOARD))
def remove(slug: str, number: int, participant: int) -> ResponseReturnValue:
    found = next((p for p in queries.participants_of(g.workshop) if p.id == participant), None)
    if found is None:
        abort(404)
    operations.remove_participant(g.activity, found, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The device is out. Make a new code if it should not come back."))
    return redirect(url_for("workshop.people", slug=slug, number=number), 303)
