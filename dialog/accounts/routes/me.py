"""One's own account."""

from __future__ import annotations

from flask import Blueprint, flash, g, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.accounts import access, operations, queries
from dialog.accounts.forms import MeForm, PasswordForm
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

accounts = Blueprint("accounts", __name__)


@accounts.get("/me")
@allow(access.signed_in)
def me() -> ResponseReturnValue:
    form = MeForm(obj=g.person)
    return _page(form)


@accounts.post("/me")
@allow(access.signed_in)
def update() -> ResponseReturnValue:
    form = MeForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    operations.change_own(g.person, form.name.data, form.locale.data, now=clock.now())
    db.session.commit()
    flash(_("Saved"))
    return redirect(url_for("accounts.me"), 303)


@accounts.get("/me/password")
@allow(access.signed_in)
def password() -> ResponseReturnValue:
    return respond("accounts/password.html", form=PasswordForm())


@accounts.post("/me/password")
@allow(access.signed_in)
def change() -> ResponseReturnValue:
    form = PasswordForm(g.person.name, g.person.email_key.split("@")[0])
    if not form.validate_on_submit():
        return respond("accounts/password.html", form=form, status=422)
    now = clock.now()
    operations.change_password(g.person, form.password.data, now=now)
    _session, token = operations.sign_in(g.person, now=now)
    db.session.commit()
    flash(_("Your password is saved. All other sign-ins have ended."))
    response = make_response(redirect(url_for("accounts.me"), 303))
    access.set_cookie(response, token)
    return response


def _page(form: MeForm, status: int = 200) -> ResponseReturnValue:
    return respond(
        "accounts/me.html",
        form=form,
        sessions=queries.open_sessions(g.person),
        status=status,
    )
