"""The people an organisation is reached by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.register import operations, queries
from dialog.register.access import keeper
from dialog.register.forms import ContactForm
from dialog.register.routes.organisations import found
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from dialog.register.models import Contact

contacts = Blueprint("contacts", __name__, url_prefix="/register/<int:number>/contacts")


def _contact(number: int, contact: int) -> Contact:
    """The contact, found through its organisation; or 404."""
    return queries.contact(found(number), contact) or abort(404)


def _back(number: int, sentence: str) -> ResponseReturnValue:
    db.session.commit()
    flash(sentence)
    return redirect(url_for("register.show", number=number), 303)


@contacts.get("/new")
@allow(keeper)
def new(number: int) -> ResponseReturnValue:
    return respond("register/contact.html", form=ContactForm(), organisation=found(number))


@contacts.post("/new")
@allow(keeper)
def create(number: int) -> ResponseReturnValue:
    organisation = found(number)
    form = ContactForm()
    if not form.validate_on_submit():
        return respond("register/contact.html", form=form, organisation=organisation, status=422)
    operations.add_contact(
        organisation,
        form.name.data,
        email=form.email.data,
        phone=form.phone.data,
        locale=form.locale.data,
        client_id=form.sent_id,
        by=g.person,
        now=clock.now(),
    )
    return _back(number, _("%(name)s is saved.", name=form.name.data))


@contacts.get("/<int:contact>")
@allow(keeper)
def edit(number: int, contact: int) -> ResponseReturnValue:
    somebody = _contact(number, contact)
    return respond(
        "register/contact.html",
        form=ContactForm(obj=somebody),
        organisation=somebody.organisation,
        contact=somebody,
    )


@contacts.post("/<int:contact>")
@allow(keeper)
def update(number: int, contact: int) -> ResponseReturnValue:
    somebody = _contact(number, contact)
    form = ContactForm()
    if not form.validate_on_submit():
        return respond(
            "register/contact.html",
            form=form,
            organisation=somebody.organisation,
            contact=somebody,
            status=422,
        )
    operations.edit_contact(
        somebody,
        name=form.name.data,
        email=form.email.data,
        phone=form.phone.data,
        locale=form.locale.data,
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    return _back(number, _("%(name)s is saved.", name=form.name.data))


@contacts.post("/<int:contact>/stopping")
@allow(keeper)
def stop(number: int, contact: int) -> ResponseReturnValue:
    somebody = _contact(number, contact)
    operations.stop(somebody, by=g.person, now=clock.now())
    return _back(number, _("No more letters go to %(name)s.", name=somebody.name))


@contacts.post("/<int:contact>/resuming")
@allow(keeper)
def resume(number: int, contact: int) -> ResponseReturnValue:
    somebody = _contact(number, contact)
    operations.resume(somebody, by=g.person, now=clock.now())
    return _back(number, _("Letters go to %(name)s again.", name=somebody.name))


@contacts.post("/<int:contact>/bouncing")
@allow(keeper)
def bounce(number: int, contact: int) -> ResponseReturnValue:
    operations.mark_bounced(_contact(number, contact), by=g.person, now=clock.now())
    return _back(number, _("It is noted that letters to the address come back."))


@contacts.post("/<int:contact>/arriving")
@allow(keeper)
def arrive(number: int, contact: int) -> ResponseReturnValue:
    operations.clear_bounce(_contact(number, contact), by=g.person, now=clock.now())
    return _back(number, _("Letters go to the address again."))
