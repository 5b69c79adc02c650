"""Where a personal link leads, by the kind of occasion. Later rooms register their page here.

A link is good while its invitation stands, its occasion is not cancelled and its dialogue has not
ended; a door may say more (`is_good`). The occasion page of this room is the door of every kind that
has none of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import current_app, url_for

from dialog.invitations import queries
from dialog.process.models import Occasion, OccasionKind
from dialog.process.states import ProcessState, process_state

if TYPE_CHECKING:
    from dialog.invitations.models import Invitation

IsGood = Callable[[Occasion, datetime], bool]
LetsIn = Callable[[queries.Link, datetime], bool]


@dataclass(frozen=True)
class Door:
    """The endpoint a link leads to, and until when."""

    endpoint: str
    is_good: IsGood | None = None
    lets_in: LetsIn | None = None


OCCASION_PAGE = Door("invited.show")
_doors: dict[str, Door] = {}


def register(
    kind: str, endpoint: str, *, is_good: IsGood | None = None, lets_in: LetsIn | None = None
) -> None:
    """Links to occasions of `kind` lead to `endpoint`, while `is_good(occasion, now)`.

    `lets_in(link, now)` is the whole question in one, for a door through which many come at once.
    """
    _doors[OccasionKind(kind).value] = Door(endpoint, is_good, lets_in)


def door_of(occasion: Occasion) -> Door:
    return _doors.get(occasion.kind, OCCASION_PAGE)


def address(invitation: Invitation) -> str:
    """The page an invitation leads to, without the token.

    An endpoint whose address has a place for `invitation` gets its number there.
    """
    return address_of(invitation.occasion.kind, invitation.id)


def address_of(kind: str, number: int) -> str:
    """The page that the invitation `number` to an occasion of `kind` leads to."""
    endpoint = _doors.get(kind, OCCASION_PAGE).endpoint
    takes = any("invitation" in rule.arguments for rule in current_app.url_map.iter_rules(endpoint))
    if takes or endpoint == OCCASION_PAGE.endpoint:
        return url_for(endpoint, invitation=number)
    return url_for(endpoint)


def opens(link: queries.Link, now: datetime) -> bool:
    """Whether `link` opens anything now."""
    lets_in = _doors.get(link.kind, OCCASION_PAGE).lets_in
    if lets_in is not None:
        return lets_in(link, now)
    invitation = queries.invitation(link.number)
    return invitation is not None and is_open(invitation, now)


def leads_somewhere(occasion: Occasion, now: datetime) -> bool:
    """Whether links to `occasion` open anything now."""
    door = door_of(occasion)
    return (
        not occasion.is_cancelled
        and process_state(occasion.process) is not ProcessState.ENDED
        and (door.is_good is None or door.is_good(occasion, now))
    )


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whether the link of `invitation` opens anything now."""
    return not invitation.is_revoked and leads_somewhere(invitation.occasion, now)
