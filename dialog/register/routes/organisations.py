"""The list of organisations, one organisation, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.register import names, operations, queries, words
from dialog.register.access import keeper
from dialog.register.forms import MergeForm, NewOrganisationForm, OrganisationForm
from dialog.register.routes.selections import (
    area_options,
    as_arguments,
    kind_options,
    party_options,
    read_selection,
    sort_url,
)
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.downloads import csv_response, xlsx_response
from dialog.web.forms import one_line
from dialog.web.htmx import respond
from dialog.web.paging import paged

if TYPE_CHECKING:
    from dialog.register.models import Organisation

register = Blueprint("register", __name__, url_prefix="/register")


def found(number: int) -> Organisation:
    """The organisation, or 404."""
    return queries.organisation(number) or abort(404)


@register.get("")
@allow(keeper)
def index() -> ResponseReturnValue:
    selection = read_selection()
    total, silent, archived = queries.totals()
    return respond(
        "register/index.html",
        "organisations",
        page=paged(queries.organisations(selection)),
        selection=selection,
        total=total,
        silent=silent,
        archived=archived,
        kinds=kind_options(selection, total),
        areas=area_options(selection),
        parties=party_options(selection),
        sort_url=sort_url,
        asked=as_arguments(selection),
    )


@register.get("/download/<any(csv, xlsx):ending>")
@allow(keeper)
def download(ending: str) -> ResponseReturnValue:
    """The selection as a file: a row for each contact, with the columns that import understands."""
    header = [
        _("Name"),
        _("Organisation number"),
        _("Kind"),
        _("Area"),
        _("Size"),
        _("Contact person"),
        _("E-mail"),
        _("Telephone"),
        _("Language"),
    ]
    rows = [
        row
        for organisation in db.session.scalars(queries.organisations(read_selection()))
        for row in _rows(organisation)
    ]
    if ending == "csv":
        return csv_response("register", header, rows)
    return xlsx_response("register", [(_("Register"), header, rows)])


def _rows(organisation: Organisation) -> list[list[str | int | None]]:
    own: list[str | int | None] = [
        organisation.name,
        names.written(organisation.org_number),
        words.kind_name(organisation.kind),
        words.area_name(organisation.area),
        organisation.size,
    ]
    people = [
        [*own, contact.name, contact.email, contact.phone, contact.locale]
        for contact in organisation.contacts
    ]
    return people or [[*own, None, None, None, None]]


@register.get("/new")
@allow(keeper)
def new() -> ResponseReturnValue:
    return respond("register/new.html", form=NewOrganisationForm())


@register.post("/new")
@allow(keeper)
def create() -> ResponseReturnValue:
    form = NewOrganisationForm()
    if form.validate_on_submit():
        organisation = _added(form)
        if organisation is not None:
            db.session.commit()
            flash(_("%(name)s is saved.", name=organisation.name))
            return redirect(url_for("register.show", number=organisation.id), 303)
    return respond("register/new.html", form=form, status=422)


def _added(form: NewOrganisationForm) -> Organisation | None:
    """The organisation that the form describes; None with a complaint when it cannot be added."""
    now = clock.now()
    twin = queries.same_name(form.name.data, form.kind.data)
    if twin is not None and (form.sent_id is None or twin.client_id != form.sent_id):
        form.name.errors = [_("%(name)s is already in the register", name=twin.name)]
        return None
    try:
        organisation = operations.add_organisation(
            form.name.data,
            form.kind.data,
            org_number=form.org_number.data,
            area=form.area.data,
            size=form.size.data,
            client_id=form.sent_id,
            by=g.person,
            now=now,
        )
    except Refusal as refusal:
        form.org_number.errors = [str(refusal)]
        return None
    if form.contact.data:
        operations.add_contact(
            organisation,
            form.contact.data,
            email=form.email.data,
            phone=form.phone.data,
            client_id=form.sent_id,
            by=g.person,
            now=now,
        )
    return organisation


@register.get("/<int:number>")
@allow(keeper)
def show(number: int) -> ResponseReturnValue:
    return respond("register/show.html", organisation=found(number))


@register.get("/<int:number>/edit")
@allow(keeper)
def edit(number: int) -> ResponseReturnValue:
    organisation = found(number)
    form = OrganisationForm(
        obj=organisation,
        org_number=names.written(organisation.org_number),
        area=organisation.area or "",
    )
    return respond("register/edit.html", form=form, organisation=organisation)


@register.post("/<int:number>/edit")
@allow(keeper)
def update(number: int) -> ResponseReturnValue:
    organisation = found(number)
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            operations.edit_organisation(
                organisation,
                name=form.name.data,
                kind=form.kind.data,
                org_number=form.org_number.data,
                area=form.area.data,
                size=form.size.data,
                version=form.version.data,
                by=g.person,
                now=clock.now(),
            )
        except Stale:
            raise
        except Refusal as refusal:
            form.org_number.errors = [str(refusal)]
        else:
            db.session.commit()
            flash(_("%(name)s is saved.", name=organisation.name))
            return redirect(url_for("register.show", number=number), 303)
    return respond("register/edit.html", form=form, organisation=organisation, status=422)


@register.post("/<int:number>/archiving")
@allow(keeper)
def archive(number: int) -> ResponseReturnValue:
    operations.archive(found(number), by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The organisation is archived. What it took part in is kept."))
    return redirect(url_for("register.show", number=number), 303)


@register.post("/<int:number>/unarchiving")
@allow(keeper)
def unarchive(number: int) -> ResponseReturnValue:
    operations.unarchive(found(number), by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The organisation is in use again."))
    return redirect(url_for("register.show", number=number), 303)


@register.get("/<int:number>/merging")
@allow(keeper)
def twins(number: int) -> ResponseReturnValue:
    """Which other row is the same association?"""
    organisation = found(number)
    search = one_line(request.args.get("q", ""))[:100]
    return respond(
        "register/twins.html",
        organisation=organisation,
        search=search,
        others=queries.alike(organisation, search),
    )


@register.get("/<int:number>/merging/<int:other>")
@allow(keeper)
def merging(number: int, other: int) -> ResponseReturnValue:
    pair = _pair(number, other)
    return respond("register/merge.html", form=_merge_form(pair), pair=pair)


@register.post("/<int:number>/merging/<int:other>")
@allow(keeper)
def merge(number: int, other: int) -> ResponseReturnValue:
    pair = _pair(number, other)
    form = _merge_form(pair)
    if not form.validate_on_submit():
        return respond("register/merge.html", form=form, pair=pair, status=422)
    kept, gone = pair if form.survivor.data == pair[0].id else pair[::-1]
    operations.merge(gone, kept, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("%(gone)s is now part of %(name)s.", gone=gone.name, name=kept.name))
    return redirect(url_for("register.show", number=kept.id), 303)


def _pair(number: int, other: int) -> tuple[Organisation, Organisation]:
    pair = found(number), found(other)
    if number == other or any(one.merged_into_id is not None for one in pair):
        abort(404)
    return pair


def _merge_form(pair: tuple[Organisation, Organisation]) -> MergeForm:
    form = MergeForm()
    form.survivor.choices = [(one.id, one.name) for one in pair]
    return form
