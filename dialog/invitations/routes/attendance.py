"""Who said yes or no, who came, who walked in: registered by hand."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.invitations import figures, operations, queries
from dialog.invitations.access import occasion_team
from dialog.invitations.models import ReplyKind
from dialog.invitations.routes.inviting import PREFIX, context, lines
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

attendance = Blueprint("invitation_replies", __name__, url_prefix=PREFIX)
BY_HAND = {ReplyKind.YES.value, ReplyKind.NO.value, ReplyKind.CAME.value}
WALK_INS = {ReplyKind.WALKED_IN.value, ReplyKind.NO.value}


@attendance.get("/attendance")
@allow(occasion_team(Right.INVITE))
def index(slug: str, number: int) -> ResponseReturnValue:
    return respond(
        "invitations/attendance.html",
        **context(),
        lines=sorted(
            (line for line in lines() if not line.invitation.is_revoked),
            key=lambda line: (line.invitation.party.position, line.invitation.addressee.casefold()),
        ),
        figures=figures.figures(g.occasion),
    )


@attendance.post("/<int:invitation>/reply")
@allow(occasion_team(Right.INVITE))
def reply(slug: str, number: int, invitation: int) -> ResponseReturnValue:
    one = queries.invitation_to(g.occasion, invitation) or abort(404)
    kind = request.form.get("reply", "")
    if kind not in BY_HAND:
        abort(400)
    operations.reply(g.occasion, kind, one.party, invitation=one, now=clock.now(), by=g.person)
    return _noted(slug, number, _("Noted for %(name)s.", name=one.addressee))


@attendance.post("/walk-ins")
@allow(occasion_team(Right.INVITE))
def walk_in(slug: str, number: int) -> ResponseReturnValue:
    """One more, or one less, who came without an invitation."""
    party = next(
        (one for one in g.process.parties if str(one.id) == request.form.get("party")), None
    )
    kind = request.form.get("reply", "")
    if party is None or kind not in WALK_INS:
        abort(400)
    operations.reply(g.occasion, kind, party, now=clock.now(), by=g.person)
    return _noted(slug, number, _("Noted for %(name)s.", name=party.name))


def _noted(slug: str, number: int, sentence: str) -> ResponseReturnValue:
    db.session.commit()
    flash(sentence)
    return redirect(url_for("invitation_replies.index", slug=slug, number=number), 303)
