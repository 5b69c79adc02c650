"""Readings about staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from dialog.accounts.models import Person, StaffLink, StaffSession
from dialog.extensions import db
from dialog.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def session_by_token(token: str) -> StaffSession | None:
    """The sign-in a cookie belongs to, alive or not."""
    return db.session.scalars(
        select(StaffSession)
        .where(StaffSession.token_hash == digest(token))
        .options(joinedload(StaffSession.person))
    ).first()


def person_by_email(email_key: str) -> Person | None:
    return db.session.scalars(select(Person).where(Person.email_key == email_key)).first()


def link_by_token(token: str) -> StaffLink | None:
    return db.session.scalars(
        select(StaffLink)
        .where(StaffLink.token_hash == digest(token))
        .options(joinedload(StaffLink.person))
    ).first()


def everybody() -> Select[Person]:
    return select(Person).order_by(Person.disabled_at.is_not(None), Person.name, Person.id)


def active_people() -> Sequence[Person]:
    """Those who can be given a role, by name."""
    return db.session.scalars(
        select(Person).where(Person.disabled_at.is_(None)).order_by(Person.name, Person.id)
    ).all()


def open_sessions(person: Person) -> Sequence[StaffSession]:
    """A person's sign-ins that have not been ended, the latest first."""
    return db.session.scalars(
        select(StaffSession)
        .where(StaffSession.person_id == person.id, StaffSession.ended_at.is_(None))
        .order_by(StaffSession.last_seen_at.desc())
        .limit(50)
    ).all()


def names(ids: set[int]) -> dict[int, str]:
    """Names by number, for the journal's sentences."""
    if not ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}


def administrators(now: datetime) -> Sequence[Person]:
    return db.session.scalars(
        select(Person).where(Person.administrator_since <= now, Person.disabled_at.is_(None))
    ).all()


def latest_link(person: Person) -> StaffLink | None:
    return db.session.scalars(
        select(StaffLink).where(StaffLink.person_id == person.id).order_by(StaffLink.id.desc())
    ).first()
