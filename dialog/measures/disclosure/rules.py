"""The rules that need no search: classes put together, uniform small groups, newer snapshots."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from itertools import chain
from typing import cast

from dialog.measures.disclosure.checks import (
    DEFAULT_K,
    checked_counts,
    checked_k,
    checked_table,
    too_few,
)

Counts = int | Sequence[int] | Sequence[Sequence[int]]


def collapse(distribution: Sequence[int], classes: int) -> list[int]:
    """A distribution over an ordered scale with fewer classes: 5 → 3 → 2 → 1, in that order.

    Three classes are the lower steps, the middle one and the upper steps of an odd scale. Two are
    the upper steps against all the rest, so that the middle counts as not agreeing, just as in a
    tally; an even scale is halved. One is the number who answered. The sum never changes, and by
    way of three gives the same two as directly. ValueError for classes the scale can not give.
    Source: SDC Handbook chapter 4 (global recoding).
    """
    counts = checked_counts(distribution)
    if classes == len(counts):
        return list(counts)
    if not 0 < classes < len(counts) or classes > 3 or (classes == 3 and len(counts) % 2 == 0):
        raise ValueError(f"A scale of {len(counts)} steps does not become {classes} classes.")
    half, odd = divmod(len(counts), 2)
    lower, middle, upper = sum(counts[:half]), sum(counts[half : half + odd]), sum(counts[-half:])
    return {1: [sum(counts)], 2: [lower + middle, upper], 3: [lower, middle, upper]}[classes]


def group_disclosure(counts: Sequence[int], k: int = DEFAULT_K) -> bool:
    """Whether a small group is so much of one mind that its counts tell what each of it answered.

    True when at least n − 1 of the n in a group with 0 < n < 3k gave the same answer. For a
    sensitive question only "most" may then be said; `protect_counts(..., sensitive=True)` does so.
    Source: SDC Handbook chapter 5, group disclosure.
    """
    checked, k = checked_counts(counts), checked_k(k)
    return 0 < sum(checked) < 3 * k and max(checked) >= sum(checked) - 1


def may_refresh(
    before: Counts, after: Counts, k: int = DEFAULT_K, *, sensitive: bool = False
) -> bool:
    """Whether a newer snapshot may be shown to those who can have kept the older one.

    `before` and `after` are the true counts behind two releases of one figure: a number of
    answers, a distribution, or a table with a group per row. Those who came and those who left
    (answers erased or changed) are counted apart, for the table as a whole and for each row: each
    of these numbers must be 0 or at least k, since subtraction shows what that group answered.
    For a `sensitive` question the same holds of every single cell. ValueError when the shapes
    differ: a figure with other classes is another release, to be judged by `release_allowed`.
    Source: SDC Handbook chapter 5 (differencing), applied over time.
    """
    old, new = _as_table(before), _as_table(after)
    if [len(row) for row in old] != [len(row) for row in new]:
        raise ValueError("The two snapshots do not have the same cells.")
    changes = [
        [now - then for then, now in zip(*rows, strict=True)] for rows in zip(old, new, strict=True)
    ]
    groups = [list(chain.from_iterable(changes)), *changes]
    if sensitive:
        groups += [[change] for change in groups[0]]
    return not any(_betrays(group, checked_k(k)) for group in groups)


def _betrays(changes: Sequence[int], k: int) -> bool:
    came = sum(change for change in changes if change > 0)
    left = -sum(change for change in changes if change < 0)
    return too_few(came, k) or too_few(left, k)


def _as_table(counts: Counts) -> tuple[tuple[int, ...], ...]:
    if not isinstance(counts, Sized):
        return (checked_counts([counts]),)
    if len(counts) and isinstance(counts[0], Sized):
        return checked_table(cast(Sequence[Sequence[int]], counts))
    return (checked_counts(cast(Sequence[int], counts)),)
