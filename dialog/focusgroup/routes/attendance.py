"""Codes for those who came. Who came is noted on the invitations' page; old addresses lead there."""

from __future__ import annotations

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.focusgroup import operations
from dialog.focusgroup.access import group_team
from dialog.process.rights import Right
from dialog.web import clock
from dialog.web.access import allow

attendance = Blueprint(
    "focusgroup_attendance",
    __name__,
    url_prefix="/processes/<slug>/focus-groups/<int:number>/attendance",
)


@attendance.get("")
@allow(group_team(Right.SEE))
def show(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("invitation_replies.index", slug=slug, number=number), 303)


@attendance.post("/codes")
@allow(group_team(Right.TAKE_NOTES))
def give_codes(slug: str, number: int) -> ResponseReturnValue:
    operations.give_codes(g.group, by=g.person, now=clock.now())
    db.session.commit()
    return redirect(url_for("invitation_replies.index", slug=slug, number=number), 303)
