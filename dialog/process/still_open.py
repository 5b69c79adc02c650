"""What is still open when a dialogue ends. Later rooms register what they open, and how to close it.

A dialogue can end with a survey, a group or a board open. Nobody can answer or write any more then,
and what was answered must still come to its right: it is closed by whoever ends the dialogue, or by
itself after an hour (`rounds`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.process.models import Occasion, OccasionKind

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process


@dataclass(frozen=True)
class StillOpen:
    """An occasion that is open, and what closing it means.

    `obstacle` says why it cannot be closed with the others; it is empty when it can.
    """

    occasion: Occasion
    meaning: str
    obstacle: str = ""


@dataclass(frozen=True)
class Closer:
    """How a room finds what is open in a dialogue, closes one of them, and on which page it does.

    `close` is called with None for the person when it happens by itself. Closing twice is refused.
    """

    find: Callable[[Process, datetime], Iterable[StillOpen]]
    close: Callable[[Occasion, Person | None, datetime], object]
    address: Callable[[Occasion], str]


_closers: dict[str, Closer] = {}


def register(kind: str, closer: Closer) -> None:
    _closers[OccasionKind(kind).value] = closer


def still_open(process: Process, now: datetime) -> list[StillOpen]:
    """Everything that is open in a dialogue, in the order of the stages."""
    found = [one for closer in _closers.values() for one in closer.find(process, now)]
    return sorted(found, key=lambda one: (one.occasion.stage.position, one.occasion.id))


def close(occasion: Occasion, *, by: Person | None, now: datetime) -> None:
    _closers[occasion.kind].close(occasion, by, now)


def address(occasion: Occasion) -> str:
    """The page on which the occasion is closed by itself."""
    return _closers[occasion.kind].address(occasion)
