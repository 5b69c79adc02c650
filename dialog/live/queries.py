"""Readings of a channel."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from dialog.extensions import db
from dialog.live.models import Change, Channel
from dialog.prepared import Prepared

MOST_AT_ONCE = 200


AFTER = Prepared(  # the tail asks at every change
    select(Change.seq, Change.kind, Change.subject_id)
    .where(Change.channel_id == bindparam("channel"), Change.seq > bindparam("number"))
    .order_by(Change.seq)
    .limit(MOST_AT_ONCE)
)


@dataclass(frozen=True)
class News:
    """One change, as read from the database: fit to be carried between threads."""

    channel_id: int
    number: int
    kind: str
    subject_id: int


def number_now(channel_id: int) -> int:
    """The number of the latest change. Read it first: what is drawn after is at least as new."""
    return db.session.scalar(select(Channel.seq).where(Channel.id == channel_id)) or 0


def after(channel_id: int, number: int) -> list[News]:
    """What happened after `number`, in order; at most MOST_AT_ONCE changes."""
    return [News(channel_id, *row) for row in AFTER.all(channel=channel_id, number=number)]


def since(channel_id: int, number: int) -> list[News] | None:
    """What happened after `number`; None when it cannot be told any more: a snapshot is due."""
    latest = number_now(channel_id)
    if number == latest:
        return []
    if number > latest or latest - number > MOST_AT_ONCE:
        return None
    news = after(channel_id, number)
    whole = bool(news) and news[0].number == number + 1 and news[-1].number >= latest
    return news if whole and len(news) == news[-1].number - number else None
