"""Answers in words: for reading through, for the printed copy, and when two versions meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import format_decimal

from dialog.errors import Stale
from dialog.survey.definition import OTHER, Definition, Kind, Question, other_key, words
from dialog.survey.kinds import number
from dialog.texts import gettext as _


def in_words(question: Question, answers: Mapping[str, Any], language: str) -> list[str]:
    """The answer to a question as it is read: a line for each choice; empty when there is none."""
    value = answers.get(question.key)
    if value in (None, "", []):
        return []
    if question.kind in {Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE}:
        chosen = value if isinstance(value, list) else [value]
        return [_choice(question, str(key), answers, language) for key in chosen]
    if question.kind == Kind.NUMBER:
        figure = number.read(value)
        return [str(value) if figure is None else str(format_decimal(figure))]
    return [str(value)]


def _choice(question: Question, key: str, answers: Mapping[str, Any], language: str) -> str:
    option = question.option(key)
    label = words(option.label, language).text if option else key
    beside = answers.get(other_key(question.key)) if key == OTHER else None
    return f"{label}: {beside}" if beside else label


def both_versions(
    questions: Iterable[Question],
    stored: Mapping[str, Any],
    mine: Mapping[str, Any],
    definition: Definition,
    *,
    drawn_now: Mapping[str, object] | None = None,
) -> Stale:
    """What is stored and what was sent, for every answer that differs, as a Stale to raise."""
    language = definition.first_language
    differing = [
        question
        for question in questions
        if any(stored.get(key) != mine.get(key) for key in (question.key, other_key(question.key)))
    ]

    def as_text(answers: Mapping[str, Any]) -> dict[str, str]:
        return {
            words(question.text, language).text: "\n".join(in_words(question, answers, language))
            or _("No answer")
            for question in differing
        }

    return Stale(
        _("Somebody else at your association changed the same answers. Choose what is to stand."),
        theirs=as_text(stored),
        mine=as_text(mine),
        drawn_now=drawn_now,
    )
