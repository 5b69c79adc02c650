"""Who is on the team, and with which role."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.accounts.models import Person
from dialog.accounts.queries import active_people
from dialog.extensions import db
from dialog.process import queries, teams
from dialog.process.access import team
from dialog.process.forms import RoleForm, TakeRoleForm
from dialog.process.models import Role
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.process.words import role_name
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

blueprint = Blueprint("teams", __name__, url_prefix="/processes/<slug>/team")


@blueprint.get("")
@allow(team(Right.LEAD))
def index(slug: str) -> ResponseReturnValue:
    return _page(_role_form())


@blueprint.post("")
@allow(team(Right.LEAD))
def give(slug: str) -> ResponseReturnValue:
    form = _role_form()
    if not form.validate_on_submit():
        return _page(form, status=422)
    person = db.get_or_404(Person, form.person.data)
    teams.give_role(g.process, person, Role(form.role.data), by=g.person, now=clock.now())
    db.session.commit()
    flash(_("%(name)s is on the team.", name=person.name))
    return redirect(url_for("teams.index", slug=slug), 303)


@blueprint.post("/leaving")
@allow(team(Right.LEAD))
def take(slug: str) -> ResponseReturnValue:
    form = TakeRoleForm()
    if form.validate_on_submit() and form.person.data.isdecimal() and form.role.data in set(Role):
        person = db.get_or_404(Person, int(form.person.data))
        teams.take_role(g.process, person, Role(form.role.data), by=g.person, now=clock.now())
        db.session.commit()
    return redirect(url_for("teams.index", slug=slug), 303)


def _role_form() -> RoleForm:
    form = RoleForm()
    form.offer(active_people(), [(role.value, role_name(role)) for role in Role])
    return form


def _page(form: RoleForm, status: int = 200) -> ResponseReturnValue:
    return respond(
        "process/team.html",
        form=form,
        team=queries.team(g.process, clock.now()),
        roles=list(Role),
        process=g.process,
        thread=thread_for(g.process),
        status=status,
    )
