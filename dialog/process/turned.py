"""Whom to tell when a dialogue takes a turn. Later rooms register what they have open in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from dialog.process.models import Process

_listeners: dict[str, Callable[[Process, datetime], None]] = {}


def register(room: str, tell: Callable[[Process, datetime], None]) -> None:
    """`tell` is called in the same transaction, after the turn has been made."""
    _listeners[room] = tell


def tell_all(process: Process, now: datetime) -> None:
    for tell in _listeners.values():
        tell(process, now)
