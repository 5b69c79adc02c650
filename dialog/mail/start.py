"""What the outbox brings to the application: the job that empties it, hinted when letters come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from dialog import jobs
from dialog.extensions import db
from dialog.mail.models import Letter, LetterState
from dialog.mail.sending import send_waiting

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    jobs.init_app(app)
    jobs.on_hint(app, "empty_outbox", send_waiting)
    jobs.every_minute(app, "empty_outbox_every_minute", send_waiting)
    if not app.testing:
        event.listen(db.session, "before_flush", _notice)
        event.listen(db.session, "after_commit", _hint)


def _notice(session: Any, _flush: object, _instances: object) -> None:
    """Something is to leave at once: written now, or put back in the queue."""
    changed = [one for one in (*session.new, *session.dirty) if isinstance(one, Letter)]
    if any(one.state is LetterState.WAITING and one.not_before is None for one in changed):
        session.info["letters"] = True


def _hint(session: Any) -> None:
    if session.info.pop("letters", False):
        jobs.hint()
