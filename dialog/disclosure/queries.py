"""Stored releases, read back as they may be shown. Withheld counts are never loaded here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, case, func, select

from dialog.disclosure.models import Release, ReleaseCell
from dialog.disclosure.values import SEAL, Purpose, Released, Shape
from dialog.extensions import db
from dialog.measures.disclosure import Cell, Why

if TYPE_CHECKING:
    from dialog.process.models import Occasion, Process

ALL = "*"
"""The key of the row of totals, and of the column of bases. No room uses it for its own keys."""


def stored(
    occasion: Occasion | None, figure: str, *, process: Process | None = None
) -> Released | None:
    """The latest stored release of a figure, or None. Without an occasion, of the whole process."""
    if occasion is None and process is None:
        raise ValueError("A figure belongs to an occasion or to a process.")
    latest = _latest().where(Release.figure == figure)
    if occasion is not None:
        latest = latest.where(Release.occasion_id == occasion.id)
    elif process is not None:
        latest = latest.where(Release.process_id == process.id, Release.occasion_id.is_(None))
    return next(iter(_load(db.session.scalars(latest).all())), None)


def stored_all(occasion: Occasion) -> dict[str, Released]:
    """The latest stored release of every figure of an occasion, by the figure's name."""
    releases = db.session.scalars(_latest().where(Release.occasion_id == occasion.id)).all()
    return {released.figure: released for released in _load(releases)}


def _latest() -> Select[Release]:
    """Releases that no later one of the same figure has followed."""
    newest = (
        select(
            Release.process_id,
            Release.occasion_id,
            Release.figure,
            func.max(Release.number).label("number"),
        )
        .group_by(Release.process_id, Release.occasion_id, Release.figure)
        .subquery()
    )
    return select(Release).join(
        newest,
        (Release.process_id == newest.c.process_id)
        & (func.coalesce(Release.occasion_id, 0) == func.coalesce(newest.c.occasion_id, 0))
        & (Release.figure == newest.c.figure)
        & (Release.number == newest.c.number),
    )


def _load(releases: Iterable[Release]) -> list[Released]:
    found = list(releases)
    shown = case((ReleaseCell.withheld_because.is_(None), ReleaseCell.n), else_=None)
    statement = select(
        ReleaseCell.release_id,
        ReleaseCell.row_key,
        ReleaseCell.column_key,
        shown,
        ReleaseCell.withheld_because,
    ).where(ReleaseCell.release_id.in_([release.id for release in found]))
    cells: dict[int, dict[tuple[str, str], Cell]] = defaultdict(dict)
    for release_id, row, column, n, because in db.session.execute(statement):
        cells[release_id][row, column] = Cell(n, Why(because) if because else None)
    return [_released(release, cells[release.id]) for release in found]


def _released(release: Release, cells: Mapping[tuple[str, str], Cell]) -> Released:
    rules: dict[str, Any] = release.rules
    return sealed(
        cells,
        figure=release.figure,
        shape=Shape(rules["shape"]),
        purpose=Purpose(rules["purpose"]),
        k=rules["k"],
        rows=tuple(rules["rows"]),
        columns=tuple(rules["columns"]),
        most=rules["most"],
        id=release.id,
        number=release.number,
        made_at=release.made_at,
    )


def sealed(
    cells: Mapping[tuple[str, str], Cell],
    *,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    most: Mapping[str, str],
    **facts: Any,
) -> Released:
    """A `Released` out of cells by their keys, with bases in column ALL and totals in row ALL."""
    frozen = MappingProxyType
    return Released(
        seal=SEAL,
        rows=rows,
        columns=columns,
        cells=frozen({row: frozen({c: cells[row, c] for c in columns}) for row in rows}),
        bases=frozen({row: cells[row, ALL] for row in rows}),
        totals=frozen({column: cells[ALL, column] for column in columns}),
        total=cells[ALL, ALL],
        most=frozen(dict(most)),
        **facts,
    )
