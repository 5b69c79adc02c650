"""Statements that run for every page that anybody turns: compiled once, asked of the driver itself.

A whole hall answers in the same minutes, and the way of SQLAlchemy from a statement to its rows costs
five times what the database needs. A prepared statement is written, typed and bound as any other, and
runs in the transaction of the session; only its way is short. Where a request glances, it runs on a
connection of its own.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError

from dialog import database
from dialog.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Delete, Dialect, Insert, Update
    from sqlalchemy.types import TypeEngine

    Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete
    Change = Callable[[Any], Any]
    Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A statement as one driver takes it: its text, its parameters in order, what changes values."""

    text: str
    names: tuple[str, ...]
    in_order: bool
    fixed: Mapping[str, Any]
    binders: tuple[tuple[str, Change], ...]
    readers: tuple[tuple[int, Change], ...]

    def bound(self, values: Mapping[str, Any]) -> Sequence[Any] | dict[str, Any]:
        """The parameters as the driver takes them. Raises KeyError for one that is missing."""
        merged = {**self.fixed, **values}
        for name, change in self.binders:
            merged[name] = change(merged[name])
        if self.in_order:
            return [merged[name] for name in self.names]
        return {name: merged[name] for name in self.names}

    def read(self, row: Row) -> Row:
        """A row of the driver's with the values that the columns' types promise."""
        found = list(row)
        for place, change in self.readers:
            found[place] = change(found[place])
        return tuple(found)


class Prepared:
    """A statement to be run many times, with other values each time.

    A default that SQLAlchemy would compute for a column is not: every value is given.
    """

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._ways: dict[tuple[str, tuple[str, ...]], _Way] = {}

    def first(self, **values: Any) -> Row | None:
        """The first row, or None."""
        found = self._run(values)
        return found[0] if found else None

    def all(self, **values: Any) -> list[Row]:
        """Every row."""
        return self._run(values)

    def run(self, *rows: Mapping[str, Any]) -> None:
        """Write: once for each of `rows`, which have the same keys."""
        if not rows:
            return
        connection = db.session.connection()
        way = self._way(connection.dialect, rows[0])
        with _cursor(connection.connection.dbapi_connection, connection.dialect, way) as cursor:
            if len(rows) == 1:
                cursor.execute(way.text, way.bound(rows[0]))
            else:
                cursor.executemany(way.text, [way.bound(row) for row in rows])

    def _run(self, values: Mapping[str, Any]) -> list[Row]:
        if database.is_glance():
            engine = db.engine
            with database.glancing(engine) as raw:
                return self._fetch(raw, engine.dialect, values)
        connection = db.session.connection()
        return self._fetch(connection.connection.dbapi_connection, connection.dialect, values)

    def _fetch(self, raw: Any, dialect: Dialect, values: Mapping[str, Any]) -> list[Row]:
        way = self._way(dialect, values)
        with _cursor(raw, dialect, way) as cursor:
            cursor.execute(way.text, way.bound(values))
            return [way.read(row) for row in cursor.fetchall()]

    def _way(self, dialect: Dialect, values: Mapping[str, Any]) -> _Way:
        key = (dialect.name, tuple(values))
        way = self._ways.get(key)
        if way is None:
            way = self._ways[key] = _compiled(self.statement, dialect, list(values))
        return way


def _compiled(statement: Statement, dialect: Dialect, names: list[str]) -> _Way:
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    if getattr(compiled, "insert_prefetch", None) or getattr(compiled, "update_prefetch", None):
        raise ValueError(f"A value is missing that would be computed: {compiled}")

    def binder(kind: TypeEngine[Any]) -> Change | None:
        return kind.dialect_impl(dialect).bind_processor(dialect)

    def reader(kind: TypeEngine[Any]) -> Change | None:
        return kind.dialect_impl(dialect).result_processor(dialect, None)

    binds = {name: bind for bind, name in compiled.bind_names.items()}
    asked = {*names, *(name for name, bind in binds.items() if bind.required)}
    binders = ((name, binder(bind.type)) for name, bind in binds.items())
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    readers = ((place, reader(column.type)) for place, column in enumerate(columns))
    return _Way(
        text=str(compiled),
        names=tuple(compiled.positiontup or binds),
        in_order=bool(compiled.positional),
        fixed={name: value for name, value in compiled.params.items() if name not in asked},
        binders=tuple((name, change) for name, change in binders if change),
        readers=tuple((place, change) for place, change in readers if change),
    )


@contextmanager
def _cursor(raw: Any, dialect: Dialect, way: _Way) -> Iterator[Any]:
    """The driver's cursor. Its errors are raised as always; what was to be written is not quoted."""
    cursor = raw.cursor()
    try:
        yield cursor
    except dialect.loaded_dbapi.Error as error:
        known = dialect.loaded_dbapi.Error
        raise DBAPIError.instance(
            way.text, None, error, known, hide_parameters=True, dialect=dialect
        ) from error
    finally:
        cursor.close()
