"""What the stream brings to the application: its hub, woken when a change is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import event

from dialog.extensions import db
from dialog.live import stream
from dialog.live.operations import ANNOUNCED

if TYPE_CHECKING:
    from flask import Flask


def _wake(session: Any) -> None:
    if session.info.pop(ANNOUNCED, None):
        stream.hub_of(current_app._get_current_object()).woken.set()  # type: ignore[attr-defined]


def _forget(session: Any, _transaction: Any = None) -> None:
    session.info.pop(ANNOUNCED, None)


def init_app(app: Flask) -> None:
    stream.init_app(app)
    if not event.contains(db.session.session_factory.class_, "after_commit", _wake):
        event.listen(db.session.session_factory.class_, "after_commit", _wake)
        event.listen(db.session.session_factory.class_, "after_rollback", _forget)
