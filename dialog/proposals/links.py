"""Where a proposal stands: the report room tells which issued editions hold it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialog.proposals.models import Proposal

Lines = Callable[["Proposal"], list[tuple[str, str]]]
_lines: list[Lines] = []


def register(function: Lines) -> None:
    """`function(proposal)` gives (label, address) for everything in its room that holds it."""
    if function not in _lines:
        _lines.append(function)


def links_of(proposal: Proposal) -> list[tuple[str, str]]:
    return [line for function in _lines for line in function(proposal)]
