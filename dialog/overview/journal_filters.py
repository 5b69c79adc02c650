"""The journal's filter: by who, by kind of thing, by period. Read from the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask import request

from dialog.accounts.queries import names
from dialog.extensions import db
from dialog.journal.models import ActorKind, Event
from dialog.overview.words import thing_name
from dialog.texts import gettext as _
from dialog.web import clock

if TYPE_CHECKING:
    from sqlalchemy import Select

SYSTEM = "system"


@dataclass(frozen=True)
class Option:
    value: str
    text: str


@dataclass(frozen=True)
class Filter:
    """What was chosen; what is nonsense or empty chooses nothing."""

    who: str
    what: str
    since: date | None
    until: date | None

    @classmethod
    def asked(cls) -> Filter:
        return cls(
            who=request.args.get("who", ""),
            what=request.args.get("what", ""),
            since=_day("since"),
            until=_day("until"),
        )

    @property
    def is_chosen(self) -> bool:
        return any((self.who, self.what, self.since, self.until))

    def narrow(self, events: Select[Any]) -> Select[Any]:
        if self.who == SYSTEM:
            events = events.where(Event.actor_kind == ActorKind.SYSTEM)
        elif self.who.isdecimal() and len(self.who) < 10:
            events = events.where(
                Event.actor_kind == ActorKind.PERSON, Event.actor_id == int(self.who)
            )
        if self.what:
            events = events.where(Event.subject_kind == self.what)
        if self.since:
            events = events.where(Event.at >= _midnight(self.since))
        if self.until:
            events = events.where(Event.at < _midnight(self.until + timedelta(days=1)))
        return events


def people(events: Select[Any]) -> list[Option]:
    """Everybody who has done something, by name; and the system, if it has."""
    actors = db.session.execute(
        events.with_only_columns(Event.actor_kind, Event.actor_id).order_by(None).distinct()
    ).all()
    known = names({row[1] for row in actors if row[0] == ActorKind.PERSON and row[1]})
    found = sorted((Option(str(n), name) for n, name in known.items()), key=lambda one: one.text)
    if any(row[0] == ActorKind.SYSTEM for row in actors):
        found.append(Option(SYSTEM, _("The system")))
    return found


def things(events: Select[Any]) -> list[Option]:
    """The kinds of thing that something was done to, by name."""
    kinds = db.session.scalars(
        events.with_only_columns(Event.subject_kind).order_by(None).distinct()
    )
    return sorted((Option(kind, thing_name(kind)) for kind in kinds), key=lambda one: one.text)


def _day(name: str) -> date | None:
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if date(1990, 1, 1) < day < date(2200, 1, 1) else None


def _midnight(day: date) -> datetime:
    return clock.from_wall_clock(day, time())
