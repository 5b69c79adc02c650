"""What the acts on a board share: holding it still, finding room on it, telling who follows it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, select

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.live import operations as live
from dialog.texts import gettext as _
from dialog.workshop.models import Activity, Card, Phase, Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def lock(activity: Activity) -> None:
    """Hold the board until commit, so that what was checked is still true when written.

    On SQLite whoever writes has held the whole file since before the board was read.
    """
    db.session.flush()
    if db.engine.dialect.name == "sqlite":
        return
    db.session.scalars(_held(), {"activity": activity.id}).one()


@cache
def _held() -> Select[Any]:
    return (
        select(Activity)
        .where(Activity.id == bindparam("activity"))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def require_phase(activity: Activity, *phases: Phase) -> None:
    """Refuse in words unless the board stands in one of `phases`."""
    if activity.phase not in phases:
        raise Refusal(why_not(activity.phase))


def why_not(phase: Phase) -> str:
    """Why something cannot be done on the board now, as a sentence."""
    sentences: dict[Phase, str] = {
        Phase.PREPARING: _("The board has not been opened yet."),
        Phase.WRITING: _("The room is still writing notes. That comes later."),
        Phase.SORTING: _("The time for writing is over: the notes are being grouped."),
        Phase.VOTING: _("The voting is going on. Notes can be written and changed before it."),
        Phase.TALKING: _("The voting is over. The notes stay as they are."),
        Phase.CLOSED: _("The board is closed. It can be read, but nothing can be added."),
    }
    return sentences[phase]


def next_position(place: Place) -> int:
    """The position below everything that hangs in a column or group."""
    lowest = db.session.execute(_lowest(), {"place": place.id}).one()
    return max(position or 0 for position in lowest) + 1


@cache
def _lowest() -> Select[Any]:
    here: Any = bindparam("place")
    cards = select(func.max(Card.position)).where(Card.place_id == here)
    groups = select(func.max(Place.position)).where(Place.parent_id == here)
    return select(cards.scalar_subquery(), groups.scalar_subquery())


def column_id(place: Place) -> int:
    """The column a place is, or lies in."""
    return place.parent_id or place.id


def announce(activity: Activity, kind: str, numbers: Iterable[int], now: datetime) -> None:
    """Tell who follows the board. The last thing before the commit."""
    for number in numbers:
        live.announce(activity.channel_id, kind, number, now)
