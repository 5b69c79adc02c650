"""Where the page of an invitation leads on to, by the kind of occasion, and what it says about it.

The page asks whether one is coming. A later room registers what there is beyond that: for a
workshop its board, while people may join it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.process.models import OccasionKind

if TYPE_CHECKING:
    from dialog.invitations.models import Invitation


@dataclass(frozen=True)
class Onward:
    """A sentence, and where the page's first button leads when it leads anywhere."""

    sentence: str
    address: str = ""
    text: str = ""
    is_over: bool = False  # nobody needs to say any more whether they are coming


FindOnward = Callable[["Invitation", datetime], Onward | None]
_registered: dict[str, FindOnward] = {}


def register(kind: str, find: FindOnward) -> None:
    """Pages of invitations to occasions of `kind` ask `find(invitation, now)`."""
    _registered[OccasionKind(kind).value] = find


def onward(invitation: Invitation, now: datetime) -> Onward | None:
    """What there is beyond the reply; None where a reply is all."""
    find = _registered.get(invitation.occasion.kind)
    return find(invitation, now) if find else None
