"""Which rows are in the register already, and which belong together in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.extensions import db
from dialog.register import names
from dialog.register.imports.taking_part import give_parts
from dialog.register.models import Contact, Organisation, OrganisationKind
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.register.imports.rows import Row

# What a row is: `new`; one more `contact` of an organisation earlier in the file; `again`, a row that
# says nothing new; `known` to the register by number or name; `address`, whose e-mail is known.
STATUSES = ("new", "contact", "again", "known", "address")


class Known:
    """What the register holds, by number, by name and by address."""

    def __init__(self) -> None:
        self.by_number: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        self.by_address: dict[str, int] = {}
        self.names: dict[int, str] = {}
        self.numbers: dict[int, str | None] = {}
        organisations = db.session.execute(
            select(
                Organisation.id,
                Organisation.name,
                Organisation.name_key,
                Organisation.org_number,
                Organisation.kind,
            )
            .where(Organisation.merged_into_id.is_(None))
            .order_by(Organisation.archived_at.is_not(None), Organisation.id)
        )
        for number, name, key, org_number, kind in organisations:
            self.names[number] = name
            self.numbers[number] = org_number
            self.by_name.setdefault(key, number)
            if org_number and kind != OrganisationKind.MUNICIPAL_UNIT:
                self.by_number.setdefault(org_number, number)
        contacts = db.session.execute(
            select(Contact.email_key, Contact.organisation_id)
            .where(Contact.email_key.is_not(None))
            .order_by(Contact.id)
        )
        for address, number in contacts:
            if address and number in self.names:
                self.by_address.setdefault(address, number)

    def find(self, row: Row) -> tuple[int | None, str]:
        """The organisation a row may be, and by what it was found."""
        key = names.name_key(row["name"])
        shares_number = row["kind"] == OrganisationKind.MUNICIPAL_UNIT
        if row["org_number"] and not shares_number and row["org_number"] in self.by_number:
            return self.by_number[row["org_number"]], "number"
        if key in self.by_name:
            found = self.by_name[key]
            other = self.numbers[found]
            if not (row["org_number"] and other and row["org_number"] != other):
                return found, "name"
        address = names.email_key(row["email"])
        if address and address in self.by_address:
            return self.by_address[address], "address"
        return None, ""


def match(rows: list[Row]) -> list[Row]:
    """Give every row its status, the organisation it may be, and its part in the dialogue."""
    known = Known()
    first: dict[str, Row] = {}
    seen: set[tuple[int, str, str]] = set()
    for row in rows:
        row["status"], row["organisation_id"], row["found"], row["same_as"] = "new", None, "", None
        row["same_as_known"] = False
        if row["errors"]:
            continue
        earlier = _earlier(row, first)
        if earlier is not None:
            _belongs_to(row, earlier, seen)
            continue
        _remember(row, first)
        seen.add((row["number"], row["contact"].casefold(), names.email_key(row["email"])))
        found, how = known.find(row)
        if found is not None:
            row["status"] = "address" if how == "address" else "known"
            row["organisation_id"] = found
            row["found"] = known.names[found]
    give_parts(rows)
    return rows


def _keys(row: Row) -> list[str]:
    keys = [f"name {names.name_key(row['name'])}"]
    if row["org_number"] and row["kind"] != OrganisationKind.MUNICIPAL_UNIT:
        keys.insert(0, f"number {row['org_number']}")
    return keys


def _earlier(row: Row, first: dict[str, Row]) -> Row | None:
    for key in _keys(row):
        other = first.get(key)
        if other is None:
            continue
        numbers = {row["org_number"], other["org_number"]} - {""}
        if len(numbers) < 2 or row["kind"] == OrganisationKind.MUNICIPAL_UNIT:
            return other
    return None


def _remember(row: Row, first: dict[str, Row]) -> None:
    for key in _keys(row):
        first.setdefault(key, row)


def _belongs_to(row: Row, earlier: Row, seen: set[tuple[int, str, str]]) -> None:
    row["same_as"] = earlier["number"]
    row["same_as_known"] = earlier["status"] != "new"
    contact = (earlier["number"], row["contact"].casefold(), names.email_key(row["email"]))
    if not row["contact"] or contact in seen:
        row["status"] = "again"
        return
    seen.add(contact)
    row["status"] = "contact"


def sentence(row: Row) -> str:
    """What will become of a row, as a sentence for the preview."""
    if row["errors"]:
        return ""
    if row["status"] == "contact" and row.get("same_as_known"):
        return _(
            "One more contact person for row %(number)s, if you choose to add contact persons",
            number=row["same_as"],
        )
    if row["status"] in {"contact", "again"}:
        texts = {
            "contact": _("One more contact person for row %(number)s", number=row["same_as"]),
            "again": _("The same as row %(number)s; left out", number=row["same_as"]),
        }
        return texts[row["status"]]
    if row["status"] == "known":
        return _("Is already in the register: %(name)s", name=row["found"])
    if row["status"] == "address":
        return _("The e-mail address already belongs to %(name)s", name=row["found"])
    return _("New")
