"""Work outside requests: the outbox is emptied, and whatever else a room lets be done by itself.

The queue lives in its own file (SQLite) or in the database (PostgreSQL). It only carries hints:
everything that must be done can be found in the database, so a lost queue loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import huey.storage
from flask import current_app
from huey import PostgresHuey, SqliteHuey, crontab

from dialog.config import ConfigurationError
from dialog.database import sqlite

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from huey import Huey

# huey imports the standard library's SQLite; give it ours, which is safe with two connections.
huey.storage.sqlite3 = sqlite

PAST_THE_HOUR = "7"


def make_queue(app: Flask) -> Huey:
    """The queue of this installation."""
    settings = app.config["SETTINGS"]
    if settings.is_sqlite:
        return SqliteHuey(
            "radslag", filename=str(settings.data_dir / "jobs.db"), fsync=True, results=False
        )
    dsn = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    import psycopg

    try:
        return PostgresHuey("radslag", dsn=dsn, results=False)
    except psycopg.Error as error:
        said = str(error).splitlines()[0] if str(error) else "no answer"
        raise ConfigurationError(
            f"RADSLAG_DATABASE_URL: the database does not answer ({said})."
        ) from error


def init_app(app: Flask) -> None:
    """Open the queue. In tests there is none: nothing happens by itself."""
    if not app.testing:
        app.extensions["radslag_queue"] = make_queue(app)


def every_minute(app: Flask, name: str, work: Callable[[], object]) -> None:
    """Do `work` once a minute, inside the application. It reads the clock and commits itself."""
    _register(app, name, work, crontab(minute="*"))


def every_hour(app: Flask, name: str, work: Callable[[], object]) -> None:
    """Do `work` once an hour, inside the application. It reads the clock and commits itself."""
    _register(app, name, work, crontab(minute=PAST_THE_HOUR))


def on_hint(app: Flask, name: str, work: Callable[[], object]) -> None:
    """Do `work` soon after each `hint()`."""
    queue = app.extensions.get("radslag_queue")
    if queue is not None:
        app.extensions["radslag_hint"] = queue.task(name=name)(_inside(app, work))


def hint() -> None:
    """Say that letters wait. Harmless when nobody listens: the minute's round finds them."""
    task: Any = current_app.extensions.get("radslag_hint")
    if task is not None:
        task()


def _register(app: Flask, name: str, work: Callable[[], object], when: Any) -> None:
    queue = app.extensions.get("radslag_queue")
    if queue is not None:
        queue.periodic_task(when, name=name)(_inside(app, work))


def _inside(app: Flask, work: Callable[[], object]) -> Callable[[], None]:
    def job() -> None:
        with app.app_context():
            work()

    return job
