"""The shape of the database: how it is migrated, and whether it is as the models say."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, Table, inspect

from dialog.config import ROOT
from dialog.database import access
from dialog.extensions import db
from dialog.rules import TRIGGERS, triggers_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import MetaData
    from sqlalchemy.engine import Inspector

MIGRATIONS = ROOT / "migrations"

# The rooms that have tables, lowest first. A foreign key points up this list or stays in its room.
ROOMS = (
    "live",
    "mail",
    "journal",
    "accounts",
    "process",
    "disclosure",
    "register",
    "invitations",
    "contributions",
    "survey",
    "focusgroup",
    "workshop",
    "synthesis",
    "proposals",
    "report",
)


def import_models() -> MetaData:
    """Make every table known, and return them all."""
    for room in ROOMS:
        import_module(f"dialog.{room}.models")
    return db.metadata


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`: all of it or, when something fails, nothing."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    command.downgrade(_config(engine), revision)


def write_revision(engine: Engine, message: str) -> str:
    """Write the next migration from what models and database differ in; to be read and cleaned.

    `engine` is a database at head. Returns the new revision, which is also put in migrations/HEAD.
    """
    revision = f"{int(head()) + 1:04}"
    command.revision(_config(engine), message, autogenerate=True, rev_id=revision)
    (MIGRATIONS / "HEAD").write_text(f"{revision}\n")
    return revision


def head() -> str:
    """The revision this program is written for."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise RuntimeError("There are no migrations in migrations/versions.")
    return revision


def current(engine: Engine) -> str | None:
    """The revision the database is at; None for an empty one."""
    with access("read"), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_newer(revision: str | None) -> bool:
    """Whether a database is at a revision that only a later version of this program knows."""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    return revision is not None and revision not in known


def differences(engine: Engine) -> list[str]:
    """Every way in which the database is not as models and rules say, each in one line."""
    metadata = import_models()
    with access("read"), engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"target_metadata": metadata, "compare_type": True}
        )
        found = [str(difference) for difference in compare_metadata(context, metadata)]
        inspector = inspect(connection)
        there = set(inspector.get_table_names())
        for table in metadata.sorted_tables:
            if table.name in there:
                found += _checks(table, inspector)
                found += _partial_indexes(table, inspector)
                found += _storage(table, connection)
        found += _lists("trigger", set(TRIGGERS), triggers_in(connection))
    return found


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["engine"] = engine
    return config


def _checks(table: Table, inspector: Inspector) -> Iterator[str]:
    wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
    there = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
    return _lists("check", wanted, there)


def _partial_indexes(table: Table, inspector: Inspector) -> Iterator[str]:
    """Alembic compares an index by its columns, not by the rows it is about."""
    dialect = inspector.dialect.name
    wanted = {
        f"{index.name} where {_plain(index.dialect_options[dialect]['where'])}"
        for index in table.indexes
        if index.dialect_options[dialect]["where"] is not None
    }
    there = {
        f"{index['name']} where {_plain(index['dialect_options'][f'{dialect}_where'])}"
        for index in inspector.get_indexes(table.name)
        if f"{dialect}_where" in index.get("dialect_options", {})
    }
    return _lists("partial index", wanted, there)


def _storage(table: Table, connection: Connection) -> Iterator[str]:
    """On SQLite: no hidden order of rows, and no number given out twice, where it matters."""
    if connection.dialect.name != "sqlite":
        return
    statement = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table.name,)
    ).scalar_one()
    options = table.dialect_options["sqlite"]
    if (options["with_rowid"] is False) != ("WITHOUT ROWID" in statement):
        yield f"storage of {table.name}: with or without rowid"
    if bool(options["autoincrement"]) != ("AUTOINCREMENT" in statement):
        yield f"storage of {table.name}: autoincrement"


def _plain(condition: Any) -> str:
    return re.sub(r"[\s()]+", " ", str(condition)).strip()


def _lists(kind: str, wanted: set[str], there: set[str]) -> Iterator[str]:
    for name in sorted(wanted - there):
        yield f"{kind} missing: {name}"
    for name in sorted(there - wanted):
        yield f"{kind} unknown: {name}"
