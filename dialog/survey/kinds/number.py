"""A number, as Swedes write it: 1 234,5."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import format_decimal

from dialog.survey.kinds.rows import Cell, Column, Row, first, missing
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.survey.definition import Question

SPACES = re.compile(r"[\s\u00a0\u202f]")
DIGITS = re.compile(r"[-−]?\d{1,15}(?:[.,]\d{1,6})?")


def read(text: object) -> float | None:
    """The number a text means; None when it means none."""
    if isinstance(text, int | float):
        return float(text) if math.isfinite(text) else None
    tight = SPACES.sub("", str(text))
    if not DIGITS.fullmatch(tight):
        return None
    return float(tight.replace("−", "-").replace(",", "."))


def tidy(question: Question, raw: Sequence[str]) -> str | None:
    """A number as plain digits with a point; what is none stays as written, to be put right."""
    text = first(raw)
    if text is None:
        return None
    number = read(text)
    return text if number is None else f"{number:.6f}".rstrip("0").rstrip(".")


def check(question: Question, value: Any) -> list[str]:
    if value in (None, ""):
        return missing(question, value)
    number = read(value)
    if number is None:
        return [_("Write a number in digits, for example 12")]
    if question.whole and not number.is_integer():
        return [_("Write a whole number, without decimals")]
    if question.minimum is not None and number < question.minimum:
        return [_("At least %(number)s", number=format_decimal(question.minimum))]
    if question.maximum is not None and number > question.maximum:
        return [_("At most %(number)s", number=format_decimal(question.maximum))]
    return []


def store(question: Question, value: Any, other: str = "") -> list[Row]:
    return [] if value in (None, "") else [Row(number=read(value))]


def columns(question: Question) -> list[Column]:
    return [Column(question.key, question.text)]


def row_cells(question: Question, rows: Sequence[Row]) -> list[Cell]:
    return [rows[0].number if rows else None]
