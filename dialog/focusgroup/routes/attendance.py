"""Who came: those who were booked, and those who walked in."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.focusgroup import attendance as readings
from dialog.focusgroup import operations, queries
from dialog.focusgroup.access import group_team
from dialog.focusgroup.operations.attending import without_code
from dialog.invitations.queries import invitations
from dialog.process.models import Party
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

attendance = Blueprint(
    "focusgroup_attendance",
    __name__,
    url_prefix="/processes/<slug>/focus-groups/<int:number>/attendance",
)


@attendance.get("")
@allow(group_team(Right.TAKE_NOTES))
def show(slug: str, number: int) -> ResponseReturnValue:
    occasion = g.group.occasion
    return respond(
        "focusgroup/attendance.html",
        group=g.group,
        invitations=[one for one in invitations(occasion) if not one.is_revoked],
        came=readings.came(occasion),
        figures=readings.attendance(occasion, g.process.parties),
        voices=queries.voices(g.group),
        without_code=without_code(g.group),
        process=g.process,
        thread=thread_for(g.process, "focus_groups"),
    )


@attendance.post("")
@allow(group_team(Right.TAKE_NOTES))
def update(slug: str, number: int) -> ResponseReturnValue:
    ticked = {text for text in request.form.getlist("came") if text.isdecimal()}
    shown = set(request.form.getlist("shown"))
    now = clock.now()
    for invitation in invitations(g.group.occasion):
        if invitation.is_revoked or str(invitation.id) not in shown:
            continue
        if str(invitation.id) in ticked:
            operations.came(g.group, invitation, by=g.person, now=now)
        else:
            operations.did_not_come(g.group, invitation, by=g.person, now=now)
    db.session.commit()
    flash(_("Attendance is saved."))
    return redirect(url_for("focusgroup_attendance.show", slug=slug, number=number), 303)


@attendance.post("/codes")
@allow(group_team(Right.TAKE_NOTES))
def give_codes(slug: str, number: int) -> ResponseReturnValue:
    operations.give_codes(g.group, by=g.person, now=clock.now())
    db.session.commit()
    return _back(slug, number)


@attendance.post("/walk-ins")
@allow(group_team(Right.TAKE_NOTES))
def walk_in(slug: str, number: int) -> ResponseReturnValue:
    voice = operations.walked_in(g.group, _party(), by=g.person, now=clock.now())
    db.session.commit()
    flash(_("%(code)s has come.", code=voice.label))
    return _back(slug, number)


@attendance.post("/walk-ins/removal")
@allow(group_team(Right.TAKE_NOTES))
def take_back(slug: str, number: int) -> ResponseReturnValue:
    operations.take_back_walk_in(g.group, _party(), by=g.person, now=clock.now())
    db.session.commit()
    return _back(slug, number)


def _party() -> Party:
    sent = request.form.get("party", "")
    found: Party | None = next((one for one in g.process.parties if str(one.id) == sent), None)
    if found is None:
        abort(404)
    return found


def _back(slug: str, number: int) -> ResponseReturnValue:
    endpoint = (
        "focusgroup_notes.index"
        if request.form.get("to") == "desk"
        else "focusgroup_attendance.show"
    )
    return redirect(url_for(endpoint, slug=slug, number=number), 303)
