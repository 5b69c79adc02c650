"""Who need not be reminded, and when all is over, by the kind of occasion. Later rooms register how.

A survey knows by its receipts. Where nobody registered anything, a reply (yes, no, came) is enough,
and it is over when it is cancelled or its dialogue has ended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from dialog.invitations import queries
from dialog.process.models import Occasion, OccasionKind
from dialog.process.states import ProcessState, process_state

if TYPE_CHECKING:
    from datetime import datetime

WhoIsDone = Callable[[Occasion], Collection[int]]
IsOver = Callable[[Occasion, "datetime"], bool]
_registered: dict[str, WhoIsDone] = {}
_over: dict[str, IsOver] = {}


def register(kind: str, who: WhoIsDone) -> None:
    """`who(occasion)` gives the numbers of the invitations that are done."""
    _registered[OccasionKind(kind).value] = who


def register_over(kind: str, tells: IsOver) -> None:
    """`tells(occasion, now)` whether there is no sense in asking anybody any more."""
    _over[OccasionKind(kind).value] = tells


def is_registered(kind: str) -> bool:
    return kind in _registered


def done(occasion: Occasion) -> frozenset[int]:
    """The invitations to `occasion` that need no reminder."""
    who = _registered.get(occasion.kind)
    return frozenset(who(occasion) if who else queries.latest_replies(occasion))


def is_over(occasion: Occasion, now: datetime) -> bool:
    """Whether it is too late to ask or remind anybody."""
    tells = _over.get(occasion.kind)
    return (
        occasion.is_cancelled
        or process_state(occasion.process) is ProcessState.ENDED
        or (tells is not None and tells(occasion, now))
    )
