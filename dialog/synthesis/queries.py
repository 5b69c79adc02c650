"""Readings about themes and coding. Counts are of distinct voices, of admitted contributions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.contributions.models import Contribution, StandingKind, Voice
from dialog.contributions.queries import standing_of
from dialog.disclosure.values import CountTable, Shape
from dialog.extensions import db
from dialog.synthesis.models import Coding, Theme
from dialog.synthesis.tree import Tree, grown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dialog.process.models import Process


def tree(process: Process) -> Tree:
    """The themes in use, each with its number and its place."""
    rows = db.session.scalars(
        select(Theme)
        .where(
            Theme.process_id == process.id,
            Theme.retired_at.is_(None),
            Theme.merged_into_id.is_(None),
        )
        .order_by(Theme.position, Theme.id)
    ).all()
    return grown(rows)


def retired(process: Process) -> Sequence[Theme]:
    """Themes no longer used, the latest first. What was coded to them stays."""
    return db.session.scalars(
        select(Theme)
        .where(
            Theme.process_id == process.id,
            Theme.retired_at.is_not(None),
            Theme.merged_into_id.is_(None),
        )
        .order_by(Theme.retired_at.desc(), Theme.id.desc())
    ).all()


def theme(process: Process, number: int) -> Theme | None:
    """One theme, in use or not, found through its process."""
    return db.session.scalars(
        select(Theme)
        .where(Theme.id == number, Theme.process_id == process.id)
        .options(joinedload(Theme.merged_into))
    ).first()


def theme_by_client_id(process: Process, client_id: str) -> Theme | None:
    return db.session.scalars(
        select(Theme).where(Theme.process_id == process.id, Theme.client_id == client_id)
    ).first()


def siblings(process: Process, parent_id: int | None) -> list[Theme]:
    """The themes in use under one parent, or on top, in order."""
    statement = select(Theme).where(
        Theme.process_id == process.id,
        Theme.retired_at.is_(None),
        Theme.merged_into_id.is_(None),
    )
    if parent_id is None:
        statement = statement.where(Theme.parent_id.is_(None))
    else:
        statement = statement.where(Theme.parent_id == parent_id)
    return list(db.session.scalars(statement.order_by(Theme.position, Theme.id)))


@dataclass(frozen=True)
class Coded:
    """One live coding, as far as counting needs it."""

    theme_id: int
    contribution_id: int
    voice_id: int
    party_id: int


def coded(process: Process) -> list[Coded]:
    """Every live coding of an admitted contribution of the process, in one reading."""
    rows = db.session.execute(
        select(Coding.theme_id, Coding.contribution_id, Contribution.voice_id, Voice.party_id)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .join(Voice, Voice.id == Contribution.voice_id)
        .where(
            Contribution.process_id == process.id,
            Coding.undone_at.is_(None),
            standing_of(Contribution.id) == StandingKind.ADMITTED,
        )
    )
    return [Coded(*row) for row in rows]


def voices_by_theme_and_party(process: Process) -> dict[int, dict[int, int]]:
    """Theme → party → how many distinct voices spoke of it or of a theme below it. True counts:
    what is shown of them goes through the door (`count_table`)."""
    return _tally(process, tree(process), coded(process))


def _tally(process: Process, grown_tree: Tree, rows: list[Coded]) -> dict[int, dict[int, int]]:
    spoke: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        for number in (row.theme_id, *grown_tree.above(row.theme_id)):
            spoke[number][row.party_id].add(row.voice_id)
    return {
        node.theme.id: {party.id: len(spoke[node.theme.id][party.id]) for party in process.parties}
        for node in grown_tree
    }


def count_table(
    process: Process, grown_tree: Tree | None = None, rows: list[Coded] | None = None
) -> CountTable:
    """The same for the door: a row for each theme in use, a column for each party, keys their
    numbers."""
    grown_tree = grown_tree if grown_tree is not None else tree(process)
    counts = _tally(process, grown_tree, coded(process) if rows is None else rows)
    return CountTable(
        rows=tuple(str(node.theme.id) for node in grown_tree),
        columns=tuple(str(party.id) for party in process.parties),
        counts=tuple(tuple(counts[node.theme.id].values()) for node in grown_tree),
        shape=Shape.GROUPS,
    )


def progress(process: Process) -> tuple[int, int]:
    """(how many contributions have a coding, how many there are)."""
    return len({row.contribution_id for row in coded(process)}), how_many(process)


def how_many(process: Process) -> int:
    """How many contributions count."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Contribution)
            .where(
                Contribution.process_id == process.id,
                standing_of(Contribution.id) == StandingKind.ADMITTED,
            )
        )
        or 0
    )


def codings_of(contribution: Contribution) -> list[Coding]:
    """The live codings of one contribution, in the order of its words."""
    return codings_by_contribution([contribution.id]).get(contribution.id, [])


def codings_by_contribution(numbers: Collection[int]) -> dict[int, list[Coding]]:
    """The live codings of several contributions."""
    rows = db.session.scalars(
        select(Coding)
        .where(Coding.contribution_id.in_(list(numbers)), Coding.undone_at.is_(None))
        .order_by(Coding.start.is_not(None), Coding.start, Coding.id)
        .options(joinedload(Coding.theme))
    )
    found: dict[int, list[Coding]] = defaultdict(list)
    for coding in rows:
        found[coding.contribution_id].append(coding)
    return found


def examples(process: Process, most: int = 1500) -> list[tuple[int, str]]:
    """(theme, words) of the latest codings that stand: what a theme is about in people's own words.

    Only those who read texts may see what is made of them.
    """
    rows = db.session.execute(
        select(Coding.theme_id, Coding.words)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(Contribution.process_id == process.id, Coding.undone_at.is_(None))
        .order_by(Coding.id.desc())
        .limit(most)
    )
    return [(theme_id, words) for theme_id, words in rows]


def coding(process: Process, number: int) -> Coding | None:
    """One coding, live or undone, found through its process."""
    return db.session.scalars(
        select(Coding)
        .join(Theme, Theme.id == Coding.theme_id)
        .where(Coding.id == number, Theme.process_id == process.id)
        .options(joinedload(Coding.theme), joinedload(Coding.contribution))
    ).first()


def contributions_of_theme(theme: Theme, *, with_children: bool = True) -> list[Contribution]:
    """The admitted contributions coded to a theme (or to one below it), each once."""
    numbers = {theme.id}
    if with_children:
        numbers |= tree(theme.process).below(theme.id)
    statement = (
        select(Contribution)
        .where(
            Contribution.id.in_(contributions_coded_to(numbers)),
            standing_of(Contribution.id) == StandingKind.ADMITTED,
        )
        .order_by(Contribution.id)
        .options(
            selectinload(Contribution.wordings),
            selectinload(Contribution.standings),
            joinedload(Contribution.voice).joinedload(Voice.party),
        )
    )
    return list(db.session.scalars(statement))


def contributions_coded_to(themes: Collection[int]) -> Select[int]:
    """The numbers of the contributions that have a live coding to one of `themes`."""
    return select(Coding.contribution_id).where(
        Coding.theme_id.in_(list(themes)), Coding.undone_at.is_(None)
    )
