"""What the stream brings to the application: its hub, woken when a change is committed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import event

from dialog.extensions import db
from dialog.live import stream
from dialog.live.operations import ANNOUNCED

if TYPE_CHECKING:
    from flask import Flask

# Seconds that whoever wrote steps aside: the tail gets the interpreter at once, and the room sees
# what is new before the writer's own answer is put together.
BEFORE_ONESELF = 0.0005


def _wake(session: Any) -> None:
    if session.info.pop(ANNOUNCED, None):
        stream.hub_of(current_app._get_current_object()).woken.set()  # type: ignore[attr-defined]
        time.sleep(BEFORE_ONESELF)


def _forget(session: Any, _transaction: Any = None) -> None:
    session.info.pop(ANNOUNCED, None)


def init_app(app: Flask) -> None:
    stream.init_app(app)
    if not event.contains(db.session.session_factory.class_, "after_commit", _wake):
        event.listen(db.session.session_factory.class_, "after_commit", _wake)
        event.listen(db.session.session_factory.class_, "after_rollback", _forget)
