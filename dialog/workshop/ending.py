"""Boards that are still open when their dialogue ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from dialog.process.still_open import Closer, StillOpen
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.workshop import operations, queries
from dialog.workshop.models import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Occasion, Process
    from dialog.workshop.models import Activity


def find(process: Process, _now: datetime) -> Iterator[StillOpen]:
    for activity in queries.workshops_of(process):
        if activity.is_open:
            yield StillOpen(activity.workshop.occasion, _meaning(activity))


def _meaning(activity: Activity) -> str:
    meaning = ngettext(
        "%(num)s note hangs on the board. Nothing can be added to a board that is closed.",
        "%(num)s notes hang on the board. Nothing can be added to a board that is closed.",
        queries.count_of_notes(activity),
    )
    if activity.phase is Phase.VOTING:
        meaning += " " + _("The voting ends, and its result is let out.")
    return meaning


def close(occasion: Occasion, by: Person | None, now: datetime) -> None:
    """End what goes on at the board, then close it."""
    activity = queries.activity_of(occasion.id)
    if activity is None:
        return
    if activity.phase is Phase.VOTING:
        operations.close_voting(activity, by=by, now=now)
    operations.close_board(activity, by=by, now=now)


def address(occasion: Occasion) -> str:
    return url_for("workshop.show", slug=occasion.process.slug, number=occasion.id)


BOARDS = Closer(find, close, address)
