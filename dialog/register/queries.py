"""Readings of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.extensions import db
from dialog.process.models import Party
from dialog.register import names
from dialog.register.models import Contact, ImportFile, Organisation, Participation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialog.accounts.models import Person
    from dialog.process.models import Process

REACHABLE = and_(
    Contact.email.is_not(None), Contact.bounced_at.is_(None), Contact.stopped_at.is_(None)
)
HAS_CONTACT = exists().where(Contact.organisation_id == Organisation.id)
CONTACTS = (
    select(func.count(Contact.id))
    .where(Contact.organisation_id == Organisation.id)
    .correlate(Organisation)
    .scalar_subquery()
)
# What the list may be sorted by: the word in the address → the expression.
SORTS: dict[str, Any] = {
    "name": Organisation.name_key,
    "kind": Organisation.kind,
    "area": Organisation.area,
    "contacts": CONTACTS,
}
STATES = ("in_use", "no_contact", "archived")


@dataclass(frozen=True)
class Selection:
    """Which organisations are looked at, and in which order."""

    search: str = ""
    kind: str = ""
    area: str = ""
    party_id: int | None = None
    state: str = "in_use"
    sort: str = "name"
    descending: bool = False
    outside_id: int | None = None  # only those that do not take part in this process


def organisations(selection: Selection) -> Select[Organisation]:
    """The organisations of a selection, in its order."""
    column = SORTS.get(selection.sort, Organisation.name_key)
    order = column.desc() if selection.descending else column.asc()
    return (
        _filtered(select(Organisation), selection)
        .order_by(order, Organisation.name_key, Organisation.id)
        .options(
            selectinload(Organisation.contacts),
            selectinload(Organisation.participations).joinedload(Participation.party),
            selectinload(Organisation.participations).joinedload(Participation.process),
        )
    )


def _filtered(statement: Select[Any], selection: Selection) -> Select[Any]:
    if selection.state == "archived":
        statement = statement.where(
            Organisation.archived_at.is_not(None), Organisation.merged_into_id.is_(None)
        )
    else:
        statement = statement.where(Organisation.archived_at.is_(None))
    if selection.state == "no_contact":
        statement = statement.where(~HAS_CONTACT)
    if selection.kind:
        statement = statement.where(Organisation.kind == selection.kind)
    if selection.area:
        statement = statement.where(Organisation.area == selection.area)
    if selection.search:
        statement = statement.where(_matches(selection.search))
    if selection.party_id is not None:
        statement = statement.where(
            _takes_part().where(Participation.party_id == selection.party_id)
        )
    if selection.outside_id is not None:
        statement = statement.where(
            ~_takes_part().where(Participation.process_id == selection.outside_id)
        )
    return statement


def _takes_part() -> Any:
    return exists().where(
        Participation.organisation_id == Organisation.id, Participation.left_at.is_(None)
    )


def _matches(search: str) -> Any:
    by_name = Organisation.name_key.contains(names.name_key(search), autoescape=True)
    digits = names.org_digits(search)
    if len(digits) >= 4:
        return or_(by_name, Organisation.org_number.contains(digits, autoescape=True))
    return by_name


def totals() -> tuple[int, int, int]:
    """How many are in use, how many of them have no contact at all, how many are archived."""
    in_use = Organisation.archived_at.is_(None)
    return (
        _count(in_use),
        _count(in_use & ~HAS_CONTACT),
        _count(~in_use & Organisation.merged_into_id.is_(None)),
    )


def _count(condition: Any) -> int:
    return db.session.scalar(select(func.count(Organisation.id)).where(condition)) or 0


def counts_by(column: Any) -> dict[str, int]:
    """How many in use have each value of `column` (kind or area)."""
    rows = db.session.execute(
        select(column, func.count(Organisation.id))
        .where(Organisation.archived_at.is_(None), column.is_not(None))
        .group_by(column)
    )
    return {str(value): int(number) for value, number in rows}


def organisation(number: int) -> Organisation | None:
    """One organisation with its contacts and its dialogues."""
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.id == number)
        .options(
            selectinload(Organisation.contacts),
            selectinload(Organisation.participations).joinedload(Participation.party),
            selectinload(Organisation.participations).joinedload(Participation.process),
            joinedload(Organisation.merged_into),
        )
    ).first()


def contact(organisation: Organisation, number: int) -> Contact | None:
    """One contact, found through its organisation."""
    return db.session.scalars(
        select(Contact).where(Contact.id == number, Contact.organisation_id == organisation.id)
    ).first()


def same_name(name: str, kind: str) -> Organisation | None:
    """One in use with the same name and kind, however it is spelt."""
    return db.session.scalars(
        select(Organisation).where(
            Organisation.name_key == names.name_key(name),
            Organisation.kind == kind,
            Organisation.archived_at.is_(None),
        )
    ).first()


def alike(organisation: Organisation, search: str) -> Sequence[Organisation]:
    """Others that may be the same: those found by `search`, else those that share a first word."""
    words = names.name_key(search or organisation.name).split()
    text = " ".join(words) if search else (words or [""])[0]
    return db.session.scalars(
        _filtered(select(Organisation), Selection(search=text))
        .where(Organisation.id != organisation.id)
        .order_by(Organisation.name_key)
        .options(selectinload(Organisation.contacts))
        .limit(20)
    ).all()


def participations(process: Process, party: Party | None = None) -> Select[Participation]:
    """Who takes part in `process` now, by name; on one side or on all."""
    statement = (
        select(Participation)
        .join(Organisation, Organisation.id == Participation.organisation_id)
        .where(
            Participation.process_id == process.id,
            Participation.left_at.is_(None),
            Organisation.archived_at.is_(None),
        )
        .order_by(Organisation.name_key, Organisation.id)
        .options(
            joinedload(Participation.party),
            joinedload(Participation.organisation).selectinload(Organisation.contacts),
        )
    )
    return statement if party is None else statement.where(Participation.party_id == party.id)


def participants(process: Process, party: Party | None = None) -> list[Organisation]:
    """The organisations that take part in `process` now, with their contacts, by name."""
    rows = db.session.scalars(participations(process, party))
    return [row.organisation for row in rows]


def participation(process: Process, organisation_id: int) -> Participation | None:
    return db.session.scalars(
        select(Participation)
        .where(
            Participation.process_id == process.id,
            Participation.organisation_id == organisation_id,
        )
        .options(joinedload(Participation.organisation))
    ).first()


def counts_by_party(process: Process) -> dict[int, tuple[int, int]]:
    """Party → how many organisations take part, and how many of them nobody can write to."""
    reachable = exists().where(Contact.organisation_id == Organisation.id, REACHABLE)
    rows = db.session.execute(
        select(
            Participation.party_id,
            func.count(),
            func.count().filter(~reachable),
        )
        .join(Organisation, Organisation.id == Participation.organisation_id)
        .where(
            Participation.process_id == process.id,
            Participation.left_at.is_(None),
            Organisation.archived_at.is_(None),
        )
        .group_by(Participation.party_id)
    )
    return {party_id: (count, silent) for party_id, count, silent in rows}


def tags_in(process: Process) -> list[str]:
    """Every tag in use in `process`."""
    rows = db.session.scalars(
        select(Participation.tags).where(
            Participation.process_id == process.id, Participation.left_at.is_(None)
        )
    )
    return sorted({tag for tags in rows for tag in tags}, key=str.casefold)


def import_file(number: int, person: Person) -> ImportFile | None:
    """A file somebody read in, found through that person."""
    return db.session.scalars(
        select(ImportFile).where(ImportFile.id == number, ImportFile.by_id == person.id)
    ).first()


def parties_of(stored: ImportFile) -> dict[int, Party]:
    """The parties that the rows of a file will stand on, by number; none without a dialogue."""
    numbers = {row["party_id"] for row in stored.rows if row.get("party_id")}
    found = (
        db.session.scalars(
            select(Party).where(Party.id.in_(numbers)).options(joinedload(Party.process))
        )
        if numbers
        else ()
    )
    return {party.id: party for party in found}


def imported_before(sha256: str) -> ImportFile | None:
    """The latest time the same file was read in whole."""
    return db.session.scalars(
        select(ImportFile)
        .where(ImportFile.sha256 == sha256, ImportFile.imported_at.is_not(None))
        .order_by(ImportFile.imported_at.desc())
    ).first()


def contacts_at(address: str) -> list[Contact]:
    """Everybody who is written to at `address`, in whatever organisation."""
    statement = select(Contact).where(Contact.email_key == names.email_key(address))
    return list(db.session.scalars(statement.order_by(Contact.id)))
