"""Conditions in words: what is wrong with one, where, and what one means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dialog.survey import conditions
from dialog.survey.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    ConditionError,
    Contains,
    Not,
)
from dialog.survey.definition import WITH_OPTIONS, Kind, Question, words
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Definition

REACH = 24


def complaint(text: str, before: Sequence[Question]) -> str:
    """Why `text` cannot be the condition of what stands after `before`; empty when it can."""
    try:
        condition = conditions.parse(text)
    except ConditionError as error:
        return f"{_grammar(error)} {place(text, error.at)}"
    known = {question.key: question for question in before if question.asks}
    for leaf in conditions.leaves(condition):
        sentence = _reference(leaf, known)
        if sentence:
            return f"{sentence} {place(text, leaf.at)}"
    return ""


def doubt(text: str, before: Sequence[Question]) -> str:
    """Which alternative a condition waits for that nobody can choose; empty when there is none."""
    known = {question.key: question for question in before if question.asks}
    for leaf in conditions.leaves(conditions.parse(text)):
        question = known.get(leaf.key)
        if question is None or question.kind not in WITH_OPTIONS:
            continue
        if leaf.value and question.option(leaf.value) is None:
            return str(
                _(
                    "The question “%(key)s” has no alternative “%(value)s”. It has: %(options)s.",
                    key=leaf.key,
                    value=leaf.value,
                    options=", ".join(option.key for option in question.choices),
                )
            )
    return ""


def place(text: str, at: int) -> str:
    """Where it goes wrong, with the words around the place."""
    if at >= len(text.rstrip()):
        return str(_("It happens at the end, after “%(words)s”.", words=_tail(text)))
    start = max(0, at - REACH)
    left = ("…" if start else "") + text[start:at]
    right = text[at : at + REACH] + ("…" if at + REACH < len(text) else "")
    return str(
        _(
            "It happens at character %(number)s: %(left)s ▸%(right)s",
            number=at + 1,
            left=left,
            right=right,
        )
    )


def describe(text: str, definition: Definition, language: str) -> str:
    """A condition as a sentence about questions and their options."""
    try:
        return _meaning(conditions.parse(text), definition, language)
    except ConditionError:
        return text


def _tail(text: str) -> str:
    text = text.rstrip()
    return ("…" if len(text) > REACH else "") + text[-REACH:]


def _grammar(error: ConditionError) -> str:
    sentences = {
        "open quotation": _("A quotation mark is opened and never closed."),
        "strange sign": _("“%(found)s” does not belong in a condition.", found=error.found),
        "bracket not opened": _("A bracket is closed that was never opened."),
        "bracket not closed": _("A bracket is opened and never closed."),
        "bracket expected": _("Write “contains” with brackets: contains(question, 'alternative')."),
        "comma expected": _("Write a comma between the question and the alternative."),
        "and or or expected": _("Write “and” or “or” between two conditions."),
        "question expected": _("The key of a question is missing."),
        "relation expected": _("Write =, !=, <, >, <= or >= after the question."),
        "value expected": _("Write a number, or an alternative in quotation marks."),
        "too deep": _("There are too many brackets inside one another."),
        "too long": _("The condition is too long."),
    }
    return str(sentences[error.kind])


def _reference(leaf: Compare | Contains, known: Mapping[str, Question]) -> str:
    """Why a comparison points at nothing; empty when it does."""
    question = known.get(leaf.key)
    if question is None:
        return str(_("No question before this one has the key “%(key)s”.", key=leaf.key))
    if isinstance(leaf, Contains) and question.kind != Kind.MULTIPLE:
        return str(
            _("“contains” is for questions with several answers; “%(key)s” has one.", key=leaf.key)
        )
    return ""


def _meaning(condition: Condition, definition: Definition, language: str) -> str:
    match condition:
        case Always():
            return ""
        case All(parts):
            return _joined(_("and"), parts, definition, language)
        case AnyOf(parts):
            return _joined(_("or"), parts, definition, language)
        case Not(part):
            return str(_("not (%(what)s)", what=_meaning(part, definition, language)))
        case Compare() | Contains():
            return _leaf_meaning(condition, definition, language)


def _joined(word: str, parts: Sequence[Condition], definition: Definition, language: str) -> str:
    texts = (
        f"({_meaning(part, definition, language)})"
        if isinstance(part, All | AnyOf)
        else _meaning(part, definition, language)
        for part in parts
    )
    return f" {word} ".join(texts)


def _leaf_meaning(leaf: Compare | Contains, definition: Definition, language: str) -> str:
    question = definition.question(leaf.key)
    name = words(question.text, language).text if question else leaf.key
    option = question.option(leaf.value) if question else None
    value = words(option.label, language).text if option else leaf.value
    is_number = option is None and conditions.BARE.fullmatch(value)
    if isinstance(leaf, Contains):
        return str(
            _("“%(question)s” has “%(value)s” among its answers", question=name, value=value)
        )
    if not leaf.value:
        return str(
            _("“%(question)s” is not answered", question=name)
            if leaf.relation == "="
            else _("“%(question)s” is answered", question=name)
        )
    relations = {
        "=": _("is"),
        "!=": _("is not"),
        "<": _("is less than"),
        ">": _("is more than"),
        "<=": _("is at most"),
        ">=": _("is at least"),
    }
    return str(
        _(
            "“%(question)s” %(relation)s %(value)s",
            question=name,
            relation=relations[leaf.relation],
            value=value if is_number else _("“%(answer)s”", answer=value),
        )
    )
