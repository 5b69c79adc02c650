"""Acts on a proposal: move it in its list, change its kind, withdraw it, merge it with another."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.proposals import operations, queries, words
from dialog.proposals.access import with_proposal
from dialog.proposals.forms import BecauseForm, MergeForm, MoveForm
from dialog.proposals.models import ProposalKind
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

acts = Blueprint("proposal_acts", __name__, url_prefix="/processes/<slug>/proposals/<int:number>")


@acts.post("/moving")
@allow(with_proposal(Right.PROPOSE))
def move(slug: str, number: int) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        steps = -1 if form.to.data == "up" else 1
        operations.move(g.proposal, steps, by=g.person, now=clock.now())
        db.session.commit()
    return redirect(url_for("proposals.index", slug=slug, _anchor=f"p{number}"), 303)


@acts.get("/kind")
@allow(with_proposal(Right.PROPOSE))
def new_kind(slug: str, number: int) -> ResponseReturnValue:
    return _kind_page(BecauseForm(formdata=None))


@acts.post("/kind")
@allow(with_proposal(Right.PROPOSE))
def change_kind(slug: str, number: int) -> ResponseReturnValue:
    form = BecauseForm()
    if not form.validate_on_submit():
        return _kind_page(form, status=422)
    kind = _other_kind()
    operations.change_kind(g.proposal, kind, form.because.data or "", by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The proposal now stands under %(list)s.", list=words.list_name(kind)))
    return _to_proposal()


@acts.get("/withdrawal")
@allow(with_proposal(Right.PROPOSE))
def new_withdrawal(slug: str, number: int) -> ResponseReturnValue:
    return _page("proposals/withdraw.html", BecauseForm(formdata=None))


@acts.post("/withdrawal")
@allow(with_proposal(Right.PROPOSE))
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    form = BecauseForm()
    if not form.validate_on_submit():
        return _page("proposals/withdraw.html", form, status=422)
    operations.withdraw(g.proposal, form.because.data or "", by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The proposal is withdrawn. Its words and its evidence are kept."))
    return _to_proposal()


@acts.post("/return")
@allow(with_proposal(Right.PROPOSE))
def bring_back(slug: str, number: int) -> ResponseReturnValue:
    operations.bring_back(g.proposal, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The proposal stands again, last in its list."))
    return _to_proposal()


@acts.get("/merging")
@allow(with_proposal(Right.PROPOSE))
def new_merging(slug: str, number: int) -> ResponseReturnValue:
    return _page("proposals/merge.html", _merge_form())


@acts.post("/merging")
@allow(with_proposal(Right.PROPOSE))
def merge(slug: str, number: int) -> ResponseReturnValue:
    form = _merge_form()
    if not form.validate_on_submit():
        return _page("proposals/merge.html", form, status=422)
    into = queries.one_of(g.process, form.into.data)
    assert into is not None  # noqa: S101 - the form offers proposals of this process alone
    operations.merge(g.proposal, into, form.because.data or "", by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The two are one. The evidence has moved along."))
    return redirect(url_for("proposals.show", slug=slug, number=into.id), 303)


def _merge_form() -> MergeForm:
    form = MergeForm()
    form.offer(
        [
            (line.proposal.id, f"{line.number}. {line.wording.title}")
            for line in queries.lines_of(g.process)
            if line.proposal.id != g.proposal.id
        ]
    )
    return form


def _other_kind() -> ProposalKind:
    is_direct = g.proposal.kind == ProposalKind.DIRECT
    return ProposalKind.AREA if is_direct else ProposalKind.DIRECT


def _kind_page(form: BecauseForm, status: int = 200) -> ResponseReturnValue:
    return _page("proposals/kind.html", form, status=status, other_kind=_other_kind())


def _page(
    template: str, form: BecauseForm, status: int = 200, **context: object
) -> ResponseReturnValue:
    return respond(
        template,
        process=g.process,
        thread=thread_for(g.process, "proposals"),
        form=form,
        proposal=g.proposal,
        wording=g.proposal.wording,
        status=status,
        **context,
    )


def _to_proposal() -> ResponseReturnValue:
    return redirect(url_for("proposals.show", slug=g.process.slug, number=g.proposal.id), 303)
