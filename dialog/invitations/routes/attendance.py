"""Who said yes or no, who came, who walked in: one page for every kind of occasion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from dialog.extensions import db
from dialog.invitations import operations, queries
from dialog.invitations.access import occasion_team
from dialog.invitations.attendance import attendance as attendance_at
from dialog.invitations.models import ReplyKind
from dialog.invitations.presence import presence_of
from dialog.invitations.routes.inviting import PREFIX, context, lines
from dialog.process.access import require
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from dialog.process.models import Party

attendance = Blueprint("invitation_replies", __name__, url_prefix=PREFIX)
ANSWERS = {ReplyKind.YES.value, ReplyKind.NO.value}
WALK_INS = {ReplyKind.WALKED_IN.value, ReplyKind.NO.value}


def at_the_door(arguments: Mapping[str, Any]) -> None:
    """A rule: whoever invites; and whoever notes who came there, as the occasion's room says.

    The occasion is looked for first: that of another dialogue is not found, by anybody.
    """
    occasion_team(Right.SEE)(arguments)
    try:
        require(Right.INVITE)
    except Forbidden:
        found = presence_of(g.occasion)
        if found is None:
            raise
        found.rule(arguments)


@attendance.get("/attendance")
@allow(at_the_door)
def index(slug: str, number: int) -> ResponseReturnValue:
    found = presence_of(g.occasion)
    beside, needs = found.beside(g.occasion) if found else ("", {})
    invited = sorted(
        (line for line in lines() if not line.invitation.is_revoked),
        key=lambda line: (line.invitation.party.position, line.invitation.addressee.casefold()),
    )
    return respond(
        "invitations/attendance.html",
        **context(),
        lines=invited,
        here=sum(line.reply == ReplyKind.CAME for line in invited),
        figures=attendance_at(g.occasion),
        home=found.home(g.occasion) if found else "",
        beside=beside,
        **needs,
    )


@attendance.post("/attendance")
@allow(at_the_door)
def update(slug: str, number: int) -> ResponseReturnValue:
    """Who is here. Only what was changed on the page counts: two may tick at once."""
    ticked = set(request.form.getlist("came"))
    drawn = set(request.form.getlist("drawn"))
    invited = {str(one.id): one for one in queries.invitations(g.occasion) if not one.is_revoked}
    operations.note_who_came(
        g.occasion,
        [one for key, one in invited.items() if key in ticked - drawn],
        [one for key, one in invited.items() if key in drawn - ticked],
        by=g.person,
        now=clock.now(),
    )
    return _noted(slug, number, _("Attendance is saved."))


@attendance.post("/replies")
@allow(occasion_team(Right.INVITE))
def reply(slug: str, number: int) -> ResponseReturnValue:
    """Somebody has said yes or no in another way than by their link."""
    sent, kind = request.form.get("invitation", ""), request.form.get("reply", "")
    if not sent.isdecimal() or kind not in ANSWERS:
        abort(400)
    one = queries.invitation_to(g.occasion, int(sent)) or abort(404)
    operations.reply(g.occasion, kind, one.party, invitation=one, now=clock.now(), by=g.person)
    return _noted(slug, number, _("Noted for %(name)s.", name=one.addressee))


@attendance.post("/walk-ins")
@allow(at_the_door)
def walk_in(slug: str, number: int) -> ResponseReturnValue:
    """One more, or one less, who came without an invitation."""
    kind = request.form.get("reply", "")
    if kind not in WALK_INS:
        abort(400)
    party, now = _party(), clock.now()
    sentence = _("Noted for %(name)s.", name=party.name)
    if kind == ReplyKind.NO:
        operations.take_back_walk_in(g.occasion, party, by=g.person, now=now)
    elif codes := operations.walk_in(g.occasion, party, by=g.person, now=now):
        sentence = _("%(code)s has come.", code=", ".join(codes))
    return _noted(slug, number, sentence)


def _party() -> Party:
    sent = request.form.get("party", "")
    found: Party | None = next((one for one in g.process.parties if str(one.id) == sent), None)
    return found or abort(400)


def _noted(slug: str, number: int, sentence: str) -> ResponseReturnValue:
    db.session.commit()
    flash(sentence)
    return redirect(url_for("invitation_replies.index", slug=slug, number=number), 303)
