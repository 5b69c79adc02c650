"""G1, G3–G5: what was acknowledged stays, nobody's update is lost, and a reading never writes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest
from sqlalchemy import create_engine, select, text, update
from sqlalchemy.exc import DBAPIError

from dialog import database
from dialog.config import ROOT
from dialog.extensions import db
from dialog.overview import doctors
from dialog.process.models import Process
from tests.stores import ENGINE

if TYPE_CHECKING:
    from flask import Flask

THREADS, TIMES = 8, 25
only_sqlite = pytest.mark.skipif(ENGINE != "sqlite", reason="SQLite's own settings")


@only_sqlite
def test_every_connection_of_the_engine_is_careful(app):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    db.session.rollback()
    held = [db.engine.raw_connection() for _ in range(4)]
    for connection in held:
        for pragma, value in wanted.items():
            assert connection.cursor().execute(f"PRAGMA {pragma}").fetchone() == (value,)
        assert connection.cursor().execute("PRAGMA busy_timeout").fetchone()[0] >= 5000
    for connection in held:
        connection.close()


def test_the_library_under_the_engine_is_safe(app):
    assert tuple(map(int, database.sqlite.sqlite_version.split("."))) >= (3, 51, 3)


@pytest.mark.parametrize(
    ("version", "well"), [("3.40.1", False), ("3.51.2", False), ("3.53.0", True)]
)
@only_sqlite
def test_the_doctor_refuses_a_library_that_can_lose_what_was_saved(app, monkeypatch, version, well):
    class Library:
        sqlite_version = version

    monkeypatch.setattr(doctors, "sqlite", Library)
    first = doctors.examine(app.config["SETTINGS"])[0]
    assert first.well is well
    assert version in first.text
    assert ("3.51.3" in first.text) is not well


def test_the_doctor_looks_at_how_commits_reach_the_disk(app):
    findings = {one.text: one.well for one in doctors.examine(app.config["SETTINGS"])}
    if ENGINE == "sqlite":
        assert findings["every commit is written to disk (synchronous=2)"]
    else:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            assert findings[f"PostgreSQL {name} = on"]


def test_of_two_hundred_at_once_no_update_is_lost(app: Flask, dialogue: Process):
    """Read, think, write: eight at once, twenty-five times each."""
    number, begun = dialogue.id, dialogue.version
    db.session.commit()
    faults: list[BaseException] = []

    def add_one() -> None:
        locked = select(Process.version).where(Process.id == number).with_for_update()
        for _ in range(TIMES):
            with app.app_context():
                try:
                    seen = db.session.execute(locked).scalar_one()
                    db.session.execute(
                        update(Process).where(Process.id == number).values(version=seen + 1)
                    )
                    db.session.commit()
                except BaseException as fault:
                    faults.append(fault)

    threads = [threading.Thread(target=add_one) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
    db.session.expire_all()
    assert db.session.get_one(Process, number).version == begun + THREADS * TIMES


def test_of_eight_hundred_by_eight_processes_none_is_lost(app: Flask, dialogue: Process):
    """G3: nothing that lives inside one process may be what keeps them apart."""
    number, begun = dialogue.id, dialogue.version
    db.session.commit()
    command = [sys.executable, "-m", "tests.trust.adding", app.config["SETTINGS"].database_url]
    command += [str(number), str(THREADS), "100"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    db.session.expire_all()
    assert db.session.get_one(Process, number).version == begun + THREADS * 100


def test_a_reading_transaction_cannot_write(app, dialogue):
    title, number = dialogue.title, dialogue.id
    db.session.commit()
    with database.access("read"):
        statement = update(Process).where(Process.id == number).values(title="Skrivet vid läsning")
        with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
            db.session.execute(statement)
        db.session.rollback()
    assert db.session.get_one(Process, number).title == title


def test_after_a_reading_the_same_connection_writes_again(app, dialogue):
    db.session.commit()
    for _ in range(3):
        with database.access("read"):
            db.session.execute(text("SELECT 1"))
            db.session.rollback()
        dialogue.title += "!"
        db.session.commit()
    assert dialogue.title.endswith("!!!")


class Platter:
    """What would be left of each file if the power went: the bytes as of its latest sync."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def after_the_cut(self, folder: Path) -> Path:
        """The files as they are found when the power is back."""
        folder.mkdir()
        for name, content in self.kept.items():
            (folder / Path(name).name).write_bytes(content)
        return folder


def files_on(platter: Platter, name: str) -> apsw.VFS:
    class File(apsw.VFSFile):
        def __init__(self, path, flags) -> None:
            self.path = path.filename() if isinstance(path, apsw.URIFilename) else path
            super().__init__("", path, flags)

        def xSync(self, flags) -> None:
            super().xSync(flags)
            if self.path:
                platter.kept[self.path] = Path(self.path).read_bytes()

    class Disk(apsw.VFS):
        def __init__(self) -> None:
            super().__init__(name, "")

        def xOpen(self, path, flags) -> File:
            return File(path, flags)

        def xDelete(self, path, sync) -> None:
            super().xDelete(path, sync)
            platter.kept.pop(path, None)

    return Disk()


def pragmas_of_the_engine(folder: Path) -> dict[str, object]:
    """How the product's own engine sets a connection, asked from one."""
    url = f"sqlite:///{folder / 'asked.db'}"
    engine = create_engine(url, **database.engine_options(url, 1))
    database.prepare(engine)
    connection = engine.raw_connection()
    names = ("journal_mode", "synchronous", "secure_delete")
    found = {name: connection.cursor().execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    connection.close()
    engine.dispose()
    return found


@only_sqlite
@pytest.mark.parametrize("commits", [10, 200, 1500])
def test_when_the_power_goes_everything_acknowledged_is_there(tmp_path, commits):
    acknowledged, found, sound = power_cut(tmp_path, commits, pragmas_of_the_engine(tmp_path))
    assert (found, sound) == (acknowledged, "ok")


@only_sqlite
def test_the_cut_would_show_a_careless_setting(tmp_path):
    """The same cut with synchronous=NORMAL loses commits: the test above can fail."""
    careless = pragmas_of_the_engine(tmp_path) | {"synchronous": 1}
    acknowledged, found, _sound = power_cut(tmp_path, 200, careless)
    assert found < acknowledged


def power_cut(folder: Path, commits: int, pragmas: dict[str, object]) -> tuple[int, int, str]:
    """(commits acknowledged, rows found after the cut, what the integrity check says)."""
    platter = Platter()
    name = f"platter-{commits}-{pragmas['synchronous']}"
    disk = files_on(platter, name)
    connection = apsw.Connection(str(folder / "answers.db"), vfs=name)
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name}={value}")
    connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for _ in range(commits):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO answer (text) VALUES (?)", ("x" * 200,))
        connection.execute("COMMIT")
    left = platter.after_the_cut(folder / "after")
    connection.close()
    disk.unregister()
    again = sqlite3.connect(left / "answers.db")
    found = again.execute("SELECT count(*) FROM answer").fetchone()[0]
    sound = again.execute("PRAGMA integrity_check").fetchone()[0]
    again.close()
    return commits, found, sound
