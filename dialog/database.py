"""How transactions begin: reading or writing, on SQLite and on PostgreSQL.

Reading (GET, HEAD) may never write; writing takes the write lock at once, so that what was read
is still true when it is changed. On SQLite, writers in this process queue in order before they
reach the file: left to SQLite's own busy handler, waiting writers starve one another.

What reads one statement only may glance: the statement is a transaction of its own. Beginning and
ending one around it would be three more turns in which other threads take the interpreter.

A connection to SQLite that has read is kept for reading, one that has written for writing: turning
`query_only` on or off makes SQLite forget every statement that the connection has prepared.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Engine, QueuePool, event
from sqlalchemy.util.queue import Empty, Queue

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # pragma: no cover - where the wheel does not exist
    sqlite = sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

__all__ = [
    "GatedConnection",
    "access",
    "begin_as",
    "engine_options",
    "glancing",
    "is_glance",
    "prepare",
    "sqlite",
]

# The write-ahead-log bug mended in 3.51.3 can lose commits when two connections meet.
SAFE_SQLITE = (3, 51, 3)
WAIT_SECONDS = 20.0
SIDE = "side"  # what a connection's `info` says it is for: reading or writing

Access = Literal["glance", "read", "write"]
_access: ContextVar[Access] = ContextVar("access", default="write")


def begin_as(access: Access) -> None:
    """From here on, transactions of this request, command or job begin as `access`."""
    _access.set(access)


@contextmanager
def access(kind: Access) -> Iterator[None]:
    """Transactions begun inside the block begin as `kind`."""
    token = _access.set(kind)
    try:
        yield
    finally:
        _access.reset(token)


def is_glance() -> bool:
    """Whether each statement that is asked now is a transaction of its own."""
    return _access.get() == "glance"


@contextmanager
def glancing(engine: Engine) -> Iterator[Any]:
    """A connection of the driver's own, for one statement that reads. It cannot write."""
    held = engine.raw_connection()
    raw: Any = held.dbapi_connection
    try:
        if engine.dialect.name == "sqlite":
            _turn(held.info, raw, "read")
            yield raw
        else:
            raw.read_only = True
            yield raw
            raw.rollback()
            raw.read_only = None
    except BaseException:
        held.invalidate()
        raise
    finally:
        held.close()


def side_of(kind: Access) -> str:
    """Which of the two kinds of connection serves `kind`."""
    return "write" if kind == "write" else "read"


class Gate:
    """First come, first served: one writer at a time, in the order they asked."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._queue: deque[threading.Lock] = deque()
        self._taken = False

    def enter(self, timeout: float = WAIT_SECONDS) -> None:
        """Wait for the turn. Raises TimeoutError after `timeout` seconds."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            # A bare lock, held until the turn comes: an Event costs ten times as much.
            turn = threading.Lock()
            turn.acquire()
            self._queue.append(turn)
        if turn.acquire(timeout=timeout):
            return
        with self._mutex:
            if turn in self._queue:
                self._queue.remove(turn)
                raise TimeoutError("The database did not answer in time.")

    def leave(self) -> None:
        with self._mutex:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._taken = False


class GatedConnection(sqlite.Connection):  # type: ignore[misc]
    """A connection that gives the gate back when its transaction is over, however it ended."""

    gate: Gate | None = None

    def commit(self) -> None:
        try:
            if self.in_transaction:
                self.execute("COMMIT")  # a statement it keeps prepared, unlike its own commit()
        finally:
            # A failed COMMIT leaves the transaction open; the rollback that follows opens the gate.
            if not self.in_transaction:
                self.leave_gate()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.leave_gate()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.leave_gate()

    def leave_gate(self) -> None:
        gate, self.gate = self.gate, None
        if gate is not None:
            gate.leave()


class SidedQueue(Queue[Any]):
    """Idle connections: hands out the one used last by whoever wanted the same, reading or writing.

    There is none: Empty, so that the pool makes one more; when it may not, any connection will do.
    """

    any_will_do = False

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        if self.any_will_do:
            return super().get(block, timeout)
        wanted = side_of(_access.get())
        with self.mutex:
            for place in reversed(range(len(self.queue))):
                if self.queue[place].info.get(SIDE) == wanted:
                    found = self.queue[place]
                    del self.queue[place]
                    return found
        if not block:
            raise Empty
        return super().get(block, timeout)


class SidedPool(QueuePool):
    """A pool of connections for reading and of connections for writing."""

    _queue_class = SidedQueue
    _pool: SidedQueue

    def dispose(self) -> None:
        """Close all that are idle, of both sides."""
        self._pool.any_will_do = True
        super().dispose()


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """Options for `create_engine` that suit `url` and a process of `threads` threads."""
    if url.startswith("sqlite"):
        return {
            "module": sqlite,
            "connect_args": {
                "factory": GatedConnection,
                "timeout": WAIT_SECONDS,
                "cached_statements": 512,
            },
            "poolclass": SidedPool,
            "pool_size": threads,
            "max_overflow": threads,
        }
    # Streams hold no connection, so far fewer than threads will do; PostgreSQL allows 100 as it comes.
    return {"pool_size": min(threads, 40), "max_overflow": 10, "pool_pre_ping": True}


def prepare(engine: Engine) -> None:
    """Teach `engine` how its transactions begin. Once per engine, before its first connection."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _prepare_sqlite(engine: Engine) -> None:
    gate = Gate()

    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "trusted_schema=OFF",
            f"busy_timeout={int(WAIT_SECONDS * 1000)}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        kind = _access.get()
        if kind != "write":
            _turn(connection.info, raw, "read")
            if kind == "read":
                raw.execute("BEGIN")
            return
        gate.enter()
        if isinstance(raw, GatedConnection):
            raw.gate = gate
        try:
            _turn(connection.info, raw, "write")
            raw.execute("BEGIN IMMEDIATE")
        except BaseException:
            if isinstance(raw, GatedConnection):
                raw.leave_gate()
            raise

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def _turn(info: dict[str, Any], raw: Any, side: str) -> None:
    if info.get(SIDE) != side:
        raw.execute(f"PRAGMA query_only={'ON' if side == 'read' else 'OFF'}")
        info[SIDE] = side


def _begin_postgresql(connection: Connection) -> None:
    if _access.get() != "write":
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
