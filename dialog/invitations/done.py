"""Who need not be reminded, by the kind of occasion. Later rooms register how they know.

A survey knows by its receipts. Where nobody registered anything, a reply (yes, no, came) is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from dialog.invitations import queries
from dialog.process.models import Occasion, OccasionKind

WhoIsDone = Callable[[Occasion], Collection[int]]
_registered: dict[str, WhoIsDone] = {}


def register(kind: str, who: WhoIsDone) -> None:
    """`who(occasion)` gives the numbers of the invitations that are done."""
    _registered[OccasionKind(kind).value] = who


def is_registered(kind: str) -> bool:
    return kind in _registered


def done(occasion: Occasion) -> frozenset[int]:
    """The invitations to `occasion` that need no reminder."""
    who = _registered.get(occasion.kind)
    return frozenset(who(occasion) if who else queries.latest_replies(occasion))
