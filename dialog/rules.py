"""What the database itself refuses, beyond what the models can say.

Alembic sees neither triggers nor CHECKs. Triggers are declared here in one list; CHECKs and the
storage of tables stand on the models. `dialog.schema.differences` compares all of it with a
database. Every migration drops the triggers first and makes them again when it is done, because
rebuilding a table on SQLite loses its triggers in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect

if TYPE_CHECKING:
    from sqlalchemy import Connection

# A row of these is written once: never changed, never deleted.
APPEND_ONLY = (
    "event",
    "turn",
    "release",
    "release_cell",
    "sending",
    "reply",
    "wording",
    "standing",
    "lineage",
    "survey_version",
    "clock_turn",
    "proposal_wording",
    "edition",
    "edition_line",
)
ACTS = ("update", "delete")

# The name of a trigger, and the table and act that it refuses.
TRIGGERS: dict[str, tuple[str, str]] = {
    f"{table}_refuses_{act}": (table, act) for table in APPEND_ONLY for act in ACTS
}

SQLITE = """
    CREATE TRIGGER {name} BEFORE {act} ON "{table}"
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
    CREATE TRIGGER {name} BEFORE {act} ON "{table}"
    FOR EACH ROW EXECUTE FUNCTION refuse_append_only()
"""
POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = '23000';
    END $$
"""


def create_triggers(connection: Connection) -> None:
    """Make every trigger whose table exists. Those that are there already stay."""
    tables = set(inspect(connection).get_table_names())
    wanted = {name: on for name, on in TRIGGERS.items() if on[0] in tables}
    is_sqlite = connection.dialect.name == "sqlite"
    if wanted and not is_sqlite:
        connection.exec_driver_sql(POSTGRESQL_FUNCTION)
    template = SQLITE if is_sqlite else POSTGRESQL
    for name in wanted.keys() - triggers_in(connection):
        table, act = wanted[name]
        connection.exec_driver_sql(template.format(name=name, table=table, act=act.upper()))


def drop_triggers(connection: Connection) -> None:
    """Drop every trigger there is, so that a migration may move rows."""
    is_sqlite = connection.dialect.name == "sqlite"
    for name, table in _triggers(connection):
        on = "" if is_sqlite else f' ON "{table}"'
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"{on}')
    if not is_sqlite:
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_append_only()")


def triggers_in(connection: Connection) -> set[str]:
    return {name for name, _table in _triggers(connection)}


def _triggers(connection: Connection) -> list[tuple[str, str]]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    else:
        query = """
            SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
            ORDER BY t.tgname
        """
    return [(name, table) for name, table in connection.exec_driver_sql(query)]
