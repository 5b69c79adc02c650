"""A survey from an XLSForm workbook: it becomes a draft, with what was left out named on it."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.access import team
from dialog.process.rights import Right
from dialog.survey.forms import ImportForm
from dialog.survey.importing import create_from_workbook
from dialog.survey.routes.drawing import draw
from dialog.survey.xlsform import WorkbookRefused
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow

imports = Blueprint("survey_imports", __name__, url_prefix="/processes/<slug>/surveys/imports")


@imports.get("/new")
@allow(team(Right.LEAD))
def new(slug: str) -> ResponseReturnValue:
    return draw("survey/import.html", form=ImportForm(now=clock.now()), refused=[])


@imports.post("/new")
@allow(team(Right.LEAD))
def create(slug: str) -> ResponseReturnValue:
    form = ImportForm(now=clock.now())
    if not form.validate_on_submit():
        if form.workbook.data and form.workbook.data.filename:
            form.workbook.errors = [_("Choose the file once more: a page cannot keep it")]
        return draw("survey/import.html", form=form, refused=[], status=422)
    try:
        survey = create_from_workbook(
            g.process,
            form.workbook.data.read(),
            file_name=form.workbook.data.filename or "",
            language=form.language.data,
            mode=form.mode.data,
            seat_rule=form.seat_rule.data,
            closes_at=form.closes_at,
            by=g.person,
            now=clock.now(),
            client_id=form.sent_id,
        )
    except WorkbookRefused as refused:
        form.workbook.errors = [_("The workbook cannot be taken over as it is")]
        return draw("survey/import.html", form=form, refused=refused.sentences, status=422)
    db.session.commit()
    flash(_("The workbook has become a draft. Read it through before you open it."))
    return redirect(url_for("survey.show", slug=slug, number=survey.id), 303)
