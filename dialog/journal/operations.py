"""One line in the journal for every act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from dialog.extensions import db
from dialog.journal.models import Event

if TYPE_CHECKING:
    from datetime import datetime


class Numbered(Protocol):
    """Anything that has a number and a table: what an act was about."""

    id: Any
    __tablename__: Any


def record(
    verb: str,
    *,
    now: datetime,
    by: Numbered | None,
    about: Numbered,
    process_id: int | None = None,
    **facts: str | int | None,
) -> Event:
    """Write that `by` (None = the system) did `verb` to `about`.

    `facts` fill the sentence's places: names and figures, never what a participant said, never an
    address or a link. The thing must have its number: flush before.
    """
    db.session.flush()
    event = Event(
        at=now,
        actor_kind=by.__tablename__ if by is not None else "system",
        actor_id=by.id if by is not None else None,
        verb=verb,
        subject_kind=about.__tablename__,
        subject_id=about.id,
        process_id=process_id,
        facts={key: value for key, value in facts.items() if value is not None},
    )
    db.session.add(event)
    return event
