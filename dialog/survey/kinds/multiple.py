"""Any number of options. Each chosen one is a row, in the order of the options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dialog.survey.definition import OTHER, other_key
from dialog.survey.kinds.rows import Cell, Column, Row, beside, missing, plain
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Question


def tidy(question: Question, raw: Sequence[str]) -> list[str] | None:
    """The options sent, each once, in the order of the question; strange ones last."""
    sent = {plain(text) for text in raw if text.strip()}
    known = [option.key for option in question.choices if option.key in sent]
    return [*known, *sorted(sent.difference(known))] or None


def check(question: Question, value: Any) -> list[str]:
    if not value:
        return missing(question, value)
    if not isinstance(value, list) or any(question.option(key) is None for key in value):
        return [_("Choose among the alternatives")]
    return []


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    return [
        Row(
            position=position,
            choice=key,
            other=beside(key, other) if question.has_other else None,
        )
        for position, key in enumerate(value or ())
    ]


def columns(question: Question) -> list[Column]:
    """A column of 1 and 0 for each option, and one for the words of "other"."""
    found = [
        Column(f"{question.key}/{option.key}", question.text, option.label)
        for option in question.choices
    ]
    if question.has_other:
        found.append(Column(other_key(question.key), question.text, question.choices[-1].label))
    return found


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    keys = {row.choice for row in rows}
    cells: list[Cell] = [float(option.key in keys) if rows else None for option in question.choices]
    if question.has_other:
        cells.append(next((row.other for row in rows if row.choice == OTHER), None))
    return cells
