"""Tests for those who ask for them, and what many tests at once allow to be claimed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dialog.measures.tally import Tally


class Comparison(NamedTuple):
    """One of many comparisons after the adjustment."""

    adjusted: float
    """The adjusted p-value, within [0, 1]: the smallest rate at which it would be declared."""
    declared: bool


def fisher_p(first: Tally, second: Tally) -> float:
    """Fisher's exact p-value for "the two parties agree in the same degree", within [0, 1].

    Compares those who agree with all others who answered. More cautious than the verdict's
    interval; ValueError when a party has not answered. Source: Fisher 1935; computed by scipy.
    """
    import numpy as np
    from scipy.stats import fisher_exact

    if not first.n or not second.n:
        raise ValueError("Nobody has answered in one of the parties: they can not be compared.")
    table = np.array([[party.agree, party.n - party.agree] for party in (first, second)])
    return float(fisher_exact(table).pvalue)


def benjamini_hochberg(p_values: Sequence[float], rate: float = 0.05) -> list[Comparison]:
    """Adjusts many p-values, in the order given, so that at most `rate` of the declared are false.

    `p_values` are within [0, 1]; so is `rate`, exclusive. ValueError otherwise.
    Source: Benjamini and Hochberg 1995, JRSS B 57:289–300.
    """
    if not 0 < rate < 1:
        raise ValueError(f"The rate must lie strictly between 0 and 1, not {rate}.")
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("Every p-value must lie between 0 and 1.")
    adjusted = [0.0] * len(p_values)
    smallest = 1.0
    largest_first = sorted(range(len(p_values)), key=lambda i: p_values[i], reverse=True)
    for rank, i in zip(range(len(p_values), 0, -1), largest_first, strict=True):
        smallest = min(smallest, p_values[i] * len(p_values) / rank)
        adjusted[i] = smallest
    return [Comparison(each, each <= rate) for each in adjusted]
