"""Readings that see all stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialog.accounts.queries import names
from dialog.journal.sentences import sentence
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True)
class Line:
    """One line of the journal, as it is read."""

    at: datetime
    text: str


def told(events: Iterable[Any]) -> list[Line]:
    """The events as sentences in the page's language, with the names of those who acted."""
    events = list(events)
    known = names({e.actor_id for e in events if e.actor_kind == "person" and e.actor_id})
    return [
        Line(
            event.at,
            sentence(
                event,
                known.get(event.actor_id or 0, _("Somebody"))
                if event.actor_kind == "person"
                else _("The system"),
            ),
        )
        for event in events
    ]
