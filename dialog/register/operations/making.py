"""Rows of a preview become organisations and contacts, thousands in one go."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.register import names
from dialog.register.models import Contact, Organisation, Participation
from dialog.register.operations.participations import tidy
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialog.process.models import Party
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

    def __init__(self, rows: Sequence[Row], choices: Choices, parties: Mapping[int, Party]) -> None:
        self.rows: list[Row] = deepcopy(list(rows))
        self.choices = choices
        self.parties = parties
        self.made: dict[int, Organisation] = {}
        self.known = self._known()
        self.parts = self._parts()

    def make_all(self) -> list[Row]:
        """Make every row; returns the rows, each with its `result`: added, contact, joined or
        skipped; and whether its organisation became a participant of the dialogue.
        """
        with db.session.no_autoflush:
            for row in self.rows:
                row["joined"] = False
                row["result"] = self._make(row)
                if row["joined"] and row["result"] == "skipped":
                    row["result"] = "joined"
        db.session.flush()
        return self.rows

    def _make(self, row: Row) -> str:
        if row["same_as"] is not None:
            organisation = self.made.get(row["same_as"])
            if row["status"] == "again" or organisation is None:
                return "skipped"
            return self._add_contact(organisation, row)
        choice = self.choices.of(row)
        if choice == ADD:
            self.made[row["number"]] = self._add_organisation(row)
            return "added"
        organisation = self.known[row["organisation_id"]]
        if choice == MERGE or row["status"] == "known":
            self._join(organisation, row)
        if choice == SKIP:
            return "skipped"
        self.made[row["number"]] = organisation
        return self._add_contact(organisation, row)

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
        self._join(organisation, row)
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

    def _join(self, organisation: Organisation, row: Row) -> None:
        """The organisation takes part on the row's side. Whoever does already is left as it is."""
        party = self.parties.get(row.get("party_id") or 0)
        if party is None or organisation.is_archived:
            return
        part = self.parts.get(organisation.id)
        if part is None:
            part = Participation(process=party.process, organisation=organisation)
            db.session.add(part)
        elif part.left_at is None:
            return
        part.party, part.tags, part.left_at = party, tidy({*(part.tags or ()), *row["tags"]}), None
        row["joined"] = True
        if organisation.id is not None:
            self.parts[organisation.id] = part

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

    def _parts(self) -> dict[int, Participation]:
        """Every part in the dialogue there is or was, by organisation."""
        processes = {party.process_id for party in self.parties.values()}
        found = db.session.scalars(
            select(Participation).where(Participation.process_id.in_(processes))
        )
        return {part.organisation_id: part for part in found}
