"""A focus group and a workshop to be invited to, and three associations that take part."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import current_app

from dialog import tokens
from dialog.extensions import db
from dialog.invitations.operations import invite
from dialog.mail.models import Letter
from dialog.process.models import PartyKind, StageKind
from dialog.process.operations import add_occasion
from dialog.register.operations import add_contact, add_organisation, take_part
from tests.people import NOW, party

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.invitations.models import Invitation
    from dialog.process.models import Occasion, Process
    from dialog.register.models import Organisation


def token_of(invitation: Invitation) -> str:
    return tokens.derive("invitation", invitation.id, invitation.generation)


def path_of(occasion: Occasion) -> str:
    return f"/processes/{occasion.process.slug}/occasions/{occasion.id}/invitations"


def letters(template: str = "") -> list[Letter]:
    rows = db.session.query(Letter).order_by(Letter.id).all()
    return [row for row in rows if not template or row.template == template]


def base() -> str:
    return str(current_app.config["SETTINGS"].base_url)


@pytest.fixture
def group(dialogue: Process) -> Occasion:
    """A conversation in a week, that has no page of its own: the invited say yes or no."""
    occasion, _new = add_occasion(
        dialogue,
        StageKind.WORKSHOP,
        "meeting",
        "Samtal om lokaler",
        starts_at=NOW + timedelta(days=7),
        ends_at=NOW + timedelta(days=7, hours=2),
        place="Hembygdsgården",
    )
    db.session.commit()
    return occasion


@pytest.fixture
def associations(dialogue: Process, ana: Person) -> list[Organisation]:
    """Byalaget with two contacts, Gillet with one without e-mail, Vännerna with nobody."""
    side = party(dialogue, PartyKind.ASSOCIATION)
    made = []
    for name, people in (
        ("Byalaget", [("Torsten", "torsten@byalag.example"), ("Märta", "marta@byalag.example")]),
        ("Gillet", [("Ingvar", None)]),
        ("Vännerna", []),
    ):
        organisation = add_organisation(name, "association", by=ana, now=NOW)
        for person, email in people:
            add_contact(organisation, person, email=email, by=ana, now=NOW)
        take_part(dialogue, organisation, side, by=ana, now=NOW)
        made.append(organisation)
    db.session.commit()
    return made


@pytest.fixture
def torsten(group: Occasion, associations: list[Organisation], ana: Person) -> Invitation:
    """Torsten of Byalaget is invited to the group."""
    byalag = associations[0]
    contact = next(one for one in byalag.contacts if one.name == "Torsten")
    side = party(group.process, PartyKind.ASSOCIATION)
    made = invite(group, contact, side, by=ana, now=NOW)
    db.session.commit()
    return made


@pytest.fixture
def stranger(group: Occasion, dialogue: Process, ana: Person) -> Invitation:
    """Somebody of another association, invited to the same."""
    other = add_organisation("Roddarna", "association", by=ana, now=NOW)
    contact = add_contact(other, "Stina", email="stina@roddarna.example", by=ana, now=NOW)
    made = invite(group, contact, party(dialogue, PartyKind.ASSOCIATION), by=ana, now=NOW)
    db.session.commit()
    return made
