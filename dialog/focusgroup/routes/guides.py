"""The discussion guide: one form, one version, every button keeps what was typed."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.focusgroup import operations, queries
from dialog.focusgroup.access import find_guide
from dialog.focusgroup.forms import MOST_QUESTIONS, GuideForm, GuideRow, rearranged, sent_rows
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

guides = Blueprint(
    "focusgroup_guides", __name__, url_prefix="/processes/<slug>/guides/<int:number>"
)
find_guide.right = Right.LEAD  # type: ignore[attr-defined]


@guides.get("")
@allow(find_guide)
def show(slug: str, number: int) -> ResponseReturnValue:
    rows = [GuideRow(str(q.id), q.text, str(q.minutes)) for q in g.guide.questions]
    return _page(GuideForm(formdata=None, title=g.guide.title), rows)


@guides.post("")
@allow(find_guide)
def update(slug: str, number: int) -> ResponseReturnValue:
    form = GuideForm()
    act = request.form.get("act", "save")
    rows = rearranged(sent_rows(request.form), act)
    if not form.validate_on_submit() or any(row.complaint for row in rows):
        return _page(form, rows, status=422)
    if len(rows) > MOST_QUESTIONS:
        raise Refusal(_("A guide holds at most %(most)s questions.", most=MOST_QUESTIONS))
    operations.write_guide(
        g.guide,
        form.title.data,
        [row.asked for row in rows],
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("The guide is saved."))
    return redirect(url_for("focusgroup_guides.show", slug=slug, number=number), 303)


def _page(form: GuideForm, rows: list[GuideRow], status: int = 200) -> ResponseReturnValue:
    return respond(
        "focusgroup/guide.html",
        form=form,
        rows=[row for row in rows if row.key != "new"],
        new=next((row for row in rows if row.key == "new"), GuideRow("new", "", "")),
        guide=g.guide,
        state=g.guide_state,
        groups=queries.groups_with(g.guide),
        process=g.process,
        thread=thread_for(g.process, "focus_groups"),
        status=status,
    )
