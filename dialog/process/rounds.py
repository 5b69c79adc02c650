"""What dialogues need done though nobody presses a button: closing what was left open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dialog import database
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import Occasion, Process
from dialog.process.states import ENDINGS, last_turn
from dialog.process.still_open import close, still_open

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger("radslag")
# So long a dialogue that was ended by mistake can be taken up again with everything still open.
REGRET = timedelta(hours=1)


def close_left_open(now: datetime) -> int:
    """Close what is still open in dialogues that ended an hour ago or more. Returns how many closed.

    What has an obstacle waits for a person: closing it would throw something away.
    """
    with database.access("write"):
        left = [
            one.occasion.id
            for process in _ended(now)
            for one in still_open(process, now)
            if not one.obstacle
        ]
        db.session.rollback()
        return sum(_close(number, now) for number in left)


def _ended(now: datetime) -> list[Process]:
    everything = db.session.scalars(select(Process).options(selectinload(Process.turns)))
    latest = [(process, last_turn(process.turns)) for process in everything]
    return [
        process
        for process, turn in latest
        if turn is not None and turn.kind in ENDINGS and turn.at + REGRET <= now
    ]


def _close(number: int, now: datetime) -> bool:
    def act() -> None:
        close(db.session.get_one(Occasion, number), by=None, now=now)

    return in_a_transaction_of_its_own(act, f"Occasion {number} could not be closed")


def in_a_transaction_of_its_own(act: Callable[[], object], otherwise: str) -> bool:
    """Whether `act` could be done. One that fails keeps no other waiting.

    It may be refused: a person may have been quicker, or it is not yet time.
    """
    try:
        act()
        db.session.commit()
    except Refusal:
        db.session.rollback()
        return False
    except Exception:
        db.session.rollback()
        log.exception(otherwise)
        return False
    return True
