"""Sign in, sign out, forgotten password, choose a password."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.accounts import access, attempts, operations, passwords, queries
from dialog.accounts.forms import ForgotForm, PasswordForm, SignInForm
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow, anyone
from dialog.web.forms import email_key
from dialog.web.htmx import respond
from dialog.web.routes import local_path

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug.exceptions import Unauthorized

    from dialog.accounts.models import Person

signing = Blueprint("signing", __name__)

WINDOW = 15 * 60
PER_ACCOUNT = 10
PER_ADDRESS = 30


def offer_sign_in(_error: Unauthorized) -> ResponseReturnValue:
    """Instead of a bare 401: the sign-in page, which keeps what was typed and where to go."""
    db.session.rollback()
    form = SignInForm(formdata=None)
    if request.method in {"GET", "HEAD"}:
        form.to.data = request.full_path.rstrip("?")
        return respond("accounts/sign_in.html", status=401, form=form)
    pairs = [[key, value] for key, value in request.form.items(multi=True)]
    form.kept_action.data = request.full_path.rstrip("?")
    form.kept.data = json.dumps(pairs, ensure_ascii=False)
    return respond("accounts/sign_in.html", status=401, form=form, kept=True)


@signing.get("/sign-in")
@allow(anyone)
def new() -> ResponseReturnValue:
    if g.person is not None:
        return redirect(url_for("overview.home"), 303)
    return respond("accounts/sign_in.html", form=SignInForm(to=request.args.get("to", "")))


@signing.post("/sign-in")
@allow(anyone)
def create() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate_on_submit():
        return respond("accounts/sign_in.html", form=form, kept=bool(form.kept.data), status=422)
    now = clock.now()
    key = email_key(form.email.data)
    address = request.remote_addr or ""
    if (
        attempts.tries("sign-in", key, address, seconds=WINDOW, now=now) >= PER_ACCOUNT
        or attempts.tries("sign-in", address, seconds=WINDOW, now=now) >= PER_ADDRESS
    ):
        response = make_response(respond("accounts/too_many.html", status=429))
        response.headers["Retry-After"] = str(WINDOW)
        return response
    person = queries.person_by_email(key)
    stored = person.password_hash if person is not None else None
    db.session.rollback()  # nobody else waits while the password is being checked
    if not passwords.matches(form.password.data, stored):
        return _wrong(form, key, address)
    person = queries.person_by_email(key)
    if person is None or person.is_disabled:
        return _wrong(form, key, address)
    token = _begin(person, now)
    db.session.commit()
    response = make_response(_after_sign_in(form))
    access.set_cookie(response, token)
    return response


def _begin(person: Person, now: datetime) -> str:
    """Sign the person in; an earlier sign-in of this browser ends. Returns the cookie's token."""
    if g.staff_session is not None:
        g.staff_session.ended_at = now
    _session, token = operations.sign_in(person, now=now)
    return token


def _wrong(form: SignInForm, key: str, address: str) -> ResponseReturnValue:
    now = clock.now()
    attempts.count("sign-in", key, address, seconds=WINDOW, now=now)
    attempts.count("sign-in", address, seconds=WINDOW, now=now)
    db.session.commit()
    form.password.errors = [_("The address and the password do not belong together")]
    return respond("accounts/sign_in.html", form=form, kept=bool(form.kept.data), status=422)


def _after_sign_in(form: SignInForm) -> ResponseReturnValue:
    fields = _kept_fields(form.kept.data)
    if fields:
        action = local_path(form.kept_action.data)
        return respond("accounts/resume.html", action=action, fields=fields)
    return redirect(local_path(form.to.data, url_for("overview.home")), 303)


def _kept_fields(text: str | None) -> list[tuple[str, str]]:
    try:
        pairs: Any = json.loads(text or "[]")
        return [(str(key), str(value)) for key, value in pairs][:400]
    except (ValueError, TypeError):
        return []


@signing.post("/sign-out")
@allow(access.signed_in)
def delete() -> ResponseReturnValue:
    g.staff_session.ended_at = clock.now()
    db.session.commit()
    response = make_response(redirect(url_for("signing.new"), 303))
    access.clear_cookie(response)
    return response


@signing.get("/forgotten-password")
@allow(anyone)
def forgotten() -> ResponseReturnValue:
    return respond("accounts/forgotten.html", form=ForgotForm())


@signing.post("/forgotten-password")
@allow(anyone)
def ask() -> ResponseReturnValue:
    form = ForgotForm()
    if not form.validate_on_submit():
        return respond("accounts/forgotten.html", form=form, status=422)
    now = clock.now()
    address = request.remote_addr or ""
    key = email_key(form.email.data)
    tries = attempts.count("reset", address, seconds=WINDOW, now=now)
    person = queries.person_by_email(key)
    known = person is not None and not person.is_disabled and tries <= PER_ADDRESS
    if person and known and attempts.count("reset", key, seconds=WINDOW, now=now) <= 3:
        operations.ask_for_reset(person, now=now)
    db.session.commit()
    # The same page whether or not the address has an account.
    return respond("accounts/asked.html")


@signing.get("/choose-password/<token>")
@allow(anyone)
def choose(token: str) -> ResponseReturnValue:
    link = queries.link_by_token(token)
    if link is None or not link.is_good(clock.now()) or link.person.is_disabled:
        return respond("accounts/link_gone.html", status=410)
    return respond("accounts/choose_password.html", form=PasswordForm(), owner=link.person)


@signing.post("/choose-password/<token>")
@allow(anyone)
def chosen(token: str) -> ResponseReturnValue:
    now = clock.now()
    link = queries.link_by_token(token)
    if link is None or not link.is_good(now) or link.person.is_disabled:
        return respond("accounts/link_gone.html", status=410)
    form = PasswordForm(link.person.name, link.person.email_key.split("@")[0])
    if not form.validate_on_submit():
        return respond("accounts/choose_password.html", form=form, owner=link.person, status=422)
    person = operations.choose_password(link, form.password.data, now=now)
    cookie = _begin(person, now)
    db.session.commit()
    flash(_("Your password is saved. You are signed in."))
    response = make_response(redirect(url_for("overview.home"), 303))
    access.set_cookie(response, cookie)
    return response
