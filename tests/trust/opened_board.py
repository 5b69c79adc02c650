"""Fills an empty database with one open board and says how its projector is reached.

Started as a program of its own by test_serving, with the settings of the server it prepares.
"""

from __future__ import annotations

import json
import sys

from dialog import create_app, database
from dialog.accounts.operations import sign_in
from dialog.config import read_settings
from dialog.extensions import db
from dialog.web import clock
from dialog.workshop import operations, queries
from tests import people


def main() -> None:
    app = create_app(read_settings())
    with app.app_context():
        database.begin_as("write")
        ana = people.staff("Ana Lind")
        process = people.dialogue(ana)
        workshop = operations.create_workshop(
            process, "Kväll", question="Vad?", columns=["Allt"], by=ana, now=clock.now()
        )
        activity = queries.activity_of(workshop.id)
        assert activity is not None
        operations.open_board(activity, by=ana, now=clock.now())
        _session, token = sign_in(ana, now=clock.now())
        db.session.commit()
        board = f"/processes/{process.slug}/workshops/{workshop.id}"
        sys.stdout.write(json.dumps({"board": board, "token": token}))


if __name__ == "__main__":
    main()
