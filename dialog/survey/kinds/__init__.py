"""The kinds of questions: how each one is tidied, checked, stored and written in columns.

Pure: no request, no tables. `of(question)` gives the module that knows the question's kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from dialog.survey.definition import Kind
from dialog.survey.kinds import day, info, long, multiple, number, scale, short, single
from dialog.survey.kinds.rows import Cell, Column, Row

if TYPE_CHECKING:
    from dialog.survey.definition import Question

__all__ = ["Cell", "Column", "Row", "check", "columns", "of", "row_cells", "store", "tidy"]


class KindModule(Protocol):
    """What every kind can do."""

    def tidy(self, question: Question, raw: Sequence[str]) -> Any: ...
    def check(self, question: Question, value: Any) -> list[str]: ...
    def store(self, question: Question, value: Any, other: str = "") -> list[Row]: ...
    def columns(self, question: Question) -> list[Column]: ...
    def row_cells(self, question: Question, rows: Sequence[Row]) -> list[Cell]: ...


KINDS: dict[str, KindModule] = {
    Kind.SINGLE: single,
    Kind.MULTIPLE: multiple,
    Kind.SCALE: scale,
    Kind.NUMBER: number,
    Kind.DAY: day,
    Kind.SHORT: short,
    Kind.LONG: long,
    Kind.INFO: info,
}


def of(question: Question) -> KindModule:
    return KINDS[question.kind]


def tidy(question: Question, raw: Sequence[str]) -> Any:
    """What was sent for the question, as it is kept in a draft; None when there is no answer."""
    return of(question).tidy(question, raw)


def check(question: Question, value: Any) -> list[str]:
    """What is wrong with an answer, a sentence each; empty when all is well."""
    return of(question).check(question, value)


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    """The rows an answer becomes. `other` is what was written beside "other"."""
    return of(question).store(question, value, other)


def columns(question: Question) -> list[Column]:
    """The columns the question has in a table of all answers."""
    return of(question).columns(question)


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    """One response's cells under `columns(question)`, from its stored rows."""
    return of(question).row_cells(question, rows)
