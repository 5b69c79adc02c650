"""Add, edit, archive an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.register import names, words
from dialog.register.models import Organisation, OrganisationKind
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.errors import Shown


def add_organisation(
    name: str,
    kind: str,
    *,
    org_number: str | None = None,
    area: str | None = None,
    size: int | None = None,
    client_id: str | None = None,
    by: Person | None,
    now: datetime,
    quietly: bool = False,
) -> Organisation:
    """A new organisation. The same client id again is the same organisation.

    Refuses a number that is not one, or that another organisation has. `quietly`: no journal line,
    because the act it is part of writes one.
    """
    if client_id:
        known = db.session.scalars(
            select(Organisation).where(Organisation.client_id == client_id)
        ).first()
        if known is not None:
            return known
    organisation = Organisation(
        name=name,
        name_key=names.name_key(name),
        kind=OrganisationKind(kind).value,
        org_number=checked_number(org_number, kind),
        area=area or None,
        size=size,
        client_id=client_id,
    )
    db.session.add(organisation)
    db.session.flush()
    if not quietly:
        journal.record("organisation.added", by=by, about=organisation, now=now, name=name)
    return organisation


def checked_number(text: str | None, kind: str, *, own_id: int | None = None) -> str | None:
    """The ten digits of `text`, None when empty.

    Refuses a wrong number and one that is taken. Units of one municipality share its number.
    """
    if not text or not text.strip():
        return None
    complaint = words.org_number_complaint(text)
    if complaint:
        raise Refusal(complaint)
    digits = names.org_digits(text)
    if kind == OrganisationKind.MUNICIPAL_UNIT:
        return digits
    taken = db.session.scalars(
        select(Organisation).where(
            Organisation.org_number == digits,
            Organisation.merged_into_id.is_(None),
            Organisation.kind != OrganisationKind.MUNICIPAL_UNIT.value,
            Organisation.id != (own_id or 0),
        )
    ).first()
    if taken is not None:
        raise Refusal(_("%(name)s already has that organisation number", name=taken.name))
    return digits


def edit_organisation(
    organisation: Organisation,
    *,
    name: str,
    kind: str,
    org_number: str | None,
    area: str | None,
    size: int | None,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """Change what is known about an organisation. Stale when somebody else was first."""
    lock_organisation(organisation)
    if organisation.version != version:
        raise Stale(
            _(
                "Somebody else changed the organisation while you were writing. "
                "Choose what is to stand."
            ),
            theirs=_as_texts(
                organisation.name,
                organisation.kind,
                names.written(organisation.org_number),
                organisation.area,
                organisation.size,
            ),
            mine=_as_texts(
                name, kind, names.written(names.org_digits(org_number or "")), area, size
            ),
            drawn_now={"version": organisation.version},
        )
    organisation.org_number = checked_number(org_number, kind, own_id=organisation.id)
    organisation.name = name
    organisation.name_key = names.name_key(name)
    organisation.kind = OrganisationKind(kind).value
    organisation.area = area or None
    organisation.size = size
    organisation.version += 1
    journal.record("organisation.edited", by=by, about=organisation, now=now, name=name)


def _as_texts(
    name: str, kind: str, number: str, area: str | None, size: int | None
) -> dict[str, Shown]:
    return {
        _("Name"): name,
        _("Kind"): words.kind_name(kind),
        _("Organisation number"): number,
        _("Area"): words.area_name(area),
        _("Number of members"): size,
    }


def archive(organisation: Organisation, *, by: Person, now: datetime) -> None:
    """Out of use: no longer offered to dialogues. What it took part in stays."""
    lock_organisation(organisation)
    if organisation.is_archived:
        raise Refusal(_("The organisation is already archived."))
    organisation.archived_at = now
    organisation.version += 1
    journal.record(
        "organisation.archived", by=by, about=organisation, now=now, name=organisation.name
    )


def unarchive(organisation: Organisation, *, by: Person, now: datetime) -> None:
    lock_organisation(organisation)
    if not organisation.is_archived:
        raise Refusal(_("The organisation is already in use."))
    if organisation.merged_into is not None:
        raise Refusal(
            _("It was merged into %(name)s and lives on there.", name=organisation.merged_into.name)
        )
    organisation.archived_at = None
    organisation.version += 1
    journal.record(
        "organisation.unarchived", by=by, about=organisation, now=now, name=organisation.name
    )


def lock_organisation(organisation: Organisation) -> None:
    """Hold the row until commit, so that what was checked is still true when written."""
    db.session.execute(
        select(Organisation.id).where(Organisation.id == organisation.id).with_for_update()
    )
    db.session.refresh(organisation)
