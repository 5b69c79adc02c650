"""Score intervals for a share and for the difference between two shares.

Intervals treat those who answered as a sample. Where nearly everybody answered, the counts are the
result and an interval says too little; the pages that show it must say so.
"""

from __future__ import annotations

from functools import cache
from math import sqrt
from operator import index
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Numbers = TypeVar("Numbers", float, "NDArray[np.float64]")


class Interval(NamedTuple):
    """Where a figure lies, ends included: `low <= high`, in the unit of the figure itself."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


def wilson(agree: int, n: int, level: float = 0.95) -> Interval:
    """The two-sided Wilson score interval for `agree` of `n`, within [0, 1].

    `level` is the confidence, strictly between 0 and 1. ValueError when n is 0 (a share of nobody
    has no interval), when agree is not in 0..n, or when the level is out of range.
    Source: Wilson 1927; recommended for small n by Brown, Cai and DasGupta 2001.
    """
    agree, n = _checked(agree, n)
    if not 0 < level < 1:
        raise ValueError(f"The level must lie strictly between 0 and 1, not {level}.")
    return Interval(*score_limits(float(agree), float(n), quantile((1 + level) / 2)))


def wilson_lower(agree: int, n: int, level: float = 0.95) -> float:
    """The one-sided lower Wilson limit: with confidence `level` the share is at least this.

    The same number as `wilson(agree, n, 2 * level - 1).low`. ValueError as for `wilson`, and for a
    level below 0.5: a limit more likely wrong than right is no limit. Source: Wilson 1927.
    """
    agree, n = _checked(agree, n)
    if not 0.5 <= level < 1:
        raise ValueError(f"A one-sided level must be at least 0.5 and below 1, not {level}.")
    return lower_limit(float(agree), float(n), quantile(level))


def newcombe(a1: int, n1: int, a2: int, n2: int, level: float = 0.95) -> Interval:
    """The interval for the difference of two shares, a1/n1 − a2/n2, within [−1, 1].

    Built from each party's own Wilson limits (hybrid score, method 10). Same errors as `wilson`.
    Source: Newcombe 1998, Statistics in Medicine 17:873–890.
    """
    first, second = wilson(a1, n1, level), wilson(a2, n2, level)
    return difference_interval(*difference_limits(a1 / n1, first, a2 / n2, second))


def wilson_share(share: float, n: int, level: float) -> Interval:
    """`wilson` for a share that need not be a whole number of n, such as one that counts halves."""
    return Interval(*score_limits(share * n, float(n), quantile((1 + level) / 2)))


@cache
def quantile(probability: float) -> float:
    """The standard normal quantile: 1.96 for 0.975. `probability` strictly between 0 and 1."""
    return NormalDist().inv_cdf(probability)


def lower_limit(agree: Numbers, n: Numbers, z: float) -> Numbers:
    """Wilson's lower limit on floats or on arrays of one shape; z ≥ 0, n > 0, nothing checked.

    Where nobody agrees it is exactly 0, not the 1e-17 that rounding leaves.
    """
    share = agree / n
    reach = z * _root(share * (1 - share) / n + z * z / (4 * n * n))
    return (share + z * z / (2 * n) - reach) / (1 + z * z / n) * (agree > 0)


def score_limits(agree: Numbers, n: Numbers, z: float) -> tuple[Numbers, Numbers]:
    """Both Wilson limits. The upper is what the lower limit of those who do not agree leaves."""
    return lower_limit(agree, n, z), 1 - lower_limit(n - agree, n, z)


def difference_limits(
    share1: Numbers,
    limits1: tuple[Numbers, Numbers],
    share2: Numbers,
    limits2: tuple[Numbers, Numbers],
) -> tuple[Numbers, Numbers]:
    """Newcombe's limits for share1 − share2 out of the limits of each, on floats or arrays."""
    below1, above1 = share1 - limits1[0], limits1[1] - share1
    below2, above2 = share2 - limits2[0], limits2[1] - share2
    difference = share1 - share2
    below = _root(below1 * below1 + above2 * above2)
    above = _root(above1 * above1 + below2 * below2)
    return difference - below, difference + above


def difference_interval(low: float, high: float) -> Interval:
    """The interval of a difference of shares, freed of what rounding leaves outside [−1, 1]."""
    return Interval(max(-1.0, low), min(1.0, high))


def _root(square: Numbers) -> Numbers:
    # math.sqrt and numpy's agree to the last bit; Python's own ** 0.5 does not.
    if isinstance(square, float):
        return sqrt(square)
    root: Numbers = square**0.5
    return root


def _checked(agree: int, n: int) -> tuple[int, int]:
    agree, n = index(agree), index(n)
    if n <= 0:
        raise ValueError("Nobody has answered: a share of no answers has no interval.")
    if not 0 <= agree <= n:
        raise ValueError(f"{agree} of {n} is not a share: the part must lie between 0 and {n}.")
    return agree, n
