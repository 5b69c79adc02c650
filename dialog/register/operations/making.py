"""Rows of a preview become organisations and contacts, thousands in one go."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import Party
from dialog.register import names
from dialog.register.models import Contact, Organisation, Participation
from dialog.register.operations.participations import take_part
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.register.imports.rows import Row

SKIP, MERGE, ADD = "skip", "merge", "add"
CHUNK = 500


@dataclass(frozen=True)
class Choices:
    """What to do with rows that the register knows: by number or name, or by address only."""

    known: str = SKIP
    address: str = SKIP

    def __post_init__(self) -> None:
        if self.known not in {SKIP, MERGE} or self.address not in {SKIP, MERGE, ADD}:
            raise Refusal(_("Choose what to do with the rows that are in the register already."))

    def of(self, row: Row) -> str:
        return {"known": self.known, "address": self.address}.get(row["status"], ADD)


class Maker:
    """Makes the rows of one preview, in order, and notes on each what became of it."""

    def __init__(self, rows: Sequence[Row], choices: Choices, *, by: Person, now: datetime) -> None:
        self.rows: list[Row] = deepcopy(list(rows))
        self.choices = choices
        self.by = by
        self.now = now
        self.made: dict[int, Organisation] = {}
        self.known = self._known()
        self.parties = self._parties()

    def make_all(self) -> list[Row]:
        """Make every row; returns the rows, each with its `result`: added, contact or skipped."""
        with db.session.no_autoflush:
            for row in self.rows:
                row["result"] = self._make(row)
        db.session.flush()
        return self.rows

    def _make(self, row: Row) -> str:
        if row["same_as"] is not None:
            organisation = self.made.get(row["same_as"])
            if row["status"] == "again" or organisation is None:
                return "skipped"
            return self._add_contact(organisation, row)
        choice = self.choices.of(row)
        if choice == SKIP:
            return "skipped"
        if choice == MERGE:
            organisation = self.made[row["number"]] = self.known[row["organisation_id"]]
            self._join_known(organisation, row)
            return self._add_contact(organisation, row)
        self.made[row["number"]] = self._add_organisation(row)
        return "added"

    def _add_organisation(self, row: Row) -> Organisation:
        organisation = Organisation(
            name=row["name"],
            name_key=names.name_key(row["name"]),
            kind=row["kind"],
            org_number=row["org_number"] or None,
            area=row["area"] or None,
            size=row["size"],
        )
        db.session.add(organisation)
        party = self.parties.get(row.get("party_id") or 0)
        if party is not None:
            db.session.add(
                Participation(
                    process_id=party.process_id,
                    organisation=organisation,
                    party_id=party.id,
                    tags=row["tags"],
                )
            )
        self._add_contact(organisation, row)
        return organisation

    def _add_contact(self, organisation: Organisation, row: Row) -> str:
        """One more contact, unless the organisation has that address or name already."""
        address = names.email_key(row["email"])
        same = any(
            contact.email_key == address
            if address
            else contact.name.casefold() == row["contact"].casefold()
            for contact in organisation.contacts
        )
        if not row["contact"] or same:
            return "skipped"
        db.session.add(
            Contact(
                organisation=organisation,
                name=row["contact"],
                email=row["email"] or None,
                email_key=address or None,
                phone=row["phone"] or None,
                locale=row["locale"],
            )
        )
        return "contact"

    def _join_known(self, organisation: Organisation, row: Row) -> None:
        party = self.parties.get(row.get("party_id") or 0)
        if party is not None and not organisation.is_archived:
            take_part(
                party.process,
                organisation,
                party,
                tags=row["tags"],
                by=self.by,
                now=self.now,
                quietly=True,
            )

    def _known(self) -> dict[int, Organisation]:
        ids = sorted({row["organisation_id"] for row in self.rows if row["organisation_id"]})
        known: dict[int, Organisation] = {}
        for start in range(0, len(ids), CHUNK):
            found = db.session.scalars(
                select(Organisation)
                .where(Organisation.id.in_(ids[start : start + CHUNK]))
                .options(selectinload(Organisation.contacts))
            )
            known |= {organisation.id: organisation for organisation in found}
        return known

    def _parties(self) -> dict[int, Party]:
        ids = {row["party_id"] for row in self.rows if row.get("party_id")}
        found = db.session.scalars(select(Party).where(Party.id.in_(ids))) if ids else ()
        return {party.id: party for party in found}
