"""Noting who came, by the kind of occasion. Later rooms register what it means to them besides.

Who came is noted on one page for all kinds of occasions. A focus group's note-taker may note it too,
and there everybody who came gets a code to speak by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dialog.process.models import Occasion, OccasionKind

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.web.access import Rule


@dataclass(frozen=True)
class Presence:
    """What a later room adds for its occasions.

    rule: who may note who came, besides those who invite.
    settle: called with (occasion, by, now) after each act, in its transaction. Returns the codes
        that it gave.
    beside: the template of what stands beside the list, and what it needs.
    home: the address of the occasion's own page.
    """

    rule: Rule
    settle: Callable[[Occasion, Person, datetime], list[str]]
    beside: Callable[[Occasion], tuple[str, dict[str, Any]]]
    home: Callable[[Occasion], str]


_registered: dict[str, Presence] = {}


def register(kind: str, presence: Presence) -> None:
    _registered[OccasionKind(kind).value] = presence


def presence_of(occasion: Occasion) -> Presence | None:
    return _registered.get(occasion.kind)


def settle(occasion: Occasion, by: Person, now: datetime) -> list[str]:
    """Let the room of the occasion follow what has been noted. Returns the codes that it gave."""
    found = presence_of(occasion)
    return found.settle(occasion, by, now) if found is not None else []
