"""Counters against guessing, in the database so that they hold for every process."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dialog.accounts.models import Attempt
from dialog.extensions import db

if TYPE_CHECKING:
    from datetime import datetime


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def tries(*parts: str, seconds: int, now: datetime) -> int:
    """How often `parts` have been tried in the window of `seconds` that `now` lies in."""
    window = int(now.timestamp()) // seconds
    found = db.session.scalar(
        select(Attempt.tries).where(Attempt.key_hash == _key(*parts), Attempt.window == window)
    )
    return found or 0


def count(*parts: str, seconds: int, now: datetime) -> int:
    """Count one more try of `parts`; returns the number in this window. The caller commits."""
    window = int(now.timestamp()) // seconds
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    statement = (
        insert(Attempt)
        .values(key_hash=_key(*parts), window=window, tries=1)
        .on_conflict_do_update(
            index_elements=["key_hash", "window"], set_={"tries": Attempt.tries + 1}
        )
        .returning(Attempt.tries)
    )
    number = db.session.scalar(statement)
    db.session.execute(
        delete(Attempt).where(Attempt.window < window, Attempt.key_hash == _key(*parts))
    )
    return number or 1
