"""The list of everything that was said, narrowed and sorted; and the way through it one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from dialog.contributions.models import Contribution, Wording
from dialog.contributions.queries import Filters, filtered, texts_seen_by
from dialog.extensions import db
from dialog.process.models import Occasion
from dialog.synthesis.models import Coding
from dialog.synthesis.queries import contributions_coded_to

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dialog.accounts.models import Person
    from dialog.process.models import Process, Role

SORTS = ("first", "last", "longest", "shortest")


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to see. `themes` holds a theme and all below it; empty is all.

    `prompt` and `occasion_id` are of one question: only what was said to it.
    """

    stage: str = ""
    party_id: int | None = None
    text: str = ""
    themes: frozenset[int] = frozenset()
    uncoded: bool = False
    sort: str = SORTS[0]
    occasion_id: int | None = None
    prompt: str = ""


def listed(
    person: Person, process: Process, roles: Collection[Role], wanted: Wanted
) -> Select[Any]:
    """(contribution, wording) rows as somebody wants to see them, found through who asks."""
    statement: Select[Any] = _narrowed(person, process, roles, wanted)
    return statement.order_by(*_order(wanted.sort, Contribution.id, Wording.text)).options(
        joinedload(Contribution.occasion).joinedload(Occasion.stage)
    )


def numbers(person: Person, process: Process, roles: Collection[Role], wanted: Wanted) -> list[int]:
    """The numbers alone, in the same order: the way from one to the next."""
    inner = _narrowed(person, process, roles, wanted).subquery()
    columns = inner.c
    statement = select(columns.id).order_by(*_order(wanted.sort, columns.id, columns.text))
    return list(db.session.scalars(statement))


def one(
    person: Person, process: Process, roles: Collection[Role], number: int
) -> tuple[Contribution, Wording] | None:
    """One contribution that counts, with its wording of today and where it comes from."""
    statement = (
        texts_seen_by(person, process, roles)
        .where(Contribution.id == number)
        .options(joinedload(Contribution.occasion).joinedload(Occasion.stage))
    )
    row = db.session.execute(statement).first()
    return (row[0], row[1]) if row else None


def several(
    person: Person, process: Process, roles: Collection[Role], chosen: Collection[int]
) -> Sequence[tuple[Contribution, Wording]]:
    """Those of `chosen` that the person may read and that count."""
    statement = texts_seen_by(person, process, roles)
    rows = db.session.execute(statement.where(Contribution.id.in_(list(chosen))))
    return [(row[0], row[1]) for row in rows]


def texts(person: Person, process: Process, roles: Collection[Role]) -> dict[int, str]:
    """Every text that counts, by its contribution's number: for finding what is alike."""
    rows = db.session.execute(texts_seen_by(person, process, roles))
    return {contribution.id: wording.text for contribution, wording in rows}


def _narrowed(
    person: Person, process: Process, roles: Collection[Role], wanted: Wanted
) -> Select[Any]:
    filters = Filters(
        stage=wanted.stage,
        occasion_id=wanted.occasion_id,
        party_id=wanted.party_id,
        text=wanted.text,
        prompt=wanted.prompt,
    )
    statement: Any = filtered(texts_seen_by(person, process, roles), filters)
    if wanted.themes:
        statement = statement.where(Contribution.id.in_(contributions_coded_to(wanted.themes)))
    if wanted.uncoded:
        coded = select(Coding.contribution_id).where(Coding.undone_at.is_(None))
        statement = statement.where(Contribution.id.not_in(coded))
    narrowed: Select[Any] = statement
    return narrowed


def _order(sort: str, number: Any, text: Any) -> tuple[Any, ...]:
    return {
        "last": (number.desc(),),
        "longest": (func.length(text).desc(), number),
        "shortest": (func.length(text), number),
    }.get(sort, (number,))
