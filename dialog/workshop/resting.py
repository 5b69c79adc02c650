"""A dialogue that is paused or has ended while its board is open: the room is told, and told why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.process.models import TurnKind
from dialog.process.states import resting_since
from dialog.texts import gettext as _
from dialog.workshop import queries
from dialog.workshop.operations import common

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.process.models import Process, Turn
    from dialog.workshop.models import Activity


def resting(activity: Activity) -> Turn | None:
    """The turn after which nothing can be written; None while the dialogue runs."""
    return resting_since(activity.workshop.occasion.process)


def title_of(turn: Turn) -> str:
    titles = {
        TurnKind.PAUSED: _("The dialogue is paused"),
        TurnKind.BROKEN_OFF: _("The dialogue was broken off"),
    }
    return titles.get(TurnKind(turn.kind), _("The dialogue has ended"))


def sentence(activity: Activity) -> str:
    """Why nothing can be written, for somebody who tried."""
    turn = resting(activity)
    if turn is None:
        return _("The dialogue is resting just now. What you have written is kept.")
    if not turn.reason:
        return _("%(what)s. What you have written is kept.", what=title_of(turn))
    return _(
        "%(what)s. What you have written is kept. The reason: %(why)s",
        what=title_of(turn),
        why=turn.reason,
    )


def tell_the_rooms(process: Process, now: datetime) -> None:
    """Every open board of the dialogue hears of the turn: its screens draw themselves anew."""
    for activity in queries.workshops_of(process):
        if activity.is_open:
            common.announce(activity, "turn", [activity.id], now)
