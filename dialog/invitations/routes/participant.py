"""What the invited see of an occasion that has no page of its own: what, when, where, yes or no,
and where it leads on to once there is something to take part in.

And the way to hand the invitation to somebody else in the same association, from any occasion.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.invitations import done, doors, operations
from dialog.invitations.access import invited
from dialog.invitations.forms import PassOnForm
from dialog.invitations.models import ReplyKind
from dialog.invitations.onward import onward
from dialog.process.queries import why_paused
from dialog.process.states import ProcessState, process_state
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

invited_pages = Blueprint("invited", __name__)
REPLIES = {ReplyKind.YES.value, ReplyKind.NO.value}


@invited_pages.get("/invitation")
@allow(invited)
def show() -> ResponseReturnValue:
    return respond(
        "invitations/occasion.html",
        invitation=g.invitation,
        occasion=g.invitation.occasion,
        latest=g.invitation.latest_reply,
        pause_reason=_why_paused(),
        onward=onward(g.invitation, clock.now()),
        may_pass_on=g.invitation.organisation is not None
        and not done.is_over(g.invitation.occasion, clock.now()),
    )


def _sentence_when_over() -> str:
    """That nobody needs to say any more whether they are coming; "" while they may."""
    beyond = onward(g.invitation, clock.now())
    return beyond.sentence if beyond is not None and beyond.is_over else ""


def _why_paused() -> str:
    process = g.invitation.occasion.process
    paused = process_state(process) is ProcessState.PAUSED
    return why_paused(process.id) if paused else ""


@invited_pages.post("/invitation/reply")
@allow(invited)
def reply() -> ResponseReturnValue:
    kind = request.form.get("reply", "")
    if kind not in REPLIES:
        abort(400)
    if sentence := _sentence_when_over():
        raise Refusal(sentence)
    invitation = g.invitation
    operations.reply(
        invitation.occasion, kind, invitation.party, invitation=invitation, now=clock.now()
    )
    db.session.commit()
    flash(_("Thank you for your reply."))
    return redirect(url_for("invited.show", invitation=invitation.id), 303)


@invited_pages.get("/someone-else")
@allow(invited)
def someone_else() -> ResponseReturnValue:
    return _pass_on_page(PassOnForm())


@invited_pages.post("/someone-else")
@allow(invited)
def pass_on() -> ResponseReturnValue:
    form = PassOnForm()
    if not form.validate_on_submit():
        return _pass_on_page(form, status=422)
    if done.is_over(g.invitation.occasion, clock.now()):
        raise Refusal(_("It is over, so nobody more is asked."))
    try:
        operations.pass_on(g.invitation, form.name.data, form.email.data, now=clock.now())
    except Refusal as refusal:
        form.email.errors = [str(refusal)]
        return _pass_on_page(form, status=422)
    db.session.commit()
    return redirect(url_for("invited.passed_on", invitation=g.invitation.id), 303)


def _pass_on_page(form: PassOnForm, status: int = 200) -> ResponseReturnValue:
    return respond(
        "invitations/pass_on.html",
        form=form,
        invitation=g.invitation,
        occasion=g.invitation.occasion,
        back=doors.address(g.invitation),
        status=status,
    )


@invited_pages.get("/someone-else/done")
@allow(invited)
def passed_on() -> ResponseReturnValue:
    return respond(
        "invitations/passed_on.html", invitation=g.invitation, back=doors.address(g.invitation)
    )
