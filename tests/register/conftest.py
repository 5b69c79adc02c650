"""A small register, and files as Swedish Excel writes them."""

from __future__ import annotations

import io
import uuid
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from dialog.extensions import db
from dialog.register.operations import add_contact, add_organisation
from tests.people import NOW

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.register.models import Organisation

HEADING = "Namn;Organisationsnummer;Slag;Område;Kontaktperson;E-post;Telefon;Storlek"
NUMBERS = {"byalag": "802429-1968", "hembygd": "802400-6242", "gille": "802487-6131"}


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def upload(visit, data, name="lista.csv", **fields):
    form = {"file": (io.BytesIO(data), name), "dialogue": "", "client_id": str(uuid.uuid4())}
    return visit.post("/register/imports/new", form | fields, content_type="multipart/form-data")


def csv_of(*lines, encoding="utf-8-sig", heading=HEADING):
    return "\r\n".join([heading, *lines]).encode(encoding)


@pytest.fixture
def byalag(ana: Person) -> Organisation:
    """Norröns byalag, with a chair who has an address."""
    organisation = add_organisation(
        "Norröns byalag",
        "association",
        org_number=NUMBERS["byalag"],
        area="community",
        by=ana,
        now=NOW,
    )
    add_contact(organisation, "Torsten Edvall", email="torsten@byalag.example", by=ana, now=NOW)
    db.session.commit()
    return organisation


@pytest.fixture
def network(ana: Person) -> Organisation:
    """A loose network without a number and without a contact."""
    organisation = add_organisation("Ödegårdens vänner", "network", by=ana, now=NOW)
    db.session.commit()
    return organisation
