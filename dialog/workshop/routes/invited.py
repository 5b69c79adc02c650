"""The way in for whoever was invited: a personal link instead of a code, the side already known."""

from __future__ import annotations

import random

from flask import g, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog import tokens
from dialog.extensions import db
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.workshop import operations, queries
from dialog.workshop.access import (
    device_hash,
    invited_in,
    participant_here,
    remember_device,
    this_device,
)
from dialog.workshop.routes.blueprints import participant


@participant.get("/invited/<int:invitation>")
@allow(invited_in)
def invited(invitation: int) -> ResponseReturnValue:
    """What one should know before the first word; straight on for those who have come in before."""
    if participant_here(g.workshop.id) or queries.participant_invited(invitation):
        return _to_room()
    if not operations.may_join_invited(g.activity):
        return redirect(url_for("invited.show", invitation=invitation), 303)
    return respond("workshop/join_invited.html", activity=g.activity, invitation=g.invitation)


@participant.post("/invited/<int:invitation>")
@allow(invited_in)
def join_invited(invitation: int) -> ResponseReturnValue:
    token = this_device() or tokens.fresh()
    operations.join_invited(
        g.activity,
        g.invitation,
        device_hash=device_hash(g.workshop.id, token),
        chance=random.SystemRandom(),
        now=clock.now(),
    )
    db.session.commit()
    response = make_response(_to_room())
    remember_device(response, token)
    return response


def _to_room() -> ResponseReturnValue:
    return redirect(url_for("participant.show", number=g.workshop.id), 303)
