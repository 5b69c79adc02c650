"""One distribution with its published total."""

from __future__ import annotations

from collections.abc import Sequence

from dialog.measures.disclosure.checks import DEFAULT_K, checked_counts, checked_k, too_few
from dialog.measures.disclosure.protected import Cell, Protected, Why
from dialog.measures.disclosure.rules import collapse, group_disclosure


def protect_counts(
    counts: Sequence[int] | Protected, k: int = DEFAULT_K, *, sensitive: bool = False
) -> Protected:
    """Withholds cells of 1…k − 1, and the smallest others needed so that no sum gives them away.

    `counts` are persons per answer, whose total is published beside them. What outsiders can say
    of a withheld cell is exactly that it lies between 0 and the sum of the withheld, so that sum is
    made at least k. With fewer than k answers in all, everything is withheld, zeros and total too;
    nobody at all is shown as zeros. For a `sensitive` question a distribution in which nearly all
    of a small group answered alike shows only its total and `most`. What is already protected with
    at least this k comes back unchanged. ValueError for negative counts, no cells, or k below 3.
    Source: the exact criterion for one additive line; SDC Handbook chapter 4 (cell suppression).
    """
    if isinstance(counts, Protected):
        return already_protected(counts, k)
    checked, k = checked_counts(counts), checked_k(k)
    total = sum(checked)
    if too_few(total, k):
        return _one_row(checked, dict.fromkeys(range(len(checked)), Why.TOO_FEW), k)
    if sensitive and group_disclosure(checked, k):
        most = checked.index(max(checked))
        return _one_row(checked, dict.fromkeys(range(len(checked)), Why.NEARLY_ALL), k, most)
    return _one_row(checked, dict.fromkeys(_hidden(checked, k), Why.SMALL_NUMBERS), k)


def collapse_then_protect(distribution: Sequence[int], k: int = DEFAULT_K) -> Protected:
    """A distribution in the finest classes of which nothing need be withheld: as given, 3, 2, 1.

    Collapsing before suppressing keeps every answer in some visible cell; the number of classes is
    the length of the result. Only where the very number who answered is too small is it withheld.
    """
    steps = len(checked_counts(distribution))
    coarser = [m for m in (3, 2, 1) if m < steps and (m < 3 or steps % 2)]
    results = [protect_counts(collapse(distribution, m), k) for m in (steps, *coarser)]
    return next((result for result in results if result.complete), results[-1])


def already_protected(protected: Protected, k: int) -> Protected:
    """Lets through what was protected at least as well as asked; ValueError for anything less."""
    if protected.k < checked_k(k):
        raise ValueError(f"Protected with k = {protected.k}: protect the counts anew with {k}.")
    return protected


def _hidden(counts: Sequence[int], k: int) -> set[int]:
    hidden = {i for i, count in enumerate(counts) if too_few(count, k)}
    others = sorted((count, i) for i, count in enumerate(counts) if count and i not in hidden)
    while hidden and (len(hidden) < 2 or sum(counts[i] for i in hidden) < k):
        hidden.add(others.pop(0)[1])
    return hidden


def _one_row(
    counts: Sequence[int], hidden: dict[int, Why], k: int, most: int | None = None
) -> Protected:
    cells = tuple(
        Cell(None, hidden[i]) if i in hidden else Cell(count) for i, count in enumerate(counts)
    )
    small = Why.TOO_FEW in hidden.values()
    total = Cell(None, Why.TOO_FEW) if small else Cell(sum(counts))
    return Protected((cells,), (total,), cells, total, k, (most, most))
