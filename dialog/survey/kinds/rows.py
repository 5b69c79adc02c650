"""What the kinds have in common: rows to store, columns to export, the missing answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dialog.survey.definition import OTHER
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Question, Texts

Cell = str | float | date | None
LONGEST_OTHER = 500


@dataclass(frozen=True)
class Row:
    """One row of an answer; at most one of choice, number, day and text holds something."""

    position: int = 0
    choice: str | None = None
    number: float | None = None
    day: date | None = None
    text: str | None = None
    other: str | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table of all answers. `part` is the option's label where it has one."""

    key: str
    text: Texts
    part: Texts | None = None


def plain(text: str) -> str:
    """Text as we keep it: NFC, line feeds only, no outer space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def first(raw: Sequence[str]) -> str | None:
    """The first thing sent that is not empty."""
    return next((plain(text) for text in raw if text.strip()), None)


def missing(question: Question, value: Any) -> list[str]:
    if question.required and value in (None, "", []):
        return [_("This question needs an answer")]
    return []


def beside(choice: str, other: str) -> str | None:
    """What is kept beside a choice: the words of "other" and nothing else."""
    return plain(other)[:LONGEST_OTHER] or None if choice == OTHER else None
