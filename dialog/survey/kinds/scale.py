"""One step of an ordered scale, or an option that stands apart from it (“don't know”)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dialog.survey.kinds import single
from dialog.survey.kinds.rows import Cell, Column, Row

if TYPE_CHECKING:
    from dialog.survey.definition import Question


def tidy(question: Question, raw: Sequence[str]) -> str | None:
    return single.tidy(question, raw)


def check(question: Question, value: Any) -> list[str]:
    return single.check(question, value)


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    return single.store(question, value)


def columns(question: Question) -> list[Column]:
    return [Column(question.key, question.text)]


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    return [rows[0].choice if rows else None]
