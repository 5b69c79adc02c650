"""A text of several lines, in one's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dialog.survey.kinds.rows import Cell, Column, Row, first, missing
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Question

LIMIT = 10_000


def tidy(question: Question, raw: Sequence[str]) -> str | None:
    return first(raw)


def check(question: Question, value: Any, limit: int = LIMIT) -> list[str]:
    if value in (None, ""):
        return missing(question, value)
    length = len(str(value))
    if length > limit:
        return [_("At most %(limit)s characters; this is %(length)s", limit=limit, length=length)]
    return []


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    return [] if value in (None, "") else [Row(text=str(value))]


def columns(question: Question) -> list[Column]:
    return [Column(question.key, question.text)]


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    return [rows[0].text if rows else None]
