"""Work outside requests: the outbox is emptied, on a hint and once a minute anyway.

The queue lives in its own file (SQLite) or in the database (PostgreSQL). It only carries hints:
everything that must be done can be found in the database, so a lost queue loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import huey.storage
from flask import current_app
from huey import PostgresHuey, SqliteHuey, crontab

from dialog.database import sqlite

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from huey import Huey

# huey imports the standard library's SQLite; give it ours, which is safe with two connections.
huey.storage.sqlite3 = sqlite


def make_queue(app: Flask) -> Huey:
    """The queue of this installation."""
    settings = app.config["SETTINGS"]
    if settings.is_sqlite:
        return SqliteHuey(
            "radslag", filename=str(settings.data_dir / "jobs.db"), fsync=True, results=False
        )
    dsn = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    return PostgresHuey("radslag", dsn=dsn, results=False)


def init_app(app: Flask, sweep: Callable[[], int]) -> None:
    """Register the work. `sweep` sends the letters that wait."""
    if app.testing:
        return
    queue = make_queue(app)

    def empty_outbox() -> None:
        with app.app_context():
            sweep()

    app.extensions["radslag_queue"] = queue
    app.extensions["radslag_hint"] = queue.task(name="empty_outbox")(empty_outbox)
    queue.periodic_task(crontab(minute="*"), name="empty_outbox_every_minute")(empty_outbox)


def hint() -> None:
    """Say that letters wait. Harmless when nobody listens: the minute's round finds them."""
    task: Any = current_app.extensions.get("radslag_hint")
    if task is not None:
        task()
