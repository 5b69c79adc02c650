"""Rules for reading what people said, and the line in the journal that says it was read."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from flask import abort, g, request
from sqlalchemy import select

from dialog import database, journal
from dialog.contributions import assignments, queries
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.access import enter
from dialog.process.models import Role
from dialog.web import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.journal.operations import Numbered

READ = "texts.read"


def reads_texts(arguments: Mapping[str, Any]) -> None:
    """Facilitator and analyst; a note-taker where something is assigned to them. Sets g.process."""
    enter(arguments)
    if not may_read():
        abort(403)
    note_reading()


def reads_contribution(arguments: Mapping[str, Any]) -> None:
    """Whoever may read this very text. Sets g.contribution."""
    reads_texts(arguments)
    found = queries.found_by(g.person, g.process, g.roles, int(arguments["number"]))
    if found is None:
        abort(404)
    g.contribution = found


def may_read() -> bool:
    if queries.READERS & set(g.roles):
        return True
    return Role.NOTE_TAKER in g.roles and bool(assignments.selects(g.person, g.process))


def note_reading(verb: str = READ, about: Numbered | None = None, **facts: str) -> None:
    """Put in the journal that the person reads texts here: one line per person, thing and day.

    `about` is what is read, the whole process unless something else is named. Together with the
    staff session's last-seen this is the only write that a GET brings about; it has a transaction
    of its own, because the page's is read-only.
    """
    now, subject = clock.now(), about or g.process
    if _noted_today(verb, subject, now):
        return
    if request.method not in {"GET", "HEAD"}:
        journal.record(verb, by=g.person, about=subject, now=now, process_id=g.process.id, **facts)
        return
    line = {
        "at": now,
        "actor_kind": "person",
        "actor_id": g.person.id,
        "verb": verb,
        "subject_kind": subject.__tablename__,
        "subject_id": subject.id,
        "process_id": g.process.id,
        "facts": facts,
    }
    with database.access("write"), db.engine.begin() as connection:
        connection.execute(Event.__table__.insert().values(**line))  # type: ignore[attr-defined]


def _noted_today(verb: str, subject: Numbered, now: datetime) -> bool:
    midnight = clock.from_wall_clock(clock.local(now).date(), time())
    return (
        db.session.scalar(
            select(Event.id)
            .where(
                Event.actor_kind == "person",
                Event.actor_id == g.person.id,
                Event.process_id == g.process.id,
                Event.verb == verb,
                Event.subject_id == subject.id,
                Event.at >= midnight.astimezone(UTC),
            )
            .limit(1)
        )
        is not None
    )
