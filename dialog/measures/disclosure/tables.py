"""One table with published margins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dialog.measures.disclosure.checks import DEFAULT_K, checked_k, checked_table
from dialog.measures.disclosure.one_way import already_protected
from dialog.measures.disclosure.protected import Protected
from dialog.measures.disclosure.suppress import Progress, answer_groups, as_protected, suppress
from dialog.measures.disclosure.system import Layout, PublishedMean, System, add_table

MOST_CELLS = 60
"""Larger tables may take many seconds: they are computed in a job, never while a page waits."""


class Mean(NamedTuple):
    """A mean that is already out, or will be: one more equation on the cells of its row."""

    row: int | None
    """From 0; None is the mean of everybody, the row of column totals."""
    scores: Sequence[int] | None = None
    """The whole number each column stands for; 1, 2, 3 … when not given."""


def protect_table(
    table: Sequence[Sequence[int]] | Protected,
    k: int = DEFAULT_K,
    published_means: Sequence[Mean | int] = (),
    *,
    sensitive: bool = False,
    allow_slow: bool = False,
    progress: Progress | None = None,
) -> Protected:
    """Withholds cells and margins so that no withheld one can be worked out closer than k.

    `table` has a group of respondents per row and an answer (or a second background) per column;
    row totals, column totals and the total are published beside it. Withheld are all of 1…k − 1,
    all cells of a row or column with so few answers, and as few others as the search finds needed:
    after it, the least and the most that any withheld cell can be, given everything shown and the
    means of `published_means` (a row number, or a `Mean`), differ by at least k. That is audited by
    integer programming, which implies the linear audit. The transposed table gets the same cells.

    With a total of 1…k − 1, all is withheld. For a `sensitive` question, rows in which nearly all
    of a small group answered alike show only `most`. What is already protected comes back as it is.
    Tables of more than 60 cells only with `allow_slow=True`, in a job; `progress` is called with
    how many figures are withheld so far, of how many. ValueError for negative counts, ragged rows,
    k below 3, too large a table, a mean of a row that does not exist or that may say only "most".
    Sources: SDC Handbook chapters 4 and 5; Fischetti and Salazar 2000 (audit of intervals).
    """
    if isinstance(table, Protected):
        return already_protected(table, k)
    rows, k = checked_table(table), checked_k(k)
    refuse_slow(sum(map(len, rows)), allow_slow)
    if not published_means and not sensitive and _turned(rows) < rows:
        turned = protect_table(_turned(rows), k, allow_slow=True, progress=progress)
        return _turned_back(turned)
    system = System([count for row in rows for count in row])
    layout = add_table(system, rows, one_unknown_per_cell(len(rows), len(rows[0])))
    means = [_published(rows, layout, mean) for mean in published_means]
    # Nobody has no mean.
    system.means.extend(mean for mean in means if system.values[mean.total])
    groups = answer_groups(layout) if sensitive else []
    pattern = suppress(system, k, layout.total, groups, progress)
    for mean in published_means:
        row = mean.row if isinstance(mean, Mean) else mean
        if groups and groups[len(rows) if row is None else row] in pattern.uniform:
            raise ValueError("Where only 'most' may be said of a group, its mean says too much.")
    return as_protected(pattern, layout)


def refuse_slow(cells: int, allow_slow: bool) -> None:
    if cells > MOST_CELLS and not allow_slow:
        raise ValueError(
            f"A table of {cells} cells takes too long while a page waits (at most {MOST_CELLS}): "
            "protect it in a job, with allow_slow=True."
        )


def one_unknown_per_cell(height: int, width: int, start: int = 0) -> list[list[frozenset[int]]]:
    """What each cell of a table adds up, when nothing finer than the cell is known."""
    return [
        [frozenset([start + row * width + column]) for column in range(width)]
        for row in range(height)
    ]


def _published(
    rows: Sequence[Sequence[int]], layout: Layout, published: Mean | int
) -> PublishedMean:
    mean = published if isinstance(published, Mean) else Mean(published)
    width = len(rows[0])
    scores = list(mean.scores or range(1, width + 1))
    if len(scores) != width or not (mean.row is None or 0 <= mean.row < len(rows)):
        raise ValueError("A mean needs a row of the table and one score for each column.")
    members = range(len(rows)) if mean.row is None else [mean.row]
    total = layout.total if mean.row is None else layout.row_totals[mean.row]
    by_unknown = {row * width + i: score for row in members for i, score in enumerate(scores)}
    return PublishedMean(by_unknown, total)


def _turned(rows: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(zip(*rows, strict=True))


def _turned_back(protected: Protected) -> Protected:
    rows = tuple(zip(*protected.rows, strict=True))
    return Protected(
        rows=rows,
        row_totals=protected.column_totals,
        column_totals=protected.row_totals,
        total=protected.total,
        k=protected.k,
        most=(None,) * (len(rows) + 1),
    )
