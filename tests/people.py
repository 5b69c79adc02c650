"""The people and the dialogue that the tests tell about. Made by the operations people use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from dialog.accounts import passwords
from dialog.accounts.models import Person
from dialog.extensions import db
from dialog.process import operations as process_operations
from dialog.process.models import PartyKind, Process, Role, TurnKind
from dialog.process.teams import give_role

if TYPE_CHECKING:
    from dialog.process.models import Party

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PASSWORD = "fyra lugna ord om havet"
_hash = passwords.hashed(PASSWORD)


def staff(name: str, *, administrator: bool = False) -> Person:
    """Somebody who can sign in with PASSWORD."""
    person = Person(
        email_key=f"{name.split()[0].casefold()}@kommun.example",
        name=name,
        locale="sv",
        password_hash=_hash,
        administrator_since=NOW - timedelta(days=400) if administrator else None,
    )
    db.session.add(person)
    db.session.commit()
    return person


def dialogue(
    leader: Person,
    *,
    analyst: Person | None = None,
    note_taker: Person | None = None,
    observer: Person | None = None,
    title: str = "Öar i samtal",
) -> Process:
    """A running dialogue with two parties, three boards and a team."""
    long_ago = NOW - timedelta(days=90)
    process = process_operations.create(
        title,
        "Hur ska föreningarna och kommunen arbeta ihop?",
        party_names={PartyKind.ASSOCIATION: "Föreningar", PartyKind.MUNICIPAL: "Kommunen"},
        boards=["Kultur- och fritidsnämnden", "Socialnämnden"],
        by=leader,
        now=long_ago,
    )
    for person, role in (
        (analyst, Role.ANALYST),
        (note_taker, Role.NOTE_TAKER),
        (observer, Role.OBSERVER),
    ):
        if person is not None:
            give_role(process, person, role, by=leader, now=long_ago)
    process.stages[0].planned_from = date(2026, 11, 1)
    process.stages[0].planned_to = date(2026, 12, 1)
    process_operations.turn(process, TurnKind.STARTED, by=leader, now=long_ago)
    db.session.commit()
    return process


def party(process: Process, kind: PartyKind) -> Party:
    return next(party for party in process.parties if party.kind == kind)
