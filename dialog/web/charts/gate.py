"""What a chart may be made from: figures that have passed the door, and nothing else."""

from __future__ import annotations

from typing import Any, Protocol, cast


class Figure(Protocol):
    """What a chart asks of figures: the part of a group that stands in a column, or None."""

    @property
    def k(self) -> int: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    def share(self, row: str, column: str) -> float | None: ...
    def n(self, row: str) -> int | None: ...


_types: list[type] = []


def only(kind: type) -> None:
    """From now on charts are made from `kind` alone. Called by the door for figures."""
    _types[:] = [kind]


def checked(figure: Any) -> Figure:
    """`figure`, if it has passed the door; TypeError for anything else, and before there is one."""
    if not _types or type(figure) is not _types[0]:
        raise TypeError("Charts show released figures only: call dialog.disclosure.release().")
    return cast(Figure, figure)
