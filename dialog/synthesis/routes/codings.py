"""Coding: one text or words in it, several texts at once, and back again."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.rights import Right
from dialog.synthesis import listing, operations, queries
from dialog.synthesis.access import analysis
from dialog.synthesis.forms import CodingForm
from dialog.synthesis.models import CodingOrigin, Theme
from dialog.synthesis.routes.asking import back, desk_url
from dialog.synthesis.routes.desk import desk_page
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import clock
from dialog.web.access import allow

codings = Blueprint("codings", __name__, url_prefix="/processes/<slug>/themes/codings")
AT_ONCE = 200


@codings.post("")
@allow(analysis(Right.CODE))
def create(slug: str) -> ResponseReturnValue:
    form = CodingForm()
    found = listing.one(g.person, g.process, g.roles, _number(form.contribution.data))
    if found is None:
        abort(404)
    contribution, wording = found
    if form.wording.data != str(wording.id):
        raise Refusal(_("The text has changed since you read it. Read it again, then code it."))
    theme = _theme(form)
    try:
        span = form.span(wording.text)
    except ValueError as error:
        return desk_page(contribution.id, form, str(error), status=422)
    if theme is None:
        complaint = _("There is no theme with that number or name. Choose one in the list.")
        return desk_page(contribution.id, form, complaint, status=422)
    operations.code(
        contribution,
        theme,
        wording=wording,
        start=span[0] if span else None,
        stop=span[1] if span else None,
        words=form.words.data if span else None,
        by=g.person,
        origin=CodingOrigin.SUGGESTION if request.form.get("theme") else CodingOrigin.HAND,
        now=clock.now(),
    )
    db.session.commit()
    return redirect(back(desk_url(contribution.id)), 303)


@codings.post("/<int:number>/removal")
@allow(analysis(Right.CODE))
def remove(slug: str, number: int) -> ResponseReturnValue:
    coding = queries.coding(g.process, number) or abort(404)
    operations.uncode(coding, by=g.person, now=clock.now())
    db.session.commit()
    return redirect(back(desk_url(coding.contribution_id)), 303)


@codings.post("/several")
@allow(analysis(Right.CODE))
def several(slug: str) -> ResponseReturnValue:
    """Code, or uncode, all the texts that were ticked."""
    chosen = {_number(text) for text in request.form.getlist("chosen")[:AT_ONCE]}
    tree = queries.tree(g.process)
    node = tree.get(_number(request.form.get("theme")))
    where = back(url_for("themes.contributions", slug=slug))
    if not chosen or node is None:
        raise Refusal(_("Tick at least one text, and choose a theme. Then try again."))
    rows = [row[0] for row in listing.several(g.person, g.process, g.roles, chosen)]
    now = clock.now()
    if request.form.get("act") == "uncode":
        count = operations.uncode_several(rows, node.theme, by=g.person, now=now)
        flash(ngettext("%(num)s coding was taken back.", "%(num)s codings were taken back.", count))
    else:
        count = operations.code_several(rows, node.theme, by=g.person, now=now)
        flash(ngettext("%(num)s text was coded.", "%(num)s texts were coded.", count))
    db.session.commit()
    return redirect(where, 303)


@codings.post("/undoing")
@allow(analysis(Right.CODE))
def undo(slug: str) -> ResponseReturnValue:
    taken, put = operations.undo_latest(g.process, by=g.person, now=clock.now())
    db.session.commit()
    if taken:
        flash(ngettext("%(num)s coding was undone.", "%(num)s codings were undone.", taken))
    else:
        flash(ngettext("%(num)s coding stands again.", "%(num)s codings stand again.", len(put)))
    return redirect(back(url_for("themes.contributions", slug=slug)), 303)


def _theme(form: CodingForm) -> Theme | None:
    """The theme of the button that was pressed, else the one that was written."""
    tree = queries.tree(g.process)
    node = tree.get(_number(form.theme.data)) if form.theme.data else None
    node = node or tree.named(form.named.data or "")
    return node.theme if node is not None else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
