"""What must be put right before a survey can be opened, a sentence each with where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dialog.survey.condition_words import complaint as condition_complaint
from dialog.survey.definition import (
    MOST_QUESTIONS,
    WITH_OPTIONS,
    Definition,
    Kind,
    Question,
    Section,
    words,
)
from dialog.texts import gettext as _


@dataclass(frozen=True)
class Fault:
    """Something that stands in the way. `section` or `question` is the key of where it is."""

    sentence: str
    section: str = ""
    question: str = ""


def faults(definition: Definition) -> list[Fault]:
    """Everything that keeps the survey from being answered as it stands."""
    found = list(_whole(definition))
    for section in definition.sections:
        found += _section(definition, section)
        for question in section.questions:
            found += _question(definition, question)
    return found


def _whole(definition: Definition) -> Iterator[Fault]:
    if not any(question.asks for question in definition.questions):
        yield Fault(_("There is no question yet"))
    if len(definition.questions) > MOST_QUESTIONS:
        yield Fault(_("There are more than %(limit)s questions", limit=MOST_QUESTIONS))
    counts = Counter(question.key for question in definition.questions)
    for key, n in counts.items():
        if n > 1:
            yield Fault(_("Two questions have the key “%(key)s”", key=key), question=key)


def _section(definition: Definition, section: Section) -> Iterator[Fault]:
    name = words(section.title, definition.first_language).text or section.key
    if not section.title.get(definition.first_language):
        yield Fault(_("A section has no title"), section=section.key)
    if not section.questions:
        yield Fault(_("The section “%(name)s” is empty", name=name), section=section.key)
    sentence = condition_complaint(section.condition, definition.before(section.key))
    if sentence:
        yield Fault(f"{name}: {sentence}", section=section.key)


def _question(definition: Definition, question: Question) -> Iterator[Fault]:
    text = question.text.get(definition.first_language, "")
    if not text:
        yield Fault(
            _("The question “%(key)s” has no text", key=question.key), question=question.key
        )
    sentence = _options(definition, question) or condition_complaint(
        question.condition, definition.before(question.key)
    )
    if sentence:
        yield Fault(f"“{text or question.key}”: {sentence}", question=question.key)


def _options(definition: Definition, question: Question) -> str:
    if question.kind not in WITH_OPTIONS:
        return ""
    fewest = 1 if question.kind == Kind.MULTIPLE else 2
    if len(question.choices) < fewest:
        return str(_("There are too few alternatives"))
    if not all(words(option.label, definition.first_language).text for option in question.choices):
        return str(_("An alternative has no text"))
    return ""
