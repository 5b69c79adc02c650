"""An organisation takes part in a dialogue, on one side, and may leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.operations import lock
from dialog.register.models import Participation
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Party, Process
    from dialog.register.models import Organisation


def take_part(
    process: Process,
    organisation: Organisation,
    party: Party,
    *,
    tags: Collection[str] = (),
    by: Person | None,
    now: datetime,
    quietly: bool = False,
) -> Participation:
    """The organisation takes part on `party`'s side. Again: the party and the tags are changed."""
    if party.process_id != process.id:
        raise Refusal(_("That party belongs to another dialogue."))
    if organisation.is_archived:
        raise Refusal(_("%(name)s is archived and cannot take part.", name=organisation.name))
    participation = db.session.get(Participation, (process.id, organisation.id))
    if participation is None:
        participation = Participation(
            process=process, organisation=organisation, party=party, tags=tidy(tags)
        )
        db.session.add(participation)
    else:
        participation.party = party
        participation.tags = tidy([*participation.tags, *tags])
        participation.left_at = None
    db.session.flush()
    if not quietly:
        journal.record(
            "organisation.takes_part",
            by=by,
            about=organisation,
            now=now,
            process_id=process.id,
            name=organisation.name,
            party=party.name,
        )
    return participation


def tidy(tags: Collection[str]) -> list[str]:
    """Each tag once, in order of letters."""
    return sorted({tag.strip() for tag in tags if tag.strip()}, key=str.casefold)


def take_part_many(
    process: Process,
    organisations: Iterable[Organisation],
    party: Party,
    *,
    tags: Collection[str] = (),
    by: Person,
    now: datetime,
) -> int:
    """Many at once, with one line in the journal. Returns how many are new in the dialogue."""
    lock(process)
    present = set(
        db.session.scalars(
            select(Participation.organisation_id).where(
                Participation.process_id == process.id, Participation.left_at.is_(None)
            )
        )
    )
    chosen = list(organisations)
    for organisation in chosen:
        take_part(process, organisation, party, tags=tags, by=by, now=now, quietly=True)
    fresh = sum(organisation.id not in present for organisation in chosen)
    if chosen:
        journal.record(
            "participants.chosen",
            by=by,
            about=process,
            now=now,
            process_id=process.id,
            count=len(chosen),
            party=party.name,
        )
    return fresh


def leave(participation: Participation, *, by: Person, now: datetime) -> None:
    """The organisation no longer takes part. What it said stays. Twice changes nothing."""
    if participation.left_at is not None:
        return
    participation.left_at = now
    journal.record(
        "organisation.left",
        by=by,
        about=participation.organisation,
        now=now,
        process_id=participation.process_id,
        name=participation.organisation.name,
    )
