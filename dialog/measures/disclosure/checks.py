"""What every function here demands of the counts it is given, said in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from operator import index

DEFAULT_K = 5
"""The smallest group that may show unless the process says otherwise; 3–10 are sensible."""
SMALLEST_K = 3
"""With a smaller k, two people in a group of their own could read each other's answer."""


def checked_k(k: int) -> int:
    if index(k) < SMALLEST_K:
        raise ValueError(f"k must be at least {SMALLEST_K}, not {k}: fewer protects nobody.")
    return index(k)


def checked_counts(counts: Sequence[int]) -> tuple[int, ...]:
    checked = tuple(index(count) for count in counts)
    if not checked:
        raise ValueError("A distribution needs at least one cell.")
    if min(checked) < 0:
        raise ValueError("A count of people can not be negative.")
    return checked


def checked_table(table: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    rows = tuple(checked_counts(row) for row in table)
    if not rows or len({len(row) for row in rows}) != 1:
        raise ValueError("A table needs at least one row, and rows of the same length.")
    return rows


def too_few(n: int, k: int) -> bool:
    """Some, but fewer than k: the case that must never show. Nobody at all betrays nobody."""
    return 0 < n < k
