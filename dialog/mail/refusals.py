"""Addresses that a mail server refuses for good. The rooms that keep addresses want to know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Listener = Callable[[str, datetime], None]
_listeners: dict[str, Listener] = {}


def register(room: str, listener: Listener) -> None:
    """`listener(address, now)` is told, inside the transaction in which the letter failed."""
    _listeners[room] = listener


def tell(address: str, now: datetime) -> None:
    for listener in _listeners.values():
        listener(address, now)
