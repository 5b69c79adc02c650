"""Acts on a process's team: give a role, take a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process import queries
from dialog.process.models import Membership, Process, Role
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person


def give_role(
    process: Process,
    person: Person,
    role: Role,
    *,
    by: Person,
    now: datetime,
    quietly: bool = False,
) -> None:
    """Somebody gets a role. Giving it twice changes nothing."""
    if role in queries.roles_of(person, process, now):
        return
    db.session.add(
        Membership(process_id=process.id, person_id=person.id, role=role.value, since=now)
    )
    if not quietly:
        _record("process.role_given", process, person, role, by, now)


def take_role(process: Process, person: Person, role: Role, *, by: Person, now: datetime) -> None:
    """Somebody loses a role. The last facilitator keeps it."""
    held = [m for m in queries.team(process, now) if m.role == role.value]
    mine = next((m for m in held if m.person_id == person.id), None)
    if mine is None:
        return
    if role is Role.FACILITATOR and len(held) == 1:
        raise Refusal(_("A dialogue needs at least one process leader."))
    mine.until = now
    _record("process.role_taken", process, person, role, by, now)


def _record(
    verb: str, process: Process, person: Person, role: Role, by: Person, now: datetime
) -> None:
    journal.record(
        verb,
        by=by,
        about=process,
        now=now,
        process_id=process.id,
        name=person.name,
        role=role.value,
    )
