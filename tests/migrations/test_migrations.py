"""The migrated database is what the models say; it goes up and down; all of it or nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text

from dialog import rules, schema
from dialog.config import ROOT

from .conftest import fill
from .rows import NOON, ROWS, row_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

TABLES = schema.import_models().tables
LETTER = TABLES["letter"].insert().values(row_of("letter"))

LATER = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{head}"
def upgrade():
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("contribution", recreate=anew) as table:
        table.add_column(sa.Column("mood", sa.Text(), nullable=False, server_default="calm"))
    {more}
def downgrade():
    pass
"""


def test_the_head_is_written_down():
    assert (ROOT / "migrations" / "HEAD").read_text().strip() == schema.head()


def test_an_empty_database_has_no_revision(empty: Engine):
    assert schema.current(empty) is None


def test_an_empty_database_goes_up_down_and_up(empty: Engine):
    schema.upgrade(empty)
    schema.downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) == {"alembic_version"}
    schema.upgrade(empty)
    assert schema.differences(empty) == []


def test_the_database_is_as_the_models_say(engine: Engine):
    assert schema.current(engine) == schema.head()
    assert schema.differences(engine) == []


def test_up_twice_is_up_once(engine: Engine):
    schema.upgrade(engine)
    assert schema.differences(engine) == []


def test_every_table_has_a_row_in_the_sample(filled: Engine):
    assert {table for table, _row in ROWS} == set(TABLES)
    with filled.connect() as connection:
        for name in TABLES:
            assert count(connection, name) >= 1, name


def test_up_down_up_with_rows_in_every_table(filled: Engine):
    schema.downgrade(filled, "base")
    assert set(inspect(filled).get_table_names()) == {"alembic_version"}
    schema.upgrade(filled)
    assert schema.differences(filled) == []
    fill(filled)


def test_the_clock_comes_and_goes_and_all_else_stays(filled: Engine):
    """0002, down and up again with rows: only what the clock said is gone."""
    before = counts(filled)
    schema.downgrade(filled, "0001")
    assert "clock_turn" not in inspect(filled).get_table_names()
    schema.upgrade(filled)
    assert schema.differences(filled) == []
    assert counts(filled) == before | {"clock_turn": 0}


def test_which_notice_was_read_is_filled_in_for_what_was_sent_before(filled: Engine):
    """0003, down and up again with rows: all that was known is what the survey said."""
    before = counts(filled)
    with filled.begin() as connection:
        connection.execute(text("UPDATE survey SET art13_version = 'earlier'"))
    schema.downgrade(filled, "0002")
    schema.upgrade(filled)
    assert schema.differences(filled) == []
    assert counts(filled) == before
    with filled.connect() as connection:
        said = connection.scalars(text("SELECT art13_version FROM response")).all()
    assert set(said) == {"earlier"}


def test_a_letter_that_was_stopped_does_not_leave_after_a_step_back(filled: Engine):
    """0004, down and up again with rows: what was stopped has failed, what came back had left."""
    before = counts(filled)
    kept = {"one": "sent_at", "two": "stopped_at", "three": "claimed_at"}
    with filled.begin() as connection:
        for number, (name, time) in enumerate(kept.items(), start=100):
            connection.execute(LETTER.values(id=number, message_id=name, **{time: NOON}))
        connection.execute(text("UPDATE letter SET returned_at = sent_at WHERE id = 100"))
    schema.downgrade(filled, "0003")
    schema.upgrade(filled)
    assert schema.differences(filled) == []
    assert counts(filled) == before | {"letter": before["letter"] + len(kept)}
    with filled.connect() as connection:
        ends = "SELECT sent_at IS NOT NULL, failed_at IS NOT NULL, claimed_at IS NOT NULL"
        rows = connection.execute(text(f"{ends} FROM letter WHERE id >= 100 ORDER BY id")).all()
    assert [tuple(map(bool, row)) for row in rows] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_a_rebuilt_table_keeps_its_rows_what_points_at_them_and_its_triggers(
    filled: Engine, later: Path
):
    later.write_text(LATER.format(head=schema.head(), more="pass"))
    before = counts(filled)
    schema.upgrade(filled)
    assert counts(filled) == before
    with filled.connect() as connection:
        assert connection.scalar(text("SELECT min(mood) FROM contribution")) == "calm"
        assert rules.triggers_in(connection) == set(rules.TRIGGERS)
    (only,) = schema.differences(filled)
    assert "remove_column" in only
    assert "mood" in only
    assert keys_are_on(filled)


