"""Personal links: open one, ask for a lost one, ask for no more letters.

Opening a link changes nothing: programs that look at mail before people do open it too. Only
tokens that fit no invitation are counted, so that a whole hall behind one address gets in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from dialog import database
from dialog.accounts import attempts
from dialog.extensions import db
from dialog.invitations import access, doors, operations, queries
from dialog.invitations.forms import LostForm
from dialog.register import operations as register_operations
from dialog.register.names import email_key
from dialog.web import clock
from dialog.web.access import allow, anyone
from dialog.web.htmx import respond
from dialog.web.transactions import glances

if TYPE_CHECKING:
    from dialog.invitations.models import Invitation

links = Blueprint("links", __name__)

MINUTE = 60
BAD_PER_MINUTE = 20
QUARTER = 15 * 60
LOST_PER_ADDRESS = 30
LOST_PER_MAILBOX = 3


@links.get("/i/<token>")
@allow(anyone)
@glances
def open_link(token: str) -> ResponseReturnValue:
    """Change the token for a cookie and go on to an address without it."""
    link = queries.link(token) or queries.NO_LINK
    if not doors.opens(link, clock.now()):
        told = access.leads_nowhere(link.number, link.generation)
        return told if told.status_code != 404 else _nothing()
    response = make_response(redirect(doors.address_of(link.kind, link.number), 303))
    access.remember(response, link)
    return response


def _nothing() -> ResponseReturnValue:
    """The page for a link that opens nothing; after too many of them from one place, 429."""
    now = clock.now()
    key = ("link", request.remote_addr or "")
    if attempts.tries(*key, seconds=MINUTE, now=now) >= BAD_PER_MINUTE:
        raise TooManyRequests(retry_after=MINUTE - int(now.timestamp()) % MINUTE)
    db.session.rollback()
    with database.access("write"):
        attempts.count(*key, seconds=MINUTE, now=now)
        db.session.commit()
    return access.no_such_link()


@links.get("/i/<token>/stop")
@allow(anyone)
def ask_to_stop(token: str) -> ResponseReturnValue:
    invitation = _to_stop(token)
    if invitation is None:
        return _nothing()
    return respond("invitations/stop.html", invitation=invitation)


@links.post("/i/<token>/stop")
@allow(anyone)
def stop(token: str) -> ResponseReturnValue:
    invitation = _to_stop(token)
    if invitation is None or invitation.contact is None:
        return _nothing()
    register_operations.stop(invitation.contact, by=None, now=clock.now())
    db.session.commit()
    return respond("invitations/stopped.html", invitation=invitation)


def _to_stop(token: str) -> Invitation | None:
    """The invitation of a link, also when what it was about is over; a revoked one is gone."""
    invitation = queries.invitation_by_token(token)
    gone = invitation is None or invitation.is_revoked or invitation.contact is None
    return None if gone else invitation


@links.get("/link")
@allow(anyone)
def lost() -> ResponseReturnValue:
    return respond("invitations/lost.html", form=LostForm())


@links.post("/link")
@allow(anyone)
def find() -> ResponseReturnValue:
    form = LostForm()
    if not form.validate_on_submit():
        return respond("invitations/lost.html", form=form, status=422)
    now = clock.now()
    mailbox = email_key(form.email.data)
    place = attempts.count("lost", request.remote_addr or "", seconds=QUARTER, now=now)
    box = attempts.count("lost", "to", mailbox, seconds=QUARTER, now=now)
    if place <= LOST_PER_ADDRESS and box <= LOST_PER_MAILBOX:
        operations.send_lost_links(mailbox, now=now)
    db.session.commit()
    # The same page whether or not the address is invited to anything.
    return redirect(url_for("links.sent"), 303)


@links.get("/link/sent")
@allow(anyone)
def sent() -> ResponseReturnValue:
    return respond("invitations/lost_sent.html")
