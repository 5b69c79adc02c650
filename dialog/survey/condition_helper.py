"""The simple way to a condition: choose an earlier question with its answer, and it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialog.survey import conditions
from dialog.survey.definition import WITH_OPTIONS, Kind, Question, words
from dialog.survey.kinds.number import read as read_number
from dialog.texts import gettext as _

RELATIONS = ("=", "!=", ">", "<")


@dataclass(frozen=True)
class Group:
    """An earlier question with what can be said of it: pairs of value and words."""

    name: str
    choices: Sequence[tuple[str, str]]


def groups(before: Sequence[Question], language: str) -> list[Group]:
    """What can be chosen: each option of each earlier question, or the question itself."""
    found = []
    for question in before:
        if not question.asks:
            continue
        name = words(question.text, language).text
        if question.kind in WITH_OPTIONS:
            choices = [
                (f"{question.key}|{option.key}", words(option.label, language).text)
                for option in question.choices
            ]
        elif question.kind == Kind.NUMBER:
            choices = [(f"{question.key}|", str(_("the number written below")))]
        else:
            choices = [(f"{question.key}|", str(_("nothing written")))]
        found.append(Group(name[:90], choices))
    return found


def written(chosen: str, relation: str, number: str, before: Sequence[Question]) -> str:
    """The condition that was chosen, as text; empty when nothing was."""
    key, _sign, value = chosen.partition("|")
    question = next((question for question in before if question.key == key), None)
    if question is None or relation not in RELATIONS:
        return ""
    if question.kind == Kind.NUMBER:
        read = read_number(number)
        return "" if read is None else f"{key} {relation} {read:g}"
    negated = relation == "!="
    if question.kind == Kind.MULTIPLE:
        text = f"contains({key}, {conditions.quoted(value)})"
        return f"not {text}" if negated else text
    return f"{key} {'!=' if negated else '='} {conditions.quoted(value) if value else repr('')}"


def added(text: str, word: str, addition: str) -> str:
    """`text` and the addition joined by and/or. Raises ConditionError where `text` is none."""
    return conditions.join("or" if word == "or" else "and", text, addition)
