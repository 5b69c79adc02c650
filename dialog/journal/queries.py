"""Readings of the journal, the latest first."""

from __future__ import annotations

from sqlalchemy import Select, select

from dialog.journal.models import Event


def events_of(process_id: int) -> Select[Event]:
    return (
        select(Event)
        .where(Event.process_id == process_id)
        .order_by(Event.at.desc(), Event.id.desc())
    )


def all_events() -> Select[Event]:
    return select(Event).order_by(Event.at.desc(), Event.id.desc())
