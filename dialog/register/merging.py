"""What else has to follow when two organisations become one. Later rooms register what they hold.

A follower is called with the one that goes and the one that stays, before the one that goes is
marked as merged; it points its own rows at the one that stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialog.register.models import Organisation

Follower = Callable[["Organisation", "Organisation"], None]
_followers: dict[str, Follower] = {}


def register(room: str, follower: Follower) -> None:
    """`follower(gone, kept)` moves what `room` holds of `gone` to `kept`."""
    _followers[room] = follower


def follow(gone: Organisation, kept: Organisation) -> None:
    for follower in _followers.values():
        follower(gone, kept)
