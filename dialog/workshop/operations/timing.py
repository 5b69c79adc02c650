"""The board's clock: started, paused, let go on, given more time, stopped.

Nothing on the board closes by itself when the time is over: that is for whoever leads it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.workshop import queries
from dialog.workshop.models import BoardClock, ClockTurn, ClockTurnKind, Phase
from dialog.workshop.operations import common

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.workshop.models import Activity

MOST_MINUTES = 120
MORE = timedelta(minutes=2)
OPEN = (Phase.WRITING, Phase.SORTING, Phase.VOTING, Phase.TALKING)


def start_clock(
    activity: Activity, minutes: int, *, seen: int, client_id: str, by: Person, now: datetime
) -> None:
    """Count down `minutes` on every screen."""
    clock = _taken(activity, seen, client_id)
    if clock is None:
        return
    if clock.is_set:
        raise Refusal(_("The clock is going already. Stop it first."))
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refusal(_("Between 1 and %(most)s minutes", most=MOST_MINUTES))
    seconds = minutes * 60
    fresh = BoardClock(ends_at=now + timedelta(seconds=seconds), seconds=seconds)
    _turn(activity, ClockTurnKind.STARTED, clock, fresh, client_id, by, now, minutes=minutes)


def pause_clock(
    activity: Activity, *, seen: int, client_id: str, by: Person, now: datetime
) -> None:
    """Let it stand. What is left is kept."""
    clock = _set(activity, seen, client_id)
    if clock is None or clock.is_paused:
        return
    if clock.is_over(now):
        raise Refusal(_("The time is already over. Give two more minutes, or stop the clock."))
    standing = replace(clock, ends_at=None, seconds_left=clock.left(now))
    _turn(activity, ClockTurnKind.PAUSED, clock, standing, client_id, by, now)


def resume_clock(
    activity: Activity, *, seen: int, client_id: str, by: Person, now: datetime
) -> None:
    """Let it go on from where it stood."""
    clock = _set(activity, seen, client_id)
    if clock is None or not clock.is_paused:
        return
    going = replace(clock, ends_at=now + timedelta(seconds=clock.left(now)), seconds_left=None)
    _turn(activity, ClockTurnKind.RESUMED, clock, going, client_id, by, now)


def extend_clock(
    activity: Activity, *, seen: int, client_id: str, by: Person, now: datetime
) -> None:
    """Two minutes more; counted from now when the time is over."""
    clock = _set(activity, seen, client_id)
    if clock is None:
        return
    more = int(MORE.total_seconds())
    if clock.left(now) + more > MOST_MINUTES * 60:
        raise Refusal(_("The clock goes for at most %(most)s minutes.", most=MOST_MINUTES))
    longer = replace(clock, seconds=clock.seconds + more)
    if clock.ends_at is not None:
        longer = replace(longer, ends_at=max(clock.ends_at, now) + MORE)
    else:
        longer = replace(longer, seconds_left=clock.left(now) + more)
    _turn(activity, ClockTurnKind.EXTENDED, clock, longer, client_id, by, now)


def stop_clock(activity: Activity, *, seen: int, client_id: str, by: Person, now: datetime) -> None:
    """Away with it, from every screen."""
    clock = _taken(activity, seen, client_id)
    if clock is not None and clock.is_set:
        _turn(activity, ClockTurnKind.STOPPED, clock, BoardClock(), client_id, by, now)


def _taken(activity: Activity, seen: int, client_id: str) -> BoardClock | None:
    """The clock, held until commit; None when this very form has been sent before.

    Refused when somebody has set it since the form was drawn.
    """
    common.lock(activity)
    if queries.clock_turn_sent(activity, client_id) is not None:
        return None
    common.require_phase(activity, *OPEN)
    clock = queries.clock_of(activity)
    if clock.number != seen:
        raise Refusal(_("Somebody else has set the clock in the meantime. Look at it first."))
    return clock


def _set(activity: Activity, seen: int, client_id: str) -> BoardClock | None:
    clock = _taken(activity, seen, client_id)
    if clock is not None and not clock.is_set:
        raise Refusal(_("The clock is not going. Start it first."))
    return clock


def _turn(
    activity: Activity,
    kind: ClockTurnKind,
    before: BoardClock,
    after: BoardClock,
    client_id: str,
    by: Person,
    now: datetime,
    **facts: int,
) -> None:
    """Write the turn down, put it in the journal, tell every screen."""
    db.session.add(
        ClockTurn(
            activity_id=activity.id,
            number=before.number + 1,
            kind=kind.value,
            at=now,
            by=by,
            ends_at=after.ends_at,
            seconds_left=after.seconds_left,
            seconds=after.seconds,
            client_id=client_id,
        )
    )
    occasion = activity.workshop.occasion
    journal.record(
        f"workshop.clock_{kind.value}",
        by=by,
        about=activity.workshop,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
        **facts,
    )
    common.announce(activity, "clock", [activity.id], now)
