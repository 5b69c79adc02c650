"""Readings about processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.extensions import db
from dialog.prepared import Prepared
from dialog.process.models import (
    Membership,
    Occasion,
    Process,
    Role,
    Stage,
    StageKind,
    Turn,
    TurnKind,
)
from dialog.process.states import ProcessState, state_after

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dialog.accounts.models import Person


LAST_TURN = Prepared(  # asked for every note on a board
    select(Turn.kind)
    .where(Turn.process_id == bindparam("process"), Turn.stage_id.is_(None))
    .order_by(Turn.at.desc(), Turn.id.desc())
    .limit(1)
)


def state_now(process_id: int) -> ProcessState:
    """Where a dialogue stands, as its turns lie in the database."""
    latest = LAST_TURN.first(process=process_id)
    return state_after(latest[0] if latest else None)


def processes_seen_by(person: Person, now: datetime) -> Select[Process]:
    """The dialogues a person takes part in; all of them for an administrator. Latest first."""
    statement = select(Process).order_by(Process.created_at.desc(), Process.id.desc())
    if person.is_administrator:
        return statement
    mine = select(Membership.process_id).where(
        Membership.person_id == person.id,
        Membership.since <= now,
        or_(Membership.until.is_(None), Membership.until > now),
    )
    return statement.where(Process.id.in_(mine))


def by_slug(person: Person, slug: str, now: datetime) -> Process | None:
    """One dialogue found through the person who asks, with what its pages draw; else None."""
    return db.session.scalars(
        processes_seen_by(person, now)
        .where(Process.slug == slug)
        .options(
            selectinload(Process.parties),
            selectinload(Process.stages),
            selectinload(Process.turns),
            selectinload(Process.owner_boards),
        )
    ).first()


def roles_of(person: Person, process: Process, now: datetime) -> frozenset[Role]:
    """The roles the person holds in the process now."""
    rows = db.session.scalars(
        select(Membership).where(
            Membership.process_id == process.id, Membership.person_id == person.id
        )
    )
    return frozenset(Role(row.role) for row in rows if row.holds(now))


def facilitates_anything(person: Person, now: datetime) -> bool:
    """Whether the person leads some dialogue (opens the register)."""
    rows = db.session.scalars(
        select(Membership).where(
            Membership.person_id == person.id, Membership.role == Role.FACILITATOR
        )
    )
    return any(row.holds(now) for row in rows)


def team(process: Process, now: datetime) -> list[Membership]:
    """Who holds which role now, by role and name."""
    rows = db.session.scalars(
        select(Membership)
        .where(Membership.process_id == process.id)
        .options(joinedload(Membership.person))
    )
    order = list(Role)
    return sorted(
        (row for row in rows if row.holds(now)),
        key=lambda row: (order.index(Role(row.role)), row.person.name),
    )


def stage_of(process: Process, kind: StageKind) -> Stage | None:
    return next((stage for stage in process.stages if stage.kind == kind), None)


def occasions(process: Process, kind: str | None = None) -> Sequence[Occasion]:
    """What people are asked to in this process, in time order."""
    statement = (
        select(Occasion)
        .where(Occasion.process_id == process.id)
        .order_by(Occasion.starts_at.is_(None), Occasion.starts_at, Occasion.id)
        .options(joinedload(Occasion.party))
    )
    if kind is not None:
        statement = statement.where(Occasion.kind == kind)
    return db.session.scalars(statement).all()


def slug_taken(slug: str) -> bool:
    return db.session.scalar(select(Process.id).where(Process.slug == slug)) is not None


def by_client_id(client_id: str) -> Process | None:
    return db.session.scalars(select(Process).where(Process.client_id == client_id)).first()


def why_paused(process_id: int) -> str:
    """The reason for the latest pause, as whoever paused the dialogue wrote it."""
    return (
        db.session.scalar(
            select(Turn.reason)
            .where(
                Turn.process_id == process_id,
                Turn.stage_id.is_(None),
                Turn.kind == TurnKind.PAUSED,
            )
            .order_by(Turn.at.desc(), Turn.id.desc())
            .limit(1)
        )
        or ""
    )
