"""How the board's clock stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, select

from dialog.extensions import db
from dialog.workshop.models import BoardClock, ClockTurn

if TYPE_CHECKING:
    from dialog.workshop.models import Activity


def clock_of(activity: Activity) -> BoardClock:
    """The clock as its latest turn left it. On a board that is not open it does not go."""
    turn = db.session.scalars(_latest(), {"activity": activity.id}).first()
    if turn is None:
        return BoardClock()
    if not activity.is_open:
        return BoardClock(turn.number)
    return BoardClock(turn.number, turn.ends_at, turn.seconds_left, turn.seconds)


@cache
def _latest() -> Select[Any]:
    return (
        select(ClockTurn)
        .where(ClockTurn.activity_id == bindparam("activity"))
        .order_by(ClockTurn.number.desc())
        .limit(1)
    )


def clock_turn_sent(activity: Activity, client_id: str) -> ClockTurn | None:
    """The turn that a form with this number has made already."""
    return db.session.scalars(
        select(ClockTurn).where(
            ClockTurn.activity_id == activity.id, ClockTurn.client_id == client_id
        )
    ).first()
