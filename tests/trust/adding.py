"""Reads a number, adds one and writes it, again and again, with an engine as the product makes it.

`python -m tests.trust.adding URL NUMBER PROCESSES TIMES`: each process has an engine of its own.
"""

from __future__ import annotations

import os
import sys

from sqlalchemy import create_engine, text

from dialog import database


def add(url: str, number: int, times: int) -> None:
    engine = create_engine(url, **database.engine_options(url, 1))
    database.prepare(engine)
    locked = "" if engine.dialect.name == "sqlite" else " FOR UPDATE"
    read = text(f"SELECT version FROM process WHERE id = :id{locked}")
    write = text("UPDATE process SET version = :version WHERE id = :id")
    for _ in range(times):
        with engine.begin() as connection:
            seen = connection.execute(read, {"id": number}).scalar_one()
            connection.execute(write, {"version": seen + 1, "id": number})
    engine.dispose()


def main(url: str, number: str, processes: str, times: str) -> None:
    children = []
    for _ in range(int(processes)):
        child = os.fork()
        if child == 0:
            add(url, int(number), int(times))
            os._exit(0)
        children.append(child)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    sys.exit(int(any(ends)))


if __name__ == "__main__":
    main(*sys.argv[1:])
