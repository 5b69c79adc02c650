"""Readings of the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select

from dialog.extensions import db
from dialog.mail.models import Letter, LetterState

if TYPE_CHECKING:
    from datetime import datetime

UNSENT = (Letter.sent_at.is_(None), Letter.failed_at.is_(None), Letter.stopped_at.is_(None))
WAITING = (*UNSENT, Letter.claimed_at.is_(None))
FILTERS = {
    LetterState.WAITING: WAITING,
    LetterState.CLAIMED: (*UNSENT, Letter.claimed_at.is_not(None)),
    LetterState.SENT: (Letter.sent_at.is_not(None), Letter.returned_at.is_(None)),
    LetterState.FAILED: (Letter.failed_at.is_not(None),),
    LetterState.STOPPED: (Letter.stopped_at.is_not(None),),
    LetterState.RETURNED: (Letter.returned_at.is_not(None),),
}


def letters(state: LetterState | None = None, search: str = "") -> Select[Letter]:
    """Letters, the latest first; all, or those in one state, or to an address with `search`."""
    statement = select(Letter).order_by(Letter.id.desc())
    if state is not None:
        statement = statement.where(*FILTERS[state])
    if search:
        statement = statement.where(Letter.to_address.icontains(search, autoescape=True))
    return statement


def counts() -> dict[LetterState, int]:
    """How many letters are in each state."""
    return {
        state: db.session.scalar(select(func.count(Letter.id)).where(*conditions)) or 0
        for state, conditions in FILTERS.items()
    }


def oldest_waiting() -> datetime | None:
    return db.session.scalar(select(func.min(Letter.created_at)).where(*WAITING))
