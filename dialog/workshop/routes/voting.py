"""A participant's dots."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.web import clock
from dialog.web.access import allow
from dialog.workshop import operations, queries
from dialog.workshop.access import joined
from dialog.workshop.routes.arranging import sent_id
from dialog.workshop.routes.blueprints import participant, to_room


@participant.post("/<int:number>/dots")
@allow(joined)
def give_dot(number: int) -> ResponseReturnValue:
    operations.give_dot(
        g.activity,
        g.participant,
        request.form.get("target", ""),
        client_id=sent_id(),
        now=clock.now(),
    )
    db.session.commit()
    return to_room()


@participant.post("/<int:number>/dots/<int:dot>/return")
@allow(joined)
def take_back_dot(number: int, dot: int) -> ResponseReturnValue:
    mine = queries.dots_of(g.participant, g.activity)
    found = next((one for one in mine if one.id == dot), None)
    if found is None:
        abort(404)
    operations.take_back_dot(g.activity, g.participant, found, now=clock.now())
    db.session.commit()
    return to_room()
