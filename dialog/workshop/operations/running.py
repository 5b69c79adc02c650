"""While the room is full: from one phase to the next, and who gets in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import Occasion, TurnKind
from dialog.process.operations import turn_stage
from dialog.texts import gettext as _
from dialog.workshop import codes, queries, results
from dialog.workshop.models import DOT_CEILING, Activity, Phase, Workshop
from dialog.workshop.operations import common

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person

CODE_HOLDS = timedelta(hours=24)


def open_board(activity: Activity, *, by: Person, now: datetime) -> None:
    """The room may come in and write. Makes the code."""
    common.lock(activity)
    if activity.opened_at is not None:
        raise Refusal(_("The board is already open."))
    activity.opened_at = now
    _issue_code(activity.workshop, now)
    turn_stage(activity.workshop.occasion.stage, TurnKind.STARTED, by=by, now=now)
    _act("workshop.opened", activity, by, now)


def stop_writing(activity: Activity, *, by: Person, now: datetime) -> None:
    common.lock(activity)
    common.require_phase(activity, Phase.WRITING)
    activity.writing_closed_at = now
    _act("workshop.writing_stopped", activity, by, now)


def resume_writing(activity: Activity, *, by: Person, now: datetime) -> None:
    common.lock(activity)
    common.require_phase(activity, Phase.SORTING)
    activity.writing_closed_at = None
    _act("workshop.writing_resumed", activity, by, now)


def open_voting(
    activity: Activity, *, dots: int, per_target: int, by: Person, now: datetime
) -> None:
    """Everybody gets `dots` dots, of which `per_target` may lie on one note or group."""
    common.lock(activity)
    common.require_phase(activity, Phase.WRITING, Phase.SORTING)
    if not 1 <= dots <= DOT_CEILING or not 1 <= per_target <= dots:
        raise Refusal(
            _("Give each participant between 1 and %(most)s dots.", most=DOT_CEILING),
        )
    if not queries.board_of(activity).targets:
        raise Refusal(_("There is nothing to vote on yet: the board is empty."))
    activity.writing_closed_at = activity.writing_closed_at or now
    activity.voting_opened_at = now
    activity.settings = {**activity.settings, "dots": dots, "per_target": per_target}
    _act("workshop.voting_opened", activity, by, now, dots=dots)


def close_voting(activity: Activity, *, by: Person | None, now: datetime) -> None:
    """No more dots; what may be shown of the result is let out and stored."""
    common.lock(activity)
    common.require_phase(activity, Phase.VOTING)
    activity.revealed_at = now
    db.session.flush()
    results.release_votes(activity, by=by, now=now)
    _act("workshop.voting_closed", activity, by, now)


def close_board(activity: Activity, *, by: Person | None, now: datetime) -> None:
    """Nothing more is added; what was written has counted from the start.

    `by` is None when it was left open in a dialogue that has ended: the stage stays as it was.
    """
    common.lock(activity)
    common.require_phase(activity, Phase.WRITING, Phase.SORTING, Phase.TALKING)
    activity.closed_at = now
    _forget_code(activity.workshop)
    stage = activity.workshop.occasion.stage
    db.session.flush()
    if by is not None and _open_boards(stage.id) == 0:
        turn_stage(stage, TurnKind.COMPLETED, by=by, now=now)
    _act("workshop.closed", activity, by, now)


def _open_boards(stage_id: int) -> int:
    """How many boards of the stage are still to be closed."""
    statement = (
        select(func.count(Activity.id))
        .join(Workshop, Workshop.id == Activity.workshop_id)
        .join(Occasion, Occasion.id == Workshop.id)
        .where(
            Occasion.stage_id == stage_id,
            Occasion.cancelled_at.is_(None),
            Activity.closed_at.is_(None),
        )
    )
    return db.session.scalar(statement) or 0


def renew_code(activity: Activity, *, by: Person, now: datetime) -> None:
    """A new code and a new QR code: whoever had the old one and has not joined stays outside."""
    common.lock(activity)
    if not activity.is_open:
        raise Refusal(common.why_not(activity.phase))
    _issue_code(activity.workshop, now)
    _act("workshop.code_renewed", activity, by, now, kind="people")


def lock_door(activity: Activity, *, by: Person, now: datetime) -> None:
    """Nobody new comes in, with or without the code."""
    common.lock(activity)
    if not activity.workshop.is_locked:
        activity.workshop.locked_at = now
        _act("workshop.door_locked", activity, by, now, kind="people")


def unlock_door(activity: Activity, *, by: Person, now: datetime) -> None:
    common.lock(activity)
    if activity.workshop.is_locked:
        activity.workshop.locked_at = None
        _act("workshop.door_unlocked", activity, by, now, kind="people")


def _issue_code(workshop: Workshop, now: datetime) -> None:
    """Derive a code from a moment nobody has had; the moment is part of what it is derived from."""
    until = now.replace(microsecond=now.microsecond // 1000 * 1000) + CODE_HOLDS
    workshop.code_until = until
    while queries.by_code(codes.code_hash(codes.code_of(workshop))) is not None:
        workshop.code_until += timedelta(milliseconds=1)
    workshop.code_hash = codes.code_hash(codes.code_of(workshop))
    workshop.qr_hash = codes.token_hash(codes.token_of(workshop))


def _forget_code(workshop: Workshop) -> None:
    workshop.code_hash = workshop.qr_hash = workshop.code_until = None


def _act(
    verb: str,
    activity: Activity,
    by: Person | None,
    now: datetime,
    kind: str = "board",
    **facts: int,
) -> None:
    """Put it in the journal and tell who follows."""
    occasion = activity.workshop.occasion
    journal.record(
        verb,
        by=by,
        about=activity.workshop,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
        **facts,
    )
    common.announce(activity, kind, [activity.id], now)
