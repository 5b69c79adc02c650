"""What every act in a group rests on: its row held, its state read, its opening noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.focusgroup.models import FocusGroup
from dialog.process.models import TurnKind
from dialog.process.operations import turn_stage
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person


def begin(group: FocusGroup, *, by: Person | None, now: datetime) -> None:
    """Note that the group has opened, by hand or by the first thing that is done in it."""
    if group.opened_at is not None:
        return
    group.opened_at = now
    if by is None:
        return  # it is closed by itself, and nobody had opened it
    turn_stage(group.occasion.stage, TurnKind.STARTED, by=by, now=now)
    record("focus_group.opened", group, by, now)


def hold(group: FocusGroup) -> None:
    """Hold the group's row until commit, and read it anew."""
    db.session.flush()
    db.session.execute(select(FocusGroup.id).where(FocusGroup.id == group.id).with_for_update())
    db.session.refresh(group)
    db.session.refresh(group.occasion)


def refuse_closed(group: FocusGroup) -> None:
    if group.occasion.is_cancelled:
        raise Refusal(_("The group was cancelled."))
    if group.is_closed:
        raise Refusal(
            _("The group is closed. What was said can be read, but nothing can be added.")
        )


def record(verb: str, group: FocusGroup, by: Person | None, now: datetime) -> None:
    journal.record(
        verb,
        by=by,
        about=group,
        now=now,
        process_id=group.occasion.process_id,
        title=group.occasion.title,
    )
