"""Questions of a survey that is being written: add, edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue

from dialog.process.rights import Right
from dialog.survey import (
    condition_helper,
    conditions,
    editing,
    queries,
    side_by_side,
)
from dialog.survey.access import of_survey
from dialog.survey.definition import Definition, Kind, Question, Section
from dialog.survey.keys import new_key
from dialog.survey.question_form import QuestionFields, filled, question_form, values
from dialog.survey.routes import drafting
from dialog.survey.routes.drafting import back, draft, find_question, made_by, save
from dialog.survey.routes.drawing import draw
from dialog.texts import gettext as _
from dialog.web.access import allow
from dialog.web.i18n import language

questions = Blueprint(
    "survey_questions", __name__, url_prefix="/processes/<slug>/surveys/<int:number>/questions"
)


@questions.get("/new")
@allow(of_survey(Right.PREPARE))
def new(slug: str, number: int) -> ResponseReturnValue:
    definition, section, kind = _place()
    form = _form(definition, kind, _before_new(definition, section))
    return _page(form, definition, section=section, kind=kind)


@questions.post("/new")
@allow(of_survey(Right.PREPARE))
def create(slug: str, number: int) -> ResponseReturnValue:
    definition, section, kind = _place()
    form = _form(definition, kind, _before_new(definition, section))
    if _helped(form) or not form.validate_on_submit():
        return _page(form, definition, section=section, kind=kind)
    known = made_by(form, definition.questions)
    if known is None:
        empty = Question(_new_key(form, definition), kind, {}, client_id=form.sent_id or "")
        known = filled(form, empty, definition.languages)
        save(editing.add_question(definition, section.key, known))
    return back(f"question-{known.key}")


@questions.get("/<key>")
@allow(of_survey(Right.PREPARE))
def edit(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, question = find_question(key)
    form = _form(definition, question.kind, definition.before(key), data=values(question))
    version = queries.current_version(g.survey).number
    return _page(form, definition, question=question, kind=question.kind, version=version)


@questions.post("/<key>")
@allow(of_survey(Right.PREPARE))
def update(slug: str, number: int, key: str) -> ResponseReturnValue:
    definition, question = find_question(key)
    form = _form(definition, question.kind, definition.before(key))
    if _helped(form) or not form.validate_on_submit():
        version = form.version.data
        return _page(form, definition, question=question, kind=question.kind, version=version)
    changed = filled(form, question, definition.languages)
    refuse_stale(form.version.data, question, changed)
    save(definition.replace_question(key, changed))
    return back(f"question-{key}")


def refuse_stale(number: int, now: Question, mine: Question) -> None:
    """Refuse when this very question was changed after the form was drawn."""
    drafting.refuse_stale(
        number,
        now,
        mine,
        find=Definition.question,
        shown=lambda question: side_by_side.question(question, g.process.parties),
        sentence=_(
            "Somebody else changed the question while you were writing. Choose what is to stand."
        ),
    )


def _place() -> tuple[Definition, Section, str]:
    """Where a new question is to stand and of which kind, as the address says."""
    definition = draft()
    section = definition.section(request.args.get("section", ""))
    kind = request.args.get("kind", "")
    if section is None or kind not in set(Kind):
        abort(404)
    return definition, section, kind


def _before_new(definition: Definition, section: Section) -> Sequence[Question]:
    """The questions before a new one, which is to stand last in its section."""
    return (*definition.before(section.key), *section.questions)


def _form(
    definition: Definition, kind: str, before: Sequence[Question], **options: Any
) -> QuestionFields:
    form = question_form(kind, definition.languages)(**options)
    form.prepare(kind, definition.languages)
    form.offer(g.process.parties, before)
    return form


def _helped(form: QuestionFields) -> bool:
    """Whether the helper's button was pressed; then its condition is written into the field."""
    if "helper_add" not in request.form:
        return False
    addition = condition_helper.written(
        request.form.get("helper_chosen", ""),
        request.form.get("helper_relation", "="),
        request.form.get("helper_number", ""),
        form.before,
    )
    if not addition:
        form.condition.errors = [_("Choose an earlier question with its answer first")]
        return True
    try:
        form.condition.data = condition_helper.added(
            form.condition.data or "", request.form.get("helper_word", "and"), addition
        )
    except conditions.ConditionError:
        form.validate()
    return True


def _page(form: QuestionFields, definition: Definition, **context: Any) -> ResponseReturnValue:
    wanted = definition.language_for(language())
    return draw(
        "survey/question.html",
        form=form,
        definition=definition,
        groups=condition_helper.groups(form.before, wanted),
        before=form.before,
        language_of_content=wanted,
        status=form.status,
        **({"question": None, "section": None, "version": None} | context),
    )


def _new_key(form: QuestionFields, definition: Definition) -> str:
    text = getattr(form, f"text_{definition.first_language}").data
    taken = queries.used_keys(g.survey) | {question.key for question in definition.questions}
    return new_key(text, taken, fallback="question")
