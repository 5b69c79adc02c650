"""One option of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dialog.survey.definition import other_key
from dialog.survey.kinds.rows import Cell, Column, Row, beside, first, missing
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Question


def tidy(question: Question, raw: Sequence[str]) -> str | None:
    return first(raw)


def check(question: Question, value: Any) -> list[str]:
    if value in (None, ""):
        return missing(question, value)
    if question.option(str(value)) is None:
        return [_("Choose one of the alternatives")]
    return []


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    if value in (None, ""):
        return []
    words = beside(str(value), other) if question.has_other else None
    return [Row(choice=str(value), other=words)]


def columns(question: Question) -> list[Column]:
    found = [Column(question.key, question.text)]
    if question.has_other:
        found.append(Column(other_key(question.key), question.text, question.choices[-1].label))
    return found


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    cells: list[Cell] = [rows[0].choice if rows else None]
    if question.has_other:
        cells.append(rows[0].other if rows else None)
    return cells
