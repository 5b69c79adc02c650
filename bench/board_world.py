"""An open workshop with a hundred phones in the room, made by the product's own operations."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from dialog import create_app, database, schema, tokens
from dialog.accounts.models import Person
from dialog.config import read_settings
from dialog.extensions import db
from dialog.live.queries import number_now
from dialog.process import operations as processes
from dialog.process.models import PartyKind, TurnKind
from dialog.web import clock
from dialog.workshop import operations, queries
from dialog.workshop.access import COOKIE, device_hash

if TYPE_CHECKING:
    from pathlib import Path


def build(folder: Path, port: int, phones: int) -> dict[str, object]:
    """The room's number, a column, the number of the latest change, and a cookie for each phone."""
    settings = read_settings({"RADSLAG_DATA_DIR": str(folder), "PORT": str(port)})
    app = create_app(settings, testing=True)
    with app.app_context():
        database.begin_as("write")
        schema.upgrade(db.engine)
        now = clock.now()
        leader = Person(email_key="ana@kommun.example", name="Ana Lind", locale="sv")
        db.session.add(leader)
        db.session.flush()
        process = processes.create(
            "Öar i samtal",
            "Hur ska föreningarna och kommunen arbeta ihop?",
            party_names={PartyKind.ASSOCIATION: "Föreningar", PartyKind.MUNICIPAL: "Kommunen"},
            boards=["Kultur- och fritidsnämnden"],
            by=leader,
            now=now,
        )
        processes.turn(process, TurnKind.STARTED, by=leader, now=now)
        workshop = operations.create_workshop(
            process, "Workshop", question="Vad?", columns=["En", "Två"], by=leader, now=now
        )
        activity = queries.activity_of(workshop.id)
        operations.open_board(activity, by=leader, now=now)
        cookies = []
        for number in range(phones):
            token = tokens.fresh()
            operations.join(
                activity,
                process.parties[number % 2],
                device_hash=device_hash(workshop.id, token),
                chance=random.SystemRandom(),
                now=now,
            )
            cookies.append(f"{COOKIE}={token}")
        db.session.commit()
        world = {
            "number": workshop.id,
            "column": queries.board_of(activity).columns[0].id,
            "after": number_now(activity.channel_id),
            "cookies": cookies,
        }
        db.session.remove()
        db.engine.dispose()
    return world
