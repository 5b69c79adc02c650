"""The survey as either party will see it, from its first page on. What is tried out is kept nowhere."""

from __future__ import annotations

from typing import Any

import flask_babel
from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue

from dialog.process.models import Party
from dialog.process.rights import Right
from dialog.survey import kinds, queries
from dialog.survey.access import of_survey
from dialog.survey.answering_pages import for_association, interface_language
from dialog.survey.answering_queries import about
from dialog.survey.definition import Definition, other_key
from dialog.survey.paging import Step
from dialog.survey.routes.drawing import draw
from dialog.survey.walk import Walk
from dialog.web.access import allow
from dialog.web.i18n import language

previews = Blueprint(
    "survey_preview", __name__, url_prefix="/processes/<slug>/surveys/<int:number>/preview"
)
FIRST = 0  # the page before the questions


@previews.get("")
@allow(of_survey(Right.SEE))
def show(slug: str, number: int) -> ResponseReturnValue:
    return _draw({}, FIRST, {})


@previews.post("")
@allow(of_survey(Right.SEE))
def step(slug: str, number: int) -> ResponseReturnValue:
    """The next page or the one before, with what was tried out carried along in the page."""
    definition = queries.definition_of(g.survey)
    answers = _sent(definition)
    at = request.form.get("try-page", 1, type=int)
    pages = definition.pages_for(_party().kind, answers)
    if request.form.get("try-to") == "back":
        return _draw(answers, at - 1, {})
    page = next((page for page in pages if page.place == at), None)
    errors = _complaints(page, answers) if page else {}
    appeared = page is not None and _appeared(page)
    return _draw(answers, at if errors or appeared else at + 1, errors)


def _draw(
    answers: dict[str, Any], number: int, errors: dict[str, list[str]]
) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    party = _party()
    pages = definition.pages_for(party.kind, answers)
    number = min(max(number, FIRST), len(pages) + 1)
    page = pages[number - 1] if FIRST < number <= len(pages) else None
    shown = {question.key for question in page.visible} if page else set()
    content = _speak(definition)
    return draw(
        "survey/preview.html",
        definition=definition,
        party=party,
        is_start=number == FIRST,
        about=about(g.process.id),
        minutes=Walk(definition, party.kind, {}).minutes,
        for_association=for_association(g.survey.seat_rule, party.kind),
        pages=pages,
        page=page,
        answers=answers,
        carried=_carried(answers, shown),
        errors=errors,
        content_language=content,
        status=422 if errors else 200,
    )


def _party() -> Party:
    """The party whose view is asked for, by its number; else the first."""
    wanted = request.values.get("try-party", type=int)
    found = next((party for party in g.process.parties if party.id == wanted), None)
    if found is None and wanted is not None:
        abort(404)
    party: Party = found or g.process.parties[0]
    return party


def _speak(definition: Definition) -> str:
    """Draw in the language that is tried out, our own words too; returns the content's."""
    chosen = language()
    content = definition.language_for(request.values.get("try-lang") or chosen)
    g.locale = interface_language(content, chosen)
    flask_babel.refresh()
    return content


def _sent(definition: Definition) -> dict[str, Any]:
    """What was filled in on this page and the ones before."""
    answers: dict[str, Any] = {}
    for question in definition.questions:
        value = kinds.tidy(question, request.form.getlist(question.key))
        if value is not None:
            answers[question.key] = value
        beside = request.form.get(other_key(question.key), "").strip()
        if beside:
            answers[other_key(question.key)] = beside
    return answers


def _carried(answers: dict[str, Any], shown: set[str]) -> list[tuple[str, str]]:
    """The answers of other pages, as hidden fields."""
    pairs = []
    for key, value in answers.items():
        if key not in shown and key.removesuffix("__other") not in shown:
            pairs += [(key, one) for one in (value if isinstance(value, list) else [value])]
    return pairs


def _complaints(page: Step, answers: dict[str, Any]) -> dict[str, list[str]]:
    found = {
        question.key: kinds.check(question, answers.get(question.key)) for question in page.visible
    }
    return {key: sentences for key, sentences in found.items() if sentences}


def _appeared(page: Step) -> bool:
    """Whether answers on this page made questions appear on it that were not drawn."""
    drawn = set(request.form.getlist("try-drawn"))
    return bool(drawn) and any(question.key not in drawn for question in page.visible)
