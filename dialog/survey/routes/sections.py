"""Sections of a survey: add, edit, move, take away. Each is one page for those who answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Stale
from dialog.extensions import db
from dialog.process.rights import Right
from dialog.survey import editing, operations, queries, side_by_side
from dialog.survey.access import of_survey
from dialog.survey.definition import Definition, Section
from dialog.survey.forms import (
    ConditionFields,
    MoveForm,
    section_form,
    section_values,
    texts_of,
)
from dialog.survey.keys import new_key
from dialog.survey.routes.drawing import draw
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow

sections = Blueprint(
    "survey_sections", __name__, url_prefix="/processes/<slug>/surveys/<int:number>/sections"
)


@sections.get("/new")
@allow(of_survey(Right.PREPARE))
def new(slug: str, number: int) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    form = _form(definition, key="")
    return draw("survey/section.html", form=form, definition=definition, section=None)


@sections.post("/new")
@allow(of_survey(Right.PREPARE))
def create(slug: str, number: int) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    form = _form(definition, key="")
    if not form.validate_on_submit():
        return draw(
            "survey/section.html", form=form, definition=definition, section=None, status=422
        )
    made_with = form.sent_id or ""
    known = next((s for s in definition.sections if made_with and s.client_id == made_with), None)
    if known is None:
        known = _filled(form, Section(key="", title={}, client_id=made_with), definition)
        _save(editing.add_section(definition, known))
    return _back(slug, number, known.key)


@sections.get("/<key>")
@allow(of_survey(Right.PREPARE))
def edit(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, section = _find(key)
    form = _form(definition, key, data=section_values(section))
    version = queries.current_version(g.survey).number
    return draw(
        "survey/section.html", form=form, definition=definition, section=section, version=version
    )


@sections.post("/<key>")
@allow(of_survey(Right.PREPARE))
def update(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, section = _find(key)
    form = _form(definition, key)
    if not form.validate_on_submit():
        return draw(
            "survey/section.html",
            form=form,
            definition=definition,
            section=section,
            version=form.version.data,
            status=422,
        )
    changed = _filled(form, section, definition)
    _refuse_stale(form.version.data, section, changed)
    _save(definition.replace_section(key, changed))
    return _back(slug, number, key)


@sections.post("/<key>/moves")
@allow(of_survey(Right.PREPARE))
def move(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, _section = _find(key)
    _save(editing.move_section(definition, key, MoveForm().step))
    return _back(slug, number, key)


@sections.get("/<key>/removal")
@allow(of_survey(Right.PREPARE))
def ask_removal(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, section = _find(key)
    return draw("survey/section_removal.html", definition=definition, section=section)


@sections.post("/<key>/removal")
@allow(of_survey(Right.PREPARE))
def remove(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, _section = _find(key)
    _save(editing.remove_section(definition, key))
    flash(_("The section is taken away."))
    return redirect(url_for("survey.show", slug=slug, number=number), 303)


def _find(key: str) -> tuple[Definition, Section]:
    definition = queries.definition_of(g.survey)
    section = definition.section(key)
    if section is None:
        abort(404)
    return definition, section


def _form(definition: Definition, key: str, **options: Any) -> ConditionFields:
    form = section_form(definition.languages)(**options)
    before = definition.before(key) if key else definition.questions
    form.offer(g.process.parties, before)
    return form


def _filled(form: ConditionFields, known: Section, definition: Definition) -> Section:
    title = texts_of(form, "title", definition.languages)
    taken = {section.key for section in definition.sections}
    return replace(
        known,
        key=known.key or new_key(title[definition.first_language], taken, fallback="section"),
        title=title,
        condition=" ".join((form.condition.data or "").split()),
        party_kinds=form.chosen_parties,
    )


def _refuse_stale(number: int, now: Section, mine: Section) -> None:
    """Refuse when this very section was changed after the form was drawn."""
    drawn = queries.version_numbered(g.survey, number)
    then = Definition.from_json(drawn.definition).section(now.key) if drawn else None
    if then is None or replace(then, questions=now.questions) != now:
        raise Stale(
            _("Somebody else changed the section while you were writing. Choose what is to stand."),
            theirs=side_by_side.section(now, g.process.parties),
            mine=side_by_side.section(mine, g.process.parties),
            drawn_now={"version": queries.current_version(g.survey).number},
        )


def _save(definition: Definition) -> None:
    operations.save_version(g.survey, definition, by=g.person, now=clock.now())
    db.session.commit()


def _back(slug: str, number: int, key: str) -> ResponseReturnValue:
    address = url_for("survey.show", slug=slug, number=number, _anchor=f"section-{key}")
    return redirect(address, 303)
