"""Undo: a new act that reverses one's own latest, while what it touched is as it left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from dialog.contributions.queries import current_wording
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.operations import lock
from dialog.synthesis.models import Coding, CodingOrigin, Theme
from dialog.synthesis.operations.coding import code, uncode
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from dialog.accounts.models import Person
    from dialog.process.models import Process


def undo_latest(process: Process, *, by: Person, now: datetime) -> tuple[int, list[Coding]]:
    """Reverse the person's latest coding or un-coding, with all that was done in the same act.

    Returns (how many were taken back, those that were put back). Raises Refusal when there is
    nothing, or when somebody else has changed it since.
    """
    lock(process)
    made, undone = _latest(process, by)
    if made and (not undone or made[0].made_at >= _moment(undone[0])):
        if any(coding.is_undone for coding in made):
            raise Refusal(_("Somebody else has already changed what you did last."))
        for coding in made:
            uncode(coding, by=by, now=now)
        return len(made), []
    if undone:
        return 0, [_put_back(coding, by, now) for coding in undone]
    raise Refusal(_("There is nothing to undo."))


def _put_back(coding: Coding, by: Person, now: datetime) -> Coding:
    wording = current_wording(coding.contribution)
    if wording.id != coding.wording_id:
        raise Refusal(_("The text has changed since. Mark the words again."))
    return code(
        coding.contribution,
        coding.theme,
        wording=wording,
        start=coding.start,
        stop=coding.stop,
        by=by,
        now=now,
    )


def _latest(process: Process, by: Person) -> tuple[Sequence[Coding], Sequence[Coding]]:
    """What the person coded last, and what they took back last: each all of one act."""
    own_made = Coding.by_id == by.id
    own_undone = Coding.undone_by_id == by.id
    return (
        _at_latest(process, Coding.made_at, own_made & ~_taken_back_by(by)),
        _at_latest(process, Coding.undone_at, own_undone),
    )


def _taken_back_by(by: Person) -> ColumnElement[bool]:
    return func.coalesce(Coding.undone_by_id, 0) == by.id


def _at_latest(process: Process, moment: object, own: ColumnElement[bool]) -> Sequence[Coding]:
    ours = select(Coding).join(Theme, Theme.id == Coding.theme_id)
    ours = ours.where(
        Theme.process_id == process.id,
        Theme.merged_into_id.is_(None),
        Coding.origin != CodingOrigin.MERGE.value,
        own,
    )
    last = ours.with_only_columns(func.max(moment)).scalar_subquery()
    return db.session.scalars(
        ours.where(moment == last)
        .order_by(Coding.id)
        .options(joinedload(Coding.theme), joinedload(Coding.contribution))
    ).all()


def _moment(coding: Coding) -> datetime:
    if coding.undone_at is None:
        raise ValueError("A coding that stands has not been undone.")
    return coding.undone_at
