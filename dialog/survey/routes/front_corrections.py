"""Correcting the title and the introduction while people answer: a new version, with a reason."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Stale
from dialog.extensions import db
from dialog.process.rights import Right
from dialog.survey import operations, queries, side_by_side
from dialog.survey.access import of_survey
from dialog.survey.definition import Definition
from dialog.survey.forms import front_correction_form, texts_of
from dialog.survey.routes.drawing import draw
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.forms import VersionedForm

front_corrections = Blueprint(
    "survey_front_corrections",
    __name__,
    url_prefix="/processes/<slug>/surveys/<int:number>/correction",
)
BLUEPRINTS = [front_corrections]


@front_corrections.get("")
@allow(of_survey(Right.CLOSE))
def new(slug: str, number: int) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    shown = {f"title_{code}": text for code, text in definition.title.items()}
    shown |= {f"intro_{code}": text for code, text in definition.intro.items()}
    form = front_correction_form(definition.languages)(data=shown)
    return _page(form, definition, queries.current_version(g.survey).number)


@front_corrections.post("")
@allow(of_survey(Right.CLOSE))
def create(slug: str, number: int) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    form = front_correction_form(definition.languages)()
    if not form.validate_on_submit():
        return _page(form, definition, form.version.data)
    changed = replace(
        definition,
        title=texts_of(form, "title", definition.languages),
        intro=texts_of(form, "intro", definition.languages),
    )
    _refuse_stale(form.version.data, definition, changed)
    operations.save_version(g.survey, changed, note=form["note"].data, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("Corrected. Those who answer from now on see the new wording."))
    return redirect(url_for("survey.show", slug=slug, number=number), 303)


def _refuse_stale(number: int, now: Definition, mine: Definition) -> None:
    """Refuse when title or introduction were changed after the form was drawn."""
    drawn = queries.version_numbered(g.survey, number)
    then = Definition.from_json(drawn.definition) if drawn else None
    if then is None or (then.title, then.intro) != (now.title, now.intro):
        raise Stale(
            _("Somebody else changed the survey while you were writing. Choose what is to stand."),
            theirs=side_by_side.front(now.title, now.intro),
            mine=side_by_side.front(mine.title, mine.intro),
            drawn_now={"version": queries.current_version(g.survey).number},
        )


def _page(form: VersionedForm, definition: Definition, version: int) -> ResponseReturnValue:
    return draw(
        "survey/front_correction.html",
        form=form,
        definition=definition,
        version=version,
        status=form.status,
    )
