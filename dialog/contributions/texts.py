"""Texts as we keep them, and how letters are compared when somebody searches."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func

if TYPE_CHECKING:
    from sqlalchemy.sql.roles import ExpressionElementRole

# SQLite's lower() knows a–z alone, and so does PostgreSQL's in some locales: these are ours.
CAPITALS = "ÅÄÖÉÈÜÆØÁÀÍÓÚÑÇŠŽĆŁ"


def tidied(text: str) -> str:
    """`text` in NFC with line feeds only: the form in which offsets are counted."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def folded(column: ExpressionElementRole[str]) -> ColumnElement[str]:
    """The column in small letters, the same on both engines."""
    expression: Any = func.lower(column)
    for capital in CAPITALS:
        expression = func.replace(expression, capital, capital.lower())
    return expression  # type: ignore[no-any-return]


def needle(text: str) -> str:
    """What to look for in a folded column, with the signs that LIKE treats specially escaped."""
    plain = tidied(text).lower()
    return "%" + plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