def test_a_migration_may_move_rows_that_nobody_else_may(filled: Engine, later: Path):
    move = "op.execute(\"UPDATE wording SET because = 'moved'\")"
    later.write_text(LATER.format(head=schema.head(), more=move))
    schema.upgrade(filled)
    with filled.connect() as connection:
        assert connection.scalar(text("SELECT because FROM wording WHERE id = 1")) == "moved"


def test_a_migration_that_fails_leaves_everything_as_it_was(filled: Engine, later: Path):
    head = schema.head()
    later.write_text(LATER.format(head=head, more="raise ZeroDivisionError"))
    before = counts(filled)
    with pytest.raises(ZeroDivisionError):
        schema.upgrade(filled)
    assert schema.current(filled) == head
    assert counts(filled) == before
    assert schema.differences(filled) == []
    assert keys_are_on(filled)


def test_a_migration_that_breaks_a_reference_is_refused(filled: Engine, later: Path):
    head = schema.head()
    strike = 'op.execute("DELETE FROM guide_question")'
    later.write_text(LATER.format(head=head, more=strike))
    with pytest.raises(Exception, match=r"broken references|foreign key"):
        schema.upgrade(filled)
    assert schema.current(filled) == head
    with filled.connect() as connection:
        assert count(connection, "guide_question") == 1


def test_two_programs_that_start_at_once_migrate_one_after_the_other(empty_url: str, empty: Engine):
    start = [sys.executable, "-c", "from dialog import schema; schema.upgrade(None)"]
    environment = {"RADSLAG_DATABASE_URL": empty_url, "PATH": "", "PYTHONPATH": str(ROOT)}
    programs = [subprocess.Popen(start, env=environment, cwd=ROOT) for _ in range(2)]
    assert [program.wait(60) for program in programs] == [0, 0]
    assert schema.differences(empty) == []


def test_what_differs_is_named(engine: Engine):
    with engine.begin() as connection:
        on = "" if engine.dialect.name == "sqlite" else " ON wording"
        connection.exec_driver_sql(f"DROP TRIGGER wording_refuses_update{on}")
        connection.exec_driver_sql("DROP INDEX uq_dot_lying")
        connection.exec_driver_sql(
            "CREATE UNIQUE INDEX uq_dot_lying ON dot (activity_id, participant_id, ordinal)"
        )
        connection.exec_driver_sql("ALTER TABLE guide ADD COLUMN mood TEXT")
        connection.exec_driver_sql(
            "ALTER TABLE guide_question ADD COLUMN pace INTEGER CONSTRAINT quick CHECK (pace > 1)"
        )
    found = "\n".join(schema.differences(engine))
    assert "trigger missing: wording_refuses_update" in found
    assert "partial index missing: uq_dot_lying where taken_back_at IS NULL" in found
    assert "mood" in found
    assert "check unknown: quick" in found


def test_the_next_migration_is_written_in_plain_words(engine: Engine, later: Path):
    revision = schema.write_revision(engine, "nothing new")
    (path,) = later.parent.glob(f"{revision}_nothing_new.py")
    assert "dialog" not in path.read_text()
    assert schema.head() == revision
    schema.upgrade(engine)
    assert schema.differences(engine) == []


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for one more migration, in a copy of our own."""
    copy = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", copy)
    return copy / "versions" / "9999_later.py"


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {name: count(connection, name) for name in TABLES}


def count(connection, name: str) -> int:
    return connection.scalar(text(f'SELECT count(*) FROM "{name}"'))


def keys_are_on(engine: Engine) -> bool:
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
