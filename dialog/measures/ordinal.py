"""Answers on an ordinal scale: the distribution and the median first, one effect size after them.

A mean of scale steps and a t-test are deliberately absent: the steps are ordered, not measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from dialog.measures.intervals import Interval, wilson_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CliffsDelta(NamedTuple):
    """How much more often one from the first group answers higher than one from the second."""

    estimate: float
    interval: Interval


def distribution(values: Sequence[int], classes: Sequence[int]) -> list[int]:
    """How many answered each class, in the order of `classes`, zeros kept.

    ValueError for an answer outside the classes: it would otherwise silently leave the base.
    """
    counts = Counter(values)
    if strangers := counts.keys() - set(classes):
        raise ValueError(f"Answers outside the scale: {sorted(strangers)}.")
    return [counts[each] for each in classes]


def median(values: Sequence[int]) -> int:
    """The step that at least half answered at or below (the lower median), always a real step.

    ValueError when nobody has answered.
    """
    if not len(values):
        raise ValueError("Nobody has answered: there is no median.")
    return int(sorted(values)[(len(values) - 1) // 2])


def cliffs_delta(x: Sequence[int], y: Sequence[int], level: float = 0.95) -> CliffsDelta:
    """P(x > y) − P(x < y) for one answer drawn from each group, within [−1, 1], and its interval.

    `x` and `y` are the answers of two groups on one ordinal scale. The interval is Brunner and
    Munzel's with t-quantiles, cut at ±1. Their variance is zero when the groups do not overlap, or
    everybody answers the same, and undefined for a single answer; the interval then is Wilson's
    for the smaller group, which stays wide. ValueError when a group is empty.
    Sources: Cliff 1993; Brunner and Munzel 2000, Biometrical Journal 42:17–25.
    """
    import numpy as np

    first, second = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if not first.size or not second.size:
        raise ValueError("Nobody has answered in one of the groups: they can not be compared.")
    if not 0 < level < 1:
        raise ValueError(f"The level must lie strictly between 0 and 1, not {level}.")
    above, below = _placements(first, second), _placements(second, first)
    probability = float(above.mean())
    reach = _brunner_munzel_reach(above, below, level)
    if reach is None:
        low, high = wilson_share(probability, min(first.size, second.size), level)
    else:
        low, high = probability - reach, probability + reach
    limits = (max(-1.0, 2 * low - 1), min(1.0, 2 * high - 1))
    return CliffsDelta(2 * probability - 1, Interval(*limits))


def _placements(values: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each value, the share of the others below it, those at its own height counted as half."""
    import numpy as np

    ordered = np.sort(others)
    below = np.searchsorted(ordered, values, side="left")
    at_most = np.searchsorted(ordered, values, side="right")
    return np.asarray((below + at_most) / (2 * others.size))


def _brunner_munzel_reach(
    above: NDArray[np.float64], below: NDArray[np.float64], level: float
) -> float | None:
    """Half the width of the interval for P(x > y) + P(x = y)/2; None where it is undefined."""
    from scipy.stats import t

    if min(above.size, below.size) < 2:
        return None
    parts = [float(placed.var(ddof=1)) / placed.size for placed in (above, below)]
    variance = sum(parts)
    if variance < 1e-15:
        return None
    freedom = variance**2 / sum(
        part**2 / (placed.size - 1) for part, placed in zip(parts, (above, below), strict=True)
    )
    return float(t.ppf((1 + level) / 2, freedom)) * sqrt(variance)
