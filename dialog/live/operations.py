"""Making a channel, and announcing that something changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, delete, insert, text, update

from dialog.extensions import db
from dialog.live.models import Change, Channel
from dialog.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table

ANNOUNCED = "announced"
KEPT = timedelta(days=1)
TIDY_EVERY = 200

CHANNEL: Any = Channel.__table__
RAISE = Prepared(
    update(CHANNEL)
    .where(CHANNEL.c.id == bindparam("channel"))
    .values(seq=CHANNEL.c.seq + 1)
    .returning(CHANNEL.c.seq)
)
ADD = Prepared(insert(cast("Table", Change.__table__)))


def new_channel() -> Channel:
    """A channel that nothing has happened on. It has its number when this returns."""
    channel = Channel(seq=0)
    db.session.add(channel)
    db.session.flush()
    return channel


def announce(channel_id: int, kind: str, subject_id: int, now: datetime) -> int:
    """Say that `kind` number `subject_id` changed; returns the number of the change.

    Call it last before the commit: the channel's row stays locked until then, so that numbers
    become visible in order. Followers are woken when the transaction has been committed.
    """
    db.session.flush()
    [(number,)] = RAISE.all(channel=channel_id)
    change = {"seq": number, "kind": kind, "subject_id": subject_id, "made_at": now}
    ADD.run({"channel_id": channel_id, **change})
    if number % TIDY_EVERY == 0:
        _forget(channel_id, now - KEPT)
    _wake_on_commit(channel_id)
    return int(number)


def _forget(channel_id: int, before: datetime) -> None:
    """Old changes may go: who asks for them gets a snapshot."""
    db.session.execute(
        delete(Change)
        .where(Change.channel_id == channel_id, Change.made_at < before)
        .execution_options(synchronize_session=False)
    )


def _wake_on_commit(channel_id: int) -> None:
    session = db.session()
    session.info.setdefault(ANNOUNCED, set()).add(channel_id)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_notify('radslag_live', :channel)"), {"channel": str(channel_id)}
        )
