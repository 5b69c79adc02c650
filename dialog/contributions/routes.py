"""One contribution: where it comes from, its words through time, and what rests on it."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.contributions import operations, queries
from dialog.contributions.access import reads_contribution
from dialog.contributions.forms import ApproveForm, HideForm, MaskForm
from dialog.contributions.links import links_of
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.access import require
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

contributions = Blueprint(
    "contributions", __name__, url_prefix="/processes/<slug>/contributions/<int:number>"
)
BLUEPRINTS = [contributions]


@contributions.get("")
@allow(reads_contribution)
def show(slug: str, number: int) -> ResponseReturnValue:
    return _page("contributions/contribution.html", lines=links_of(g.contribution))


@contributions.get("/masking")
@allow(reads_contribution)
def new_mask(slug: str, number: int) -> ResponseReturnValue:
    require(Right.CODE)
    form = MaskForm(text=queries.current_wording(g.contribution).text)
    return _page("contributions/mask.html", form=form)


@contributions.post("/masking")
@allow(reads_contribution)
def mask(slug: str, number: int) -> ResponseReturnValue:
    require(Right.CODE)
    form = MaskForm()
    if not form.validate_on_submit():
        return _page("contributions/mask.html", form=form, status=422)
    operations.mask(
        g.contribution,
        form.text.data or "",
        because=form.because.data or "",
        by=g.person,
        now=clock.now(),
        based_on=int(form.version.data or 0),
    )
    db.session.commit()
    flash(_("The text is masked. What was said first stays for the record."))
    return _back()


@contributions.get("/hiding")
@allow(reads_contribution)
def new_hiding(slug: str, number: int) -> ResponseReturnValue:
    require(Right.CODE)
    return _page("contributions/hide.html", form=HideForm())


@contributions.post("/hiding")
@allow(reads_contribution)
def hide(slug: str, number: int) -> ResponseReturnValue:
    require(Right.CODE)
    form = HideForm()
    if not form.validate_on_submit():
        return _page("contributions/hide.html", form=form, status=422)
    operations.hide(g.contribution, by=g.person, now=clock.now(), because=form.because.data)
    db.session.commit()
    flash(_("The text is hidden. It no longer counts anywhere."))
    return _back()


@contributions.post("/admission")
@allow(reads_contribution)
def admit(slug: str, number: int) -> ResponseReturnValue:
    require(Right.CODE)
    operations.admit(g.contribution, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The text counts again."))
    return _back()


@contributions.post("/quote-approval")
@allow(reads_contribution)
def approve(slug: str, number: int) -> ResponseReturnValue:
    require(Right.CODE)
    if ApproveForm().wording.data != str(queries.current_wording(g.contribution).number):
        raise Refusal(_("The text has changed since you read it. Read it again first."))
    operations.approve_quote(g.contribution, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The text may be quoted."))
    return _back()


@contributions.post("/quote-approval-withdrawal")
@allow(reads_contribution)
def withdraw_approval(slug: str, number: int) -> ResponseReturnValue:
    require(Right.CODE)
    operations.withdraw_approval(g.contribution, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The text may no longer be quoted."))
    return _back()


def _page(template: str, *, status: int = 200, **context: object) -> ResponseReturnValue:
    contribution = g.contribution
    parties = queries.shown_parties(g.process, contribution.occasion_id)
    return respond(
        template,
        status=status,
        process=g.process,
        thread=thread_for(g.process, contribution.occasion.stage.kind),
        contribution=contribution,
        current=queries.current_wording(contribution),
        party=parties.of(contribution),
        is_admitted=queries.is_admitted(contribution),
        is_quotable=queries.is_quote_approved(contribution),
        standing=queries.latest_standing(contribution),
        **context,
    )


def _back() -> ResponseReturnValue:
    return redirect(
        url_for("contributions.show", slug=g.process.slug, number=g.contribution.id), 303
    )
