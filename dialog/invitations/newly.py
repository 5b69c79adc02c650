"""What follows from being invited, by the kind of occasion. Later rooms register it.

To a survey that is open an invitation leads to a seat at once: who shares the seat of an association
that has answered is then neither reminded nor counted as silent.
"""

from __future__ import annotations

from collections.abc import Callable

from dialog.process.models import Occasion, OccasionKind

Follow = Callable[[Occasion], None]
_registered: dict[str, Follow] = {}


def register(kind: str, follow: Follow) -> None:
    """`follow(occasion)` is called, in the same transaction, after somebody has been invited."""
    _registered[OccasionKind(kind).value] = follow


def invited_to(occasion: Occasion) -> None:
    """Somebody has just been invited to `occasion`."""
    follow = _registered.get(occasion.kind)
    if follow is not None:
        follow(occasion)
