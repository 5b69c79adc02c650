"""The sample's register: 180 organisations, 84 officials in 14 units, and who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.demo import content
from dialog.register.models import Organisation, OrganisationKind
from dialog.register.operations import add_contact, add_organisation, take_part

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.demo.sample import Sample
    from dialog.process.models import Process

SIZES = {"small": 25, "medium": 120, "large": 600}


def fill(sample: Sample, now: datetime) -> dict[str, list[Organisation]]:
    """The whole register. Returns organisations by the kind of their party."""
    by = sample.people["administrator"]
    found: dict[str, Organisation] = {}
    for row in content.rows("organisations"):
        organisation = add_organisation(
            row["name"],
            row["kind"],
            org_number=row["org_number"] or None,
            area=row["area"],
            size=SIZES.get(row["size"]),
            by=by,
            now=now,
            quietly=True,
        )
        found[row["name"]] = organisation
        if row["contact"]:
            _contact(sample, organisation, row, now)
    for row in content.rows("contacts_extra"):
        _contact(sample, found[row["organisation"]], row, now)
    units: dict[str, Organisation] = {}
    for row in content.rows("officials"):
        if row["unit"] not in units:
            units[row["unit"]] = add_organisation(
                row["unit"],
                OrganisationKind.MUNICIPAL_UNIT.value,
                by=by,
                now=now,
                quietly=True,
            )
        _contact(sample, units[row["unit"]], row, now)
    return {"association": list(found.values()), "municipal": list(units.values())}


def _contact(
    sample: Sample, organisation: Organisation, row: dict[str, str], now: datetime
) -> None:
    add_contact(
        organisation,
        row["contact"],
        email=row["email"] or None,
        phone=row["phone"] or None,
        by=sample.people["administrator"],
        now=now,
    )


def join(
    sample: Sample,
    process: Process,
    organisations: dict[str, list[Organisation]],
    now: datetime,
) -> None:
    """All of them take part in `process`, each with its party."""
    for kind, members in organisations.items():
        party = next(party for party in process.parties if party.kind == kind)
        for organisation in members:
            take_part(process, organisation, party, by=sample.leader, now=now)
