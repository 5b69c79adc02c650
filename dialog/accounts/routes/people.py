"""The administrator's list of people: invite, disable, sign out everywhere, hand over keys."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.accounts import operations, queries
from dialog.accounts.access import administrator
from dialog.accounts.forms import InviteForm
from dialog.accounts.models import Person
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.forms import email_key
from dialog.web.htmx import respond
from dialog.web.paging import paged

people = Blueprint("people", __name__, url_prefix="/people")


@people.get("")
@allow(administrator)
def index() -> ResponseReturnValue:
    return respond("accounts/people.html", page=paged(queries.everybody()))


@people.get("/new")
@allow(administrator)
def new() -> ResponseReturnValue:
    return respond("accounts/invite.html", form=InviteForm())


@people.post("/new")
@allow(administrator)
def create() -> ResponseReturnValue:
    form = InviteForm()
    if form.validate_on_submit():
        try:
            operations.invite(
                form.name.data,
                form.email.data,
                email_key(form.email.data),
                locale=form.locale.data,
                administrator=form.administrator.data,
                by=g.person,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.email.errors = [str(refusal)]
        else:
            db.session.commit()
            flash(_("The invitation is on its way to %(email)s.", email=form.email.data))
            return redirect(url_for("people.index"), 303)
    return respond("accounts/invite.html", form=form, status=422)


@people.get("/<int:number>")
@allow(administrator)
def show(number: int) -> ResponseReturnValue:
    somebody = _somebody(number)
    return respond(
        "accounts/person.html", somebody=somebody, sessions=queries.open_sessions(somebody)
    )


@people.post("/<int:number>/welcome")
@allow(administrator)
def welcome(number: int) -> ResponseReturnValue:
    operations.welcome_again(_somebody(number), by=g.person, now=clock.now())
    return _done(number, _("A new invitation is on its way."))


@people.post("/<int:number>/disabling")
@allow(administrator)
def disable(number: int) -> ResponseReturnValue:
    operations.disable(_somebody(number), by=g.person, now=clock.now())
    return _done(number, _("The account is disabled."))


@people.post("/<int:number>/enabling")
@allow(administrator)
def enable(number: int) -> ResponseReturnValue:
    operations.enable(_somebody(number), by=g.person, now=clock.now())
    return _done(number, _("The account can be used again."))


@people.post("/<int:number>/signing-out")
@allow(administrator)
def sign_out(number: int) -> ResponseReturnValue:
    operations.revoke_sessions(_somebody(number), by=g.person, now=clock.now())
    return _done(number, _("Every sign-in has ended."))


@people.post("/<int:number>/administrator")
@allow(administrator)
def promote(number: int) -> ResponseReturnValue:
    operations.set_administrator(_somebody(number), True, by=g.person, now=clock.now())
    return _done(number)


@people.post("/<int:number>/no-administrator")
@allow(administrator)
def demote(number: int) -> ResponseReturnValue:
    operations.set_administrator(_somebody(number), False, by=g.person, now=clock.now())
    return _done(number)


def _somebody(number: int) -> Person:
    found: Person = db.get_or_404(Person, number)
    return found


def _done(number: int, sentence: str = "") -> ResponseReturnValue:
    db.session.commit()
    if sentence:
        flash(sentence)
    return redirect(url_for("people.show", number=number), 303)
