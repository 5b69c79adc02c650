"""A new dialogue, and its settings: purpose, boards, parties, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog import journal
from dialog.accounts.access import administrator
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process import operations
from dialog.process.access import team
from dialog.process.forms import PartyForm, ProcessForm, PurposeForm, StageForm, lines
from dialog.process.models import PartyKind, TurnKind
from dialog.process.rights import Right
from dialog.process.states import stage_state
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from dialog.process.models import Stage

processes = Blueprint("processes", __name__, url_prefix="/processes")


@processes.get("/new")
@allow(administrator)
def new() -> ResponseReturnValue:
    form = ProcessForm(association_name=_("Associations"), municipal_name=_("The municipality"))
    return respond("process/new.html", form=form)


@processes.post("/new")
@allow(administrator)
def create() -> ResponseReturnValue:
    form = ProcessForm()
    if not form.validate_on_submit():
        return respond("process/new.html", form=form, status=422)
    process = operations.create(
        form.title.data,
        form.purpose.data,
        party_names={
            PartyKind.ASSOCIATION: form.association_name.data,
            PartyKind.MUNICIPAL: form.municipal_name.data,
        },
        boards=lines(form.boards.data),
        k=form.k.data,
        client_id=form.sent_id,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    return redirect(url_for("overview.show", slug=process.slug), 303)


@processes.get("/<slug>/settings")
@allow(team(Right.LEAD))
def edit(slug: str) -> ResponseReturnValue:
    form = PurposeForm(obj=g.process, boards="\n".join(b.name for b in g.process.owner_boards))
    return _settings(form)


@processes.post("/<slug>/settings")
@allow(team(Right.LEAD))
def update(slug: str) -> ResponseReturnValue:
    form = PurposeForm()
    if not form.validate_on_submit():
        return _settings(form, status=422)
    operations.edit(
        g.process,
        title=form.title.data,
        purpose=form.purpose.data,
        boards=lines(form.boards.data),
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("Saved"))
    return redirect(url_for("processes.edit", slug=slug), 303)


@processes.post("/<slug>/parties")
@allow(team(Right.LEAD))
def add_party(slug: str) -> ResponseReturnValue:
    form = PartyForm()
    if not form.validate_on_submit():
        return _settings(PurposeForm(formdata=None, obj=g.process), party_form=form, status=422)
    operations.add_party(
        g.process, PartyKind(form.kind.data), form.name.data, by=g.person, now=clock.now()
    )
    db.session.commit()
    return redirect(url_for("processes.edit", slug=slug), 303)


@processes.get("/<slug>/stages/<int:number>")
@allow(team(Right.LEAD))
def plan(slug: str, number: int) -> ResponseReturnValue:
    stage = next((stage for stage in g.process.stages if stage.id == number), None) or abort(404)
    return _stage_page(stage, StageForm(obj=stage))


@processes.post("/<slug>/stages/<int:number>")
@allow(team(Right.LEAD))
def planned(slug: str, number: int) -> ResponseReturnValue:
    stage = next((stage for stage in g.process.stages if stage.id == number), None) or abort(404)
    form = StageForm()
    if not form.validate_on_submit():
        return _stage_page(stage, form, status=422)
    try:
        operations.plan_stage(stage, form.planned_from.data, form.planned_to.data)
    except Refusal as refusal:
        form.planned_to.errors = [str(refusal)]
        return _stage_page(stage, form, status=422)
    journal.record(
        "stage.planned",
        by=g.person,
        about=stage,
        now=clock.now(),
        process_id=g.process.id,
        stage=stage.kind,
    )
    db.session.commit()
    flash(_("The dates are saved."))
    return redirect(url_for("overview.show", slug=slug), 303)


@processes.post("/<slug>/stages/<int:number>/completion")
@allow(team(Right.LEAD))
def complete_stage(slug: str, number: int) -> ResponseReturnValue:
    return _turn_stage(slug, number, TurnKind.COMPLETED)


@processes.post("/<slug>/stages/<int:number>/reopening")
@allow(team(Right.LEAD))
def reopen_stage(slug: str, number: int) -> ResponseReturnValue:
    return _turn_stage(slug, number, TurnKind.STARTED)


def _turn_stage(slug: str, number: int, kind: TurnKind) -> ResponseReturnValue:
    stage = next((stage for stage in g.process.stages if stage.id == number), None) or abort(404)
    operations.turn_stage(stage, kind, by=g.person, now=clock.now())
    db.session.commit()
    return redirect(url_for("overview.show", slug=slug), 303)


def _settings(
    form: PurposeForm, *, party_form: PartyForm | None = None, status: int = 200
) -> ResponseReturnValue:
    if not form.boards.data:
        form.boards.data = "\n".join(board.name for board in g.process.owner_boards)
    return respond(
        "process/settings.html",
        form=form,
        party_form=party_form or PartyForm(formdata=None),
        process=g.process,
        thread=thread_for(g.process),
        status=status,
    )


def _stage_page(stage: Stage, form: StageForm, status: int = 200) -> ResponseReturnValue:
    return respond(
        "process/stage.html",
        form=form,
        stage=stage,
        stage_state=stage_state(stage, g.process, clock.today()),
        process=g.process,
        thread=thread_for(g.process),
        status=status,
    )
