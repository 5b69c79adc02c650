"""Who can make which secret link. The room that owns the link registers its maker at start-up."""

from __future__ import annotations

from collections.abc import Callable

Maker = Callable[[int], str | None]
_makers: dict[str, Maker] = {}


def register(purpose: str, maker: Maker) -> None:
    """`maker(number)` gives the whole address of a link, or None when it has been revoked."""
    _makers[purpose] = maker


def make(purpose: str, number: int) -> str | None:
    """The address to fill in, or None when it may not be used any more. KeyError if unknown."""
    return _makers[purpose](number)
