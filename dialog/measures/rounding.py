"""How shares become the whole numbers that people read."""

from __future__ import annotations

from math import floor


def whole_percent(share: float) -> int:
    """A share, or a difference of shares, as whole per cent: halves away from zero, everywhere."""
    # 23 / 40 times 100 is a little less than 57.5 to the machine, but not to who counts by hand.
    points = floor(round(abs(share) * 100, 9) + 0.5)
    return points if share >= 0 else -points
