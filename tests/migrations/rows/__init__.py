"""At least one row for every table, in an order that keeps the foreign keys.

Karin leads a dialogue in Lillköping; Ana answers for the chess club, by name and in confidence.
"""

from __future__ import annotations

from typing import Any

from . import foundation, stages
from .common import NOON, QUIET_VOICE

__all__ = ["NOON", "QUIET_VOICE", "ROWS", "row_of"]

ROWS = [*foundation.ROWS, *stages.ROWS]


def row_of(table: str, number: int = 0) -> dict[str, Any]:
    """A copy of one of the rows, to change."""
    return dict([row for name, row in ROWS if name == table][number])
