"""A text to read: nothing is answered, nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dialog.survey.kinds.rows import Cell, Column, Row

if TYPE_CHECKING:
    from dialog.survey.definition import Question


def tidy(question: Question, raw: Sequence[str]) -> None:
    return None


def check(question: Question, value: Any) -> list[str]:
    return []


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    return []


def columns(question: Question) -> list[Column]:
    return []


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    return []
