"""Groups that are still open when their dialogue ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.models import FocusGroup
from dialog.focusgroup.operations import close_group
from dialog.focusgroup.states import group_state
from dialog.process.models import Occasion
from dialog.process.states import OccasionState
from dialog.process.still_open import Closer, StillOpen
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process


def find(process: Process, now: datetime) -> Iterator[StillOpen]:
    counts = queries.counts_of(process)
    statement = (
        select(FocusGroup)
        .join(Occasion, Occasion.id == FocusGroup.id)
        .where(Occasion.process_id == process.id)
        .options(joinedload(FocusGroup.occasion))
    )
    for group in db.session.scalars(statement).all():
        if group_state(group, now) is OccasionState.OPEN:
            meaning = ngettext(
                "%(num)s contribution is written down. Nothing can be added to a group that is "
                "closed.",
                "%(num)s contributions are written down. Nothing can be added to a group that is "
                "closed.",
                counts.get(group.id, 0),
            )
            yield StillOpen(group.occasion, meaning, _obstacle(group))


def _obstacle(group: FocusGroup) -> str:
    for draft in queries.drafts(group):
        if draft.text and draft.voice_id is None:
            return _(
                "%(name)s has begun a note without saying who spoke. What becomes of it is decided "
                "on the group’s own page.",
                name=draft.person.name,
            )
    return ""


def said_on(group: FocusGroup, now: datetime) -> date:
    """The day of the conversation: the planned one, also when it is typed in afterwards."""
    starts_at = group.occasion.starts_at
    return clock.local(min(starts_at, now) if starts_at else now).date()


def close(occasion: Occasion, by: Person | None, now: datetime) -> None:
    group = db.session.get_one(FocusGroup, occasion.id)
    close_group(group, said_on=said_on(group, now), by=by, now=now)


def address(occasion: Occasion) -> str:
    return url_for("focusgroups.closing", slug=occasion.process.slug, number=occasion.id)


GROUPS = Closer(find, close, address)
