"""Correcting the wording of a question while people answer: a new version, with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, g
from flask.typing import ResponseReturnValue

from dialog.process.rights import Right
from dialog.survey import queries
from dialog.survey.access import of_survey
from dialog.survey.definition import Definition, Question
from dialog.survey.forms import correction_form, texts_of
from dialog.survey.routes.drafting import back, find_question, save
from dialog.survey.routes.drawing import draw
from dialog.survey.routes.questions import refuse_stale
from dialog.texts import gettext as _
from dialog.web.access import allow
from dialog.web.forms import VersionedForm

corrections = Blueprint(
    "survey_corrections",
    __name__,
    url_prefix="/processes/<slug>/surveys/<int:number>/questions/<key>/correction",
)


@corrections.get("")
@allow(of_survey(Right.CLOSE))
def new(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, question = find_question(key)
    form = correction_form(definition, question)(data=_shown(question))
    version = queries.current_version(g.survey).number
    return _page(form, definition, question, version)


@corrections.post("")
@allow(of_survey(Right.CLOSE))
def create(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, question = find_question(key)
    form = correction_form(definition, question)()
    if not form.validate_on_submit():
        return _page(form, definition, question, form.version.data)
    changed = _filled(form, question, definition)
    refuse_stale(form.version.data, question, changed)
    save(definition.replace_question(key, changed), note=form["note"].data)
    flash(_("Corrected. Those who answer from now on see the new wording."))
    return back(f"question-{key}")


def _page(
    form: VersionedForm, definition: Definition, question: Question, version: int
) -> ResponseReturnValue:
    return draw(
        "survey/correction.html",
        form=form,
        definition=definition,
        question=question,
        version=version,
        status=form.status,
    )


def _shown(question: Question) -> dict[str, Any]:
    shown = {f"text_{code}": text for code, text in question.text.items()}
    shown |= {f"help_{code}": text for code, text in question.help.items()}
    for number, option in enumerate(question.options):
        shown |= {f"option_{number}_{code}": text for code, text in option.label.items()}
    return shown


def _filled(form: VersionedForm, question: Question, definition: Definition) -> Question:
    """The question with other words; an alternative left empty keeps the ones it had."""
    languages = definition.languages
    return replace(
        question,
        text={**question.text, **texts_of(form, "text", languages)},
        help=texts_of(form, "help", languages),
        options=tuple(
            replace(option, label={**option.label, **texts_of(form, f"option_{number}", languages)})
            for number, option in enumerate(question.options)
        ),
    )
