"""How every migration is run: keys off, triggers off, migrate, check, triggers on; or nothing.

SQLite can change most things in a table only by building it anew. With foreign keys on, dropping
the old table would strike what points at it, and its triggers are lost without a word. So this is
done here, once, for all migrations and on both engines, in one transaction.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from alembic import context
from sqlalchemy import create_engine

from dialog.database import access, engine_options, prepare
from dialog.extensions import Moment
from dialog.rules import create_triggers, drop_triggers
from dialog.schema import import_models

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

# Two programs that start at the same time migrate one after the other.
LOCK = 0x52414453


def migrate() -> None:
    given: Engine | None = context.config.attributes.get("engine")
    engine = given or engine_from_environment()
    try:
        with (
            access("write"),
            engine.connect() as connection,
            keys_off(connection),
            connection.begin(),
        ):
            move(connection)
    finally:
        if given is None:
            engine.dispose()


def move(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    drop_triggers(connection)
    context.configure(
        connection=connection,
        target_metadata=import_models(),
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render,
    )
    context.run_migrations()
    refuse_broken_keys(connection)
    create_triggers(connection)


def render(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Our own types, in plain words: a migration must read the same when they have changed."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def keys_off(connection: Connection) -> Iterator[None]:
    """Foreign keys off, on SQLite. Said to the driver itself: inside BEGIN it would do nothing."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    (before,) = raw.execute("PRAGMA foreign_keys").fetchone()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA foreign_keys={before}")


def refuse_broken_keys(connection: Connection) -> None:
    """Raise RuntimeError, and so undo everything, when a row points at one that is not there."""
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() != 0:
        raise RuntimeError("Foreign keys are on: the migration was begun inside a transaction.")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"The migration would leave broken references: {broken[:5]}")


def engine_from_environment() -> Engine:
    url = os.environ["RADSLAG_DATABASE_URL"]
    engine = create_engine(url, **engine_options(url, threads=1))
    prepare(engine)
    return engine


migrate()
