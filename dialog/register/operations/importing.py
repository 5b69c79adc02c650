"""Read a file in: first a stored preview, then exactly what was previewed, all or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.process.operations import lock
from dialog.register.imports import columns, matching, reading
from dialog.register.imports.rows import read_row
from dialog.register.models import ImportFile, OrganisationKind
from dialog.register.operations.making import Choices, Maker
from dialog.register.queries import parties_of
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Party, Process
    from dialog.register.imports.rows import Row


def preview(
    name: str,
    data: bytes,
    *,
    process: Process | None = None,
    client_id: str,
    by: Person,
    now: datetime,
) -> ImportFile:
    """Read a file and store what it says, without changing the register.

    With `process`, the organisations take part in it: on the side that the column says, else on the
    side that fits their kind. The same client id again is the same preview.
    """
    known = db.session.scalars(select(ImportFile).where(ImportFile.client_id == client_id)).first()
    if known is not None:
        return known
    lines = reading.read_lines(name, data)
    heading = columns.recognise(lines[0])
    if "name" not in heading.known:
        raise Refusal(_("The first row must name the columns, and one of them must be “Name”."))
    parties = {party.name.casefold(): party.id for party in process.parties} if process else {}
    rows = [
        read_row(number, line, heading, parties) for number, line in enumerate(lines[1:], start=2)
    ]
    if not rows:
        raise Refusal(_("The file holds no rows under its heading."))
    if process is not None:
        _choose_parties(rows, process)
    stored = ImportFile(
        sha256=hashlib.sha256(data).hexdigest(),
        by_id=by.id,
        at=now,
        client_id=client_id,
        rows=matching.match(rows),
    )
    stored.rows[0]["unknown_columns"] = list(heading.unknown)
    db.session.add(stored)
    db.session.flush()
    return stored


def _choose_parties(rows: list[Row], process: Process) -> None:
    """Rows without a party get the side that fits: the municipality's own units, and all others.

    A dialogue without that side puts them on the one it has.
    """
    by_kind = {party.kind: party.id for party in reversed(process.parties)}
    theirs = by_kind.get(PartyKind.ASSOCIATION, next(iter(reversed(by_kind.values())), None))
    ours = by_kind.get(PartyKind.MUNICIPAL, theirs)
    companies = by_kind.get(PartyKind.BUSINESS, theirs)
    fitting = {OrganisationKind.MUNICIPAL_UNIT: ours, OrganisationKind.COMPANY: companies}
    for row in rows:
        row["party_id"] = row.get("party_id") or fitting.get(row["kind"], theirs)


def look_again(stored: ImportFile) -> bool:
    """Compare the rows with the register as it is now. True when the preview has changed."""
    rows = matching.match(deepcopy(stored.rows))
    if rows == stored.rows:
        return False
    stored.rows = rows
    return True


def do_import(stored: ImportFile, choices: Choices, *, by: Person, now: datetime) -> bool:
    """Make what the preview showed. False when it was made before: nothing happens twice.

    Refuses as long as a row has errors.
    """
    db.session.execute(select(ImportFile.id).where(ImportFile.id == stored.id).with_for_update())
    db.session.refresh(stored)
    if stored.imported_at is not None:
        return False
    if any(row["errors"] for row in stored.rows):
        raise Refusal(
            _("Put the errors right in the file and choose it again. Nothing was read in.")
        )
    parties = parties_of(stored)
    for process in {party.process for party in parties.values()}:
        lock(process)
    stored.rows = Maker(stored.rows, choices, parties).make_all()
    stored.imported_at = now
    results = Counter(row["result"] for row in stored.rows)
    journal.record(
        "register.imported",
        by=by,
        about=stored,
        now=now,
        added=results["added"],
        contacts=results["contact"],
        skipped=results["skipped"],
    )
    _tell_the_dialogue(stored, parties, by=by, now=now)
    return True


def _tell_the_dialogue(
    stored: ImportFile, parties: dict[int, Party], *, by: Person, now: datetime
) -> None:
    """A line in the dialogue's journal for each side that got participants."""
    joined = Counter(row["party_id"] for row in stored.rows if row["joined"])
    for number, count in sorted(joined.items()):
        party = parties[number]
        journal.record(
            "participants.chosen",
            by=by,
            about=party.process,
            now=now,
            process_id=party.process_id,
            count=count,
            party=party.name,
        )
