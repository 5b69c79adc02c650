"""Reading: the two lists, one proposal with its red thread, the European code, the workbook."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog import journal
from dialog.extensions import db
from dialog.process.access import may, team
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.proposals import exports, figures, queries, readings
from dialog.proposals.access import reads_texts, with_proposal
from dialog.proposals.links import links_of
from dialog.proposals.models import CodeLevel, CodeStep
from dialog.synthesis import queries as themes
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

lists = Blueprint("proposals", __name__, url_prefix="/processes/<slug>/proposals")


@lists.get("")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    return respond(
        "proposals/index.html",
        process=g.process,
        thread=thread_for(g.process, "proposals"),
        lists=queries.lists_of(g.process),
        gone=queries.gone(g.process),
        figures=_figures(),
    )


@lists.get("/<int:number>")
@allow(with_proposal(Right.SEE))
def show(slug: str, number: int) -> ResponseReturnValue:
    lines = queries.lines_of(g.process)
    reads = reads_texts()
    return respond(
        "proposals/show.html",
        process=g.process,
        thread=thread_for(g.process, "proposals"),
        proposal=g.proposal,
        wording=g.proposal.wording,
        line=next((line for line in lines if line.proposal.id == number), None),
        total=len(lines),
        said=readings.said(g.proposal, g.person, g.roles, reads=reads),
        reads=reads,
        themes=queries.themes_of(g.proposal),
        theme_numbers={node.theme.id: node.number for node in themes.tree(g.process)},
        theme_figures=figures.of_themes(g.process, reads=reads),
        figures=_figures(),
        editions=links_of(g.proposal),
    )


@lists.get("/european-code")
@allow(team(Right.SEE))
def code(slug: str) -> ResponseReturnValue:
    lines = queries.lines_of(g.process)
    return respond(
        "proposals/code.html",
        process=g.process,
        thread=thread_for(g.process, "proposals"),
        levels=list(CodeLevel),
        steps=list(CodeStep),
        cells=readings.by_cell(lines),
        without=[line for line in lines if line.wording.code is None],
        total=len(lines),
    )


@lists.get("/proposals.xlsx")
@allow(team(Right.SEE))
def workbook(slug: str) -> ResponseReturnValue:
    return exports.workbook(g.process, queries.lists_of(g.process), _figures())


@lists.post("/figures")
@allow(team(Right.PROPOSE))
def release(slug: str) -> ResponseReturnValue:
    now = clock.now()
    figures.let_out(g.process, because="proposals", by=g.person, now=now)
    journal.record(
        "proposal.figures_released",
        by=g.person,
        about=g.process,
        now=now,
        process_id=g.process.id,
    )
    db.session.commit()
    flash(_("The figures are released: observers see them now."))
    return redirect(url_for(".index", slug=slug), 303)


def _figures() -> figures.Figures:
    """Figures of now for those who read the texts, released ones for everybody else."""
    return figures.live(g.process) if may(Right.READ_TEXTS) else figures.released(g.process)
