"""Sections of a survey: add, edit. Each is one page for those who answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from dialog.process.rights import Right
from dialog.survey import editing, queries, side_by_side
from dialog.survey.access import of_survey
from dialog.survey.definition import Definition, Section
from dialog.survey.forms import (
    ConditionFields,
    section_form,
    section_values,
    texts_of,
)
from dialog.survey.keys import new_key
from dialog.survey.routes.drafting import back, draft, find_section, made_by, refuse_stale, save
from dialog.survey.routes.drawing import draw
from dialog.texts import gettext as _
from dialog.web.access import allow

sections = Blueprint(
    "survey_sections", __name__, url_prefix="/processes/<slug>/surveys/<int:number>/sections"
)


@sections.get("/new")
@allow(of_survey(Right.PREPARE))
def new(slug: str, number: int) -> ResponseReturnValue:
    definition = draft()
    form = _form(definition, key="")
    return draw("survey/section.html", form=form, definition=definition, section=None)


@sections.post("/new")
@allow(of_survey(Right.PREPARE))
def create(slug: str, number: int) -> ResponseReturnValue:
    definition = draft()
    form = _form(definition, key="")
    if not form.validate_on_submit():
        return draw(
            "survey/section.html", form=form, definition=definition, section=None, status=422
        )
    known = made_by(form, definition.sections)
    if known is None:
        empty = Section(key="", title={}, client_id=form.sent_id or "")
        known = _filled(form, empty, definition)
        save(editing.add_section(definition, known))
    return back(f"section-{known.key}")


@sections.get("/<key>")
@allow(of_survey(Right.PREPARE))
def edit(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, section = find_section(key)
    form = _form(definition, key, data=section_values(section))
    version = queries.current_version(g.survey).number
    return draw(
        "survey/section.html", form=form, definition=definition, section=section, version=version
    )


@sections.post("/<key>")
@allow(of_survey(Right.PREPARE))
def update(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, section = find_section(key)
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
    refuse_stale(
        form.version.data,
        section,
        changed,
        find=Definition.section,
        shown=lambda one: side_by_side.section(one, g.process.parties),
        sentence=_(
            "Somebody else changed the section while you were writing. Choose what is to stand."
        ),
    )
    save(definition.replace_section(key, changed))
    return back(f"section-{key}")


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
