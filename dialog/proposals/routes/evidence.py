"""What a proposal rests on: read all of it, add, remove, weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.contributions.models import Contribution
from dialog.contributions.queries import Filters, filtered, shown_parties, texts_seen_by
from dialog.extensions import db
from dialog.process.models import StageKind
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.proposals import operations, queries, readings
from dialog.proposals.access import reads_texts, with_proposal
from dialog.proposals.forms import StanceForm
from dialog.proposals.models import EvidenceStance
from dialog.synthesis import queries as themes
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.paging import paged

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

evidence = Blueprint(
    "proposal_evidence", __name__, url_prefix="/processes/<slug>/proposals/<int:number>/evidence"
)


@evidence.get("")
@allow(with_proposal(Right.READ_TEXTS))
def index(slug: str, number: int) -> ResponseReturnValue:
    return _page(
        "proposals/evidence.html",
        **_texts(Contribution.id.in_(queries.evidence_ids(g.proposal))),
        rows=queries.evidence_rows(g.proposal),
        themes=queries.themes_of(g.proposal),
        stances=list(EvidenceStance),
    )


@evidence.get("/new")
@allow(with_proposal(Right.PROPOSE))
def new(slug: str, number: int) -> ResponseReturnValue:
    return _new_page()


def _new_page(complaint: str = "", status: int = 200) -> ResponseReturnValue:
    return _page(
        "proposals/add_evidence.html",
        complaint=complaint,
        status=status,
        **_texts(Contribution.id.not_in(queries.evidence_ids(g.proposal))),
        themes=[node.theme for node in themes.tree(g.process)],
        stances=list(EvidenceStance),
    )


@evidence.post("")
@allow(with_proposal(Right.PROPOSE))
def create(slug: str, number: int) -> ResponseReturnValue:
    stance = _stance(EvidenceStance.FOR)
    theme_number = request.form.get("theme", "")
    theme = themes.theme(g.process, int(theme_number)) if theme_number.isdecimal() else None
    now = clock.now()
    if theme is not None:
        operations.add_evidence(g.proposal, theme=theme, stance=stance, by=g.person, now=now)
    numbers = [int(one) for one in request.form.getlist("contribution") if one.isdecimal()]
    chosen = readings.contributions(g.process, g.person, g.roles, numbers)
    if theme is None and not chosen:
        sentence = _("Nothing was chosen. Tick what supports the proposal, or choose a theme.")
        return _new_page(str(sentence), status=422)
    for contribution in chosen:
        operations.add_evidence(
            g.proposal, contribution=contribution, stance=stance, by=g.person, now=now
        )
    db.session.commit()
    flash(_("The evidence is attached."))
    return redirect(url_for("proposals.show", slug=slug, number=number), 303)


@evidence.post("/<int:evidence_id>/removal")
@allow(with_proposal(Right.PROPOSE))
def remove(slug: str, number: int, evidence_id: int) -> ResponseReturnValue:
    _require_own(evidence_id)
    now = clock.now()
    operations.remove_evidence(g.proposal, evidence_id, by=g.person, now=now)
    db.session.commit()
    flash(_("The evidence is detached. That it was there stands in the journal."))
    return redirect(url_for(".index", slug=slug, number=number), 303)


@evidence.post("/<int:evidence_id>/stance")
@allow(with_proposal(Right.PROPOSE))
def weigh(slug: str, number: int, evidence_id: int) -> ResponseReturnValue:
    _require_own(evidence_id)
    operations.weigh_evidence(g.proposal, evidence_id, _stance(), by=g.person, now=clock.now())
    db.session.commit()
    flash(_("Saved"))
    return redirect(url_for(".index", slug=slug, number=number), 303)


def _require_own(evidence_id: int) -> None:
    """404 for evidence of another proposal. What was detached already may be so again."""
    if all(row.id != evidence_id for row in g.proposal.evidence):
        abort(404)


def _stance(default: EvidenceStance | None = None) -> str:
    form = StanceForm()
    form.offer()
    if default is not None and form.stance.data not in set(EvidenceStance):
        return default.value
    if not form.validate_on_submit():
        abort(400)
    return str(form.stance.data)


def _texts(which: ColumnElement[bool]) -> dict[str, Any]:
    """The texts that may be read and are those, filtered as the address says, a page of them."""
    reads_texts()
    statement = texts_seen_by(g.person, g.process, g.roles).where(which)
    filters = _filters()
    page = paged(filtered(statement, filters).order_by(Contribution.id), scalars=False)
    return {"page": page, "filters": filters}


def _filters() -> Filters:
    party = request.args.get("party", "")
    return Filters(
        stage=request.args.get("stage", ""),
        party_id=int(party) if party.isdecimal() else None,
        text=request.args.get("text", "")[:200],
    )


def _page(template: str, **context: Any) -> ResponseReturnValue:
    return respond(
        template,
        process=g.process,
        thread=thread_for(g.process, "proposals"),
        proposal=g.proposal,
        wording=g.proposal.wording,
        parties=shown_parties(g.process),
        stages=[StageKind.SURVEY, StageKind.FOCUS_GROUPS, StageKind.WORKSHOP],
        **context,
    )
