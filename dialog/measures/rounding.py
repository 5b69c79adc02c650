"""How shares become the whole numbers that people read."""

from __future__ import annotations

from math import floor


def whole_percent(share: float) -> int:
    """A share, or a difference of shares, as whole per cent: halves away from zero, everywhere."""
    points = floor(abs(share) * 100 + 0.5)
    return points if share >= 0 else -points
