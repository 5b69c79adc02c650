"""A date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dialog.survey.kinds.rows import Cell, Column, Row, first, missing
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Question


def read(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def tidy(question: Question, raw: Sequence[str]) -> str | None:
    return first(raw)


def check(question: Question, value: Any) -> list[str]:
    if value in (None, ""):
        return missing(question, value)
    if read(value) is None:
        return [_("Write the date as year-month-day, for example 2026-03-18")]
    return []


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    return [] if value in (None, "") else [Row(day=read(value))]


def columns(question: Question) -> list[Column]:
    return [Column(question.key, question.text)]


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    return [rows[0].day if rows else None]
