"""G5: PostgreSQL is killed five times while four write; nothing it had acknowledged is gone."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from dialog.database import access, engine_options, prepare
from tests.stores import ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

KILLS, WRITERS, AT_LEAST = 5, 4, 200
TOOLS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
pytestmark = pytest.mark.skipif(
    ENGINE == "sqlite" or TOOLS is None, reason="PostgreSQL's own settings, and tools to start one"
)


class Cluster:
    """A PostgreSQL of our own in a folder. It refuses to run as root, so it does not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.user = "postgres" if os.geteuid() == 0 else None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        if self.user:
            shutil.chown(folder, self.user)
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-locale", "--encoding=UTF8")

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def _run(self, tool: str, *arguments: str) -> None:
        command = [str(TOOLS / tool), "-D", str(self.folder), *arguments]
        subprocess.run(command, user=self.user, cwd="/", check=True, capture_output=True)

    def start(self) -> None:
        command = [str(TOOLS / "postgres"), "-D", str(self.folder), "-p", str(self.port)]
        command += ["-k", str(self.folder), "-c", "listen_addresses=127.0.0.1"]
        self.process = subprocess.Popen(
            command,
            user=self.user,
            cwd="/",
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        answers = [str(TOOLS / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        deadline = time.monotonic() + 60
        while subprocess.run(answers, check=False).returncode:
            assert time.monotonic() < deadline, "PostgreSQL did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """All of its processes at once, in the midst of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    folder = Path("/tmp") / f"radslag-cluster-{os.getpid()}"  # noqa: S108 - postgres must reach it
    folder.mkdir(mode=0o700)
    made = Cluster(folder)
    made.start()
    yield made
    made.kill()
    shutil.rmtree(folder)


@pytest.fixture
def engine(cluster: Cluster) -> Iterator[Engine]:
    """As the product makes it."""
    made = create_engine(cluster.url, **engine_options(cluster.url, threads=WRITERS))
    prepare(made)
    yield made
    made.dispose()


def write(engine: Engine, writer: int, acknowledged: list[tuple[int, int]]) -> None:
    """One row after the other, until the server is gone."""
    statement = text("INSERT INTO said VALUES (:writer, :number)")
    number = sum(who == writer for who, _number in acknowledged)
    try:
        while True:
            number += 1
            with access("write"), engine.begin() as connection:
                connection.execute(statement, {"writer": writer, "number": number})
            acknowledged.append((writer, number))
    except DBAPIError:
        return


def test_what_was_acknowledged_is_there_after_every_kill(cluster, engine):
    with access("write"), engine.begin() as connection:
        connection.execute(text("CREATE TABLE said (writer int, number int)"))
    acknowledged: list[tuple[int, int]] = []
    for kill in range(1, KILLS + 1):
        writers = [
            threading.Thread(target=write, args=(engine, writer, acknowledged))
            for writer in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        deadline = time.monotonic() + 30
        while len(acknowledged) < AT_LEAST * kill and time.monotonic() < deadline:
            time.sleep(0.01)
        cluster.kill()
        for writer in writers:
            writer.join(30)
        cluster.start()
        engine.dispose()
        with access("read"), engine.begin() as connection:
            there = {tuple(row) for row in connection.execute(text("SELECT * FROM said"))}
        assert len(acknowledged) >= AT_LEAST * kill
        assert set(acknowledged) <= there
