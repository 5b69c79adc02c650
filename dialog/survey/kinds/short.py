"""A text of one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dialog.survey.kinds import long
from dialog.survey.kinds.rows import Cell, Column, Row, first

if TYPE_CHECKING:
    from dialog.survey.definition import Question

LIMIT = 500


def tidy(question: Question, raw: Sequence[str]) -> str | None:
    text = first(raw)
    return " ".join(text.split()) if text else None


def check(question: Question, value: Any) -> list[str]:
    return long.check(question, value, LIMIT)


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    return long.store(question, value)


def columns(question: Question) -> list[Column]:
    return long.columns(question)


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    return long.row_cells(question, rows)
