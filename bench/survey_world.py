"""A confidential survey of four pages with five questions each, and as many links as are needed.

Made by the product's own operations, in a scratch data directory.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dialog import create_app, database, schema, tokens
from dialog.accounts import operations as accounts
from dialog.accounts.models import Person
from dialog.config import read_settings
from dialog.extensions import db
from dialog.invitations.operations import invite_many
from dialog.invitations.queries import invitations
from dialog.process import operations as processes
from dialog.process.models import PartyKind, TurnKind
from dialog.register.operations import add_contact, add_organisation
from dialog.survey.definition import Definition
from dialog.survey.operations import create_survey, open_survey
from dialog.web import clock

if TYPE_CHECKING:
    from pathlib import Path

    from dialog.invitations.models import Invitation
    from dialog.process.models import Process

PER_ORGANISATION = 20
SCALE = [{"key": f"s{step}", "label": {"sv": f"Steg {step} av fem"}} for step in range(1, 6)]
KINDS = ("single", "multiple", "scale", "number", "long")


def question(page: int, place: int) -> dict[str, object]:
    kind = KINDS[place]
    asked: dict[str, object] = {
        "key": f"p{page}_{kind}",
        "kind": kind,
        "text": {"sv": f"Hur ser ni på fråga {place + 1} av fem på del {page}?"},
        "help": {"sv": "Svara så som det är hos er just nu."},
    }
    if kind in {"single", "multiple", "scale"}:
        asked["options"] = SCALE
    if kind == "long" and page > 1:
        asked["condition"] = f"p{page - 1}_single = 's2'"
    return asked


def definition() -> Definition:
    """Four sections; on each page one question of each common kind, from the second one conditional."""
    sections = [
        {
            "key": f"part_{page}",
            "title": {"sv": f"Del om sak {page}"},
            "questions": [question(page, place) for place in range(5)],
        }
        for page in range(1, 5)
    ]
    return Definition.from_json(
        {"languages": ["sv"], "title": {"sv": "Enkät om samverkan"}, "sections": sections}
    )


def build(folder: Path, port: int, links: int) -> list[str]:
    """Fill the data directory; returns the paths of `links` personal links."""
    settings = read_settings({"RADSLAG_DATA_DIR": str(folder), "PORT": str(port)})
    app = create_app(settings)
    with app.app_context():
        schema.upgrade(db.engine)
        database.begin_as("write")
        paths = [
            f"/i/{tokens.derive('invitation', one.id, one.generation)}"
            for one in _invited(_process(), links)
        ]
        db.session.remove()
        db.engine.dispose()
    return paths


def _process() -> Process:
    now = clock.now() - timedelta(days=30)
    leader = accounts.invite(
        "Ana Lind",
        "ana@kommun.example",
        "ana@kommun.example",
        locale="sv",
        by=None,
        now=now,
        administrator=True,
    )
    process = processes.create(
        "Öar i samtal",
        "Hur ska föreningarna och kommunen arbeta ihop?",
        party_names={PartyKind.ASSOCIATION: "Föreningar", PartyKind.MUNICIPAL: "Kommunen"},
        boards=["Kultur- och fritidsnämnden"],
        by=leader,
        now=now,
    )
    processes.turn(process, TurnKind.STARTED, by=leader, now=now)
    return process


def _invited(process: Process, count: int) -> list[Invitation]:
    now = clock.now()
    leader = db.session.query(Person).one()
    contacts = []
    for number in range(-(-count // PER_ORGANISATION)):
        organisation = add_organisation(f"Förening {number}", "association", by=leader, now=now)
        contacts += [
            add_contact(
                organisation,
                f"Kontakt {number} {n}",
                email=f"k{n}@f{number}.example",
                by=leader,
                now=now,
            )
            for n in range(PER_ORGANISATION)
        ]
    survey = create_survey(
        process,
        "Enkät om samverkan",
        mode="confidential",
        seat_rule="person",
        closes_at=now + timedelta(days=10),
        definition=definition(),
        by=leader,
        now=now,
    )
    party = process.parties[0]
    invite_many(
        survey.occasion,
        [(contact, contact.organisation, party) for contact in contacts],
        by=leader,
        now=now,
    )
    open_survey(survey, by=leader, now=now)
    db.session.commit()
    return list(invitations(survey.occasion))[:count]
