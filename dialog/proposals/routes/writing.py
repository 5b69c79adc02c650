"""Writing: a new proposal, from a theme, from chosen contributions or from nothing; and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.access import team
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.proposals import operations, readings
from dialog.proposals.access import reads_texts, with_proposal
from dialog.proposals.forms import ProposalForm, WordsForm
from dialog.proposals.models import CodeLevel, CodeStep, ProposalKind
from dialog.synthesis import queries as themes
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from dialog.contributions.models import Contribution
    from dialog.synthesis.models import Theme

writing = Blueprint("proposal_writing", __name__, url_prefix="/processes/<slug>/proposals")
MOST_CHOSEN = 500


@writing.get("/new")
@allow(team(Right.PROPOSE))
def new(slug: str) -> ResponseReturnValue:
    theme = _theme()
    form = ProposalForm(
        formdata=None,
        title=theme.name if theme else "",
        kind=request.args.get("kind") or ProposalKind.DIRECT.value,
    )
    return _new_page(form)


@writing.post("/new")
@allow(team(Right.PROPOSE))
def create(slug: str) -> ResponseReturnValue:
    if "title" not in request.form:  # chosen in a list of contributions: first the form
        return redirect(url_for(".new", slug=slug, **_asked()), 303)
    form = ProposalForm()
    form.offer()
    if not form.validate_on_submit():
        return _new_page(form, status=422)
    proposal = operations.propose(
        g.process,
        form.kind.data,
        title=form.title.data or "",
        what=form.what.data or "",
        why=form.why.data or "",
        responsible=form.responsible.data or "",
        principles=form.principles.data or [],
        code_cell=form.code_cell.data,
        from_theme=_theme(),
        contributions=_contributions(),
        client_id=form.sent_id,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("The proposal is made. Its evidence is attached."))
    return redirect(url_for("proposals.show", slug=slug, number=proposal.id), 303)


@writing.get("/<int:number>/edit")
@allow(with_proposal(Right.PROPOSE))
def edit(slug: str, number: int) -> ResponseReturnValue:
    return _edit_page(WordsForm(formdata=None, obj=g.proposal.wording))


@writing.post("/<int:number>/edit")
@allow(with_proposal(Right.PROPOSE))
def update(slug: str, number: int) -> ResponseReturnValue:
    form = WordsForm()
    form.offer()
    if not form.validate_on_submit():
        return _edit_page(form, status=422)
    operations.edit(
        g.proposal,
        title=form.title.data or "",
        what=form.what.data or "",
        why=form.why.data or "",
        responsible=form.responsible.data or "",
        principles=form.principles.data or [],
        code_cell=form.code_cell.data,
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("Saved"))
    return redirect(url_for("proposals.show", slug=slug, number=number), 303)


def _new_page(form: ProposalForm, status: int = 200) -> ResponseReturnValue:
    form.offer()
    chosen = _contributions()
    texts = readings.chosen(g.process, g.person, g.roles, chosen) if reads_texts() else []
    return respond(
        "proposals/new.html",
        process=g.process,
        thread=thread_for(g.process, "proposals"),
        form=form,
        theme=_theme(),
        chosen=chosen,
        texts=texts,
        levels=list(CodeLevel),
        steps=list(CodeStep),
        status=status,
    )


def _edit_page(form: WordsForm, status: int = 200) -> ResponseReturnValue:
    form.offer()
    return respond(
        "proposals/edit.html",
        process=g.process,
        thread=thread_for(g.process, "proposals"),
        form=form,
        proposal=g.proposal,
        wording=g.proposal.wording,
        levels=list(CodeLevel),
        steps=list(CodeStep),
        status=status,
    )


def _theme() -> Theme | None:
    number = request.values.get("theme", "")
    return themes.theme(g.process, int(number)) if number.isdecimal() else None


def _numbers() -> list[int]:
    given = request.values.getlist("contribution")
    return list(dict.fromkeys(int(one) for one in given if one.isdecimal()))[:MOST_CHOSEN]


def _contributions() -> list[Contribution]:
    """The chosen contributions, found through the person who asks."""
    return readings.contributions(g.process, g.person, g.roles, _numbers())


def _asked() -> dict[str, Any]:
    """What was chosen, for the address of the form. Ticked texts come before a theme beside them."""
    ticked = [int(one) for one in request.form.getlist("chosen") if one.isdecimal()]
    if ticked:
        return {"contribution": ticked[:MOST_CHOSEN]}
    return {"contribution": _numbers() or None, "theme": request.values.get("theme") or None}
