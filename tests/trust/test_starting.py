"""G1, G4, G5, G13: the service does not start where what it acknowledges could be lost."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from dialog import schema
from dialog.config import ConfigurationError
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.overview import commands, doctors, serving
from tests.stores import ENGINE
from tests.web.test_command_line import flask

only_sqlite = pytest.mark.skipif(ENGINE != "sqlite", reason="SQLite's own settings")
only_postgresql = pytest.mark.skipif(ENGINE == "sqlite", reason="PostgreSQL's own settings")


def start(app) -> list[str]:
    db.session.rollback()
    return doctors.may_start(app.config["SETTINGS"])


def test_it_starts_when_all_is_well(app):
    assert start(app) == []


@only_sqlite
def test_it_does_not_start_when_commits_need_not_reach_the_disk(app):
    """G1: whatever set it so, it is asked from a connection as the pages use them."""

    def careless(connection, _record) -> None:
        connection.cursor().execute("PRAGMA synchronous=NORMAL")

    event.listen(db.engine, "connect", careless)
    db.engine.dispose()
    try:
        with pytest.raises(Refusal, match=r"could be lost: .*synchronous=1"):
            start(app)
    finally:
        event.remove(db.engine, "connect", careless)


@only_postgresql
def test_it_does_not_start_when_postgresql_does_not_wait_for_the_disk(app):
    """G5: set so for this database alone, as somebody in a hurry might."""
    name = db.engine.url.database
    db.session.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    db.session.commit()
    db.engine.dispose()
    with pytest.raises(Refusal, match="could be lost: PostgreSQL synchronous_commit = off"):
        start(app)


@only_postgresql
@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_each_of_postgresqls_three_settings_is_asked(app, setting):
    assert f"PostgreSQL {setting} = on" in [
        finding.text for finding in doctors.examine(app.config["SETTINGS"])
    ]


@only_sqlite
def test_it_warns_aloud_of_a_library_that_can_lose_commits(app, monkeypatch, capsys):
    """G4: where there is no wheel of ours, SQLite may be older; it says so at every start."""

    class Library:
        sqlite_version = "3.40.1"

    monkeypatch.setattr(doctors, "sqlite", Library)
    db.session.rollback()
    commands._warn_before_start()
    told = capsys.readouterr().err
    assert "WARNING: SQLite 3.40.1: 3.51.3 or later is needed." in told
    assert "lost" in told


@pytest.mark.parametrize(
    ("revision", "words"), [("9999", "newer than this version"), (None, "flask db upgrade")]
)
def test_it_does_not_start_on_a_database_of_another_version(app, revision, words):
    """G13."""
    db.session.execute(text("DELETE FROM alembic_version"))
    if revision:
        db.session.execute(
            text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision}
        )
    db.session.commit()
    with pytest.raises(Refusal, match=words):
        start(app)


@only_sqlite
def test_a_second_web_process_on_sqlite_does_not_start(app):
    """Each knows only its own writers and screens; PostgreSQL lets them know of each other."""
    settings = app.config["SETTINGS"]
    serving.hold_alone(settings)
    with pytest.raises(ConfigurationError, match="SQLite takes one"):
        serving.hold_alone(settings, patience=0)
    serving.hold_alone(replace(settings, database_url="postgresql+psycopg://127.0.0.1/test"))
    serving.let_go()
    serving.hold_alone(settings, patience=0)
    serving.let_go()


def test_it_does_not_start_on_a_port_that_is_taken(app):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Refusal, match=f"{bind} cannot be used"):
            serving.refuse_a_taken_port(bind)
    serving.refuse_a_taken_port(bind)


@pytest.mark.parametrize("command", [("serve",), ("db", "upgrade")])
def test_each_way_to_start_refuses_a_newer_database_in_one_sentence(app, command):
    """G13: as the commands are run."""
    db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    db.session.commit()
    settings = app.config["SETTINGS"]
    done = flask(settings.data_dir, *command, RADSLAG_DATABASE_URL=settings.database_url)
    assert done.returncode == 1
    assert f"newer than this version, which knows {schema.head()}" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
