"""Who takes part in a dialogue: choose from the register, by party and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from dialog.extensions import db
from dialog.process.access import may, team
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.register import operations, queries
from dialog.register.access import keeps_register
from dialog.register.forms import TakePartForm
from dialog.register.models import Organisation
from dialog.register.routes.selections import (
    area_options,
    as_arguments,
    kind_options,
    read_selection,
)
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.paging import paged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialog.process.models import Party

participants = Blueprint("participants", __name__, url_prefix="/processes/<slug>/participants")
PER_PAGE = 100


@participants.get("")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    party = _party(request.args.get("party", ""))
    return respond(
        "register/participants.html",
        "takes_part",
        process=g.process,
        thread=thread_for(g.process),
        page=paged(queries.participations(g.process, party)),
        party=party,
        counts=queries.counts_by_party(g.process),
        may_choose=may(Right.INVITE),
        opens_register=keeps_register(),
    )


def _party(text: str) -> Party | None:
    return next((party for party in g.process.parties if str(party.id) == text), None)


@participants.get("/new")
@allow(team(Right.INVITE))
def new(slug: str) -> ResponseReturnValue:
    return _choose(_form())


@participants.post("/new")
@allow(team(Right.INVITE))
def create(slug: str) -> ResponseReturnValue:
    form = _form()
    chosen = _chosen()
    party = _party(form.party.data or "")
    if not chosen:
        form.form_errors.append(_("Choose at least one organisation"))
    if not form.validate_on_submit() or not chosen or party is None:
        return _choose(form, status=422)
    fresh = operations.take_part_many(
        g.process, chosen, party, tags=form.tag_list, by=g.person, now=clock.now()
    )
    db.session.commit()
    flash(
        ngettext(
            "%(num)s organisation takes part from now on.",
            "%(num)s organisations take part from now on.",
            fresh,
        )
    )
    return redirect(url_for("participants.index", slug=slug), 303)


def _form() -> TakePartForm:
    form = TakePartForm()
    form.party.choices = [(str(party.id), party.name) for party in g.process.parties]
    return form


def _choose(form: TakePartForm, status: int = 200) -> ResponseReturnValue:
    values = request.args if request.method == "GET" else request.form
    selection = read_selection(values, outside=g.process)
    page = paged(queries.organisations(selection), PER_PAGE)
    total, _silent, _archived = queries.totals()
    return respond(
        "register/choose.html",
        status=status,
        process=g.process,
        thread=thread_for(g.process),
        form=form,
        selection=selection,
        asked=as_arguments(selection),
        page=page,
        picked=set(request.form.getlist("organisation")),
        kinds=kind_options(selection, total),
        areas=area_options(selection),
    )


def _chosen() -> Sequence[Organisation]:
    """The ticked organisations; with `all`, every one of the selection that was shown."""
    statement: Any = queries.organisations(read_selection(request.form, outside=g.process))
    if request.form.get("all"):
        return db.session.scalars(statement).all()
    ids = [int(text) for text in request.form.getlist("organisation") if text.isdecimal()][:400]
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(ids), Organisation.archived_at.is_(None))
        .order_by(Organisation.name_key)
    ).all()


@participants.post("/<int:organisation>/leaving")
@allow(team(Right.INVITE))
def leave(slug: str, organisation: int) -> ResponseReturnValue:
    part = queries.participation(g.process, organisation) or abort(404)
    operations.leave(part, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("%(name)s no longer takes part.", name=part.organisation.name))
    return redirect(url_for("participants.index", slug=slug), 303)
