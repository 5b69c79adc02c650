"""Where a contribution has led: later rooms add their lines to its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialog.contributions.models import Contribution

Lines = Callable[["Contribution"], list[tuple[str, str]]]
_lines: list[Lines] = []


def register(function: Lines) -> None:
    """`function(contribution)` gives (label, address) of everything in its room resting on it."""
    if function not in _lines:
        _lines.append(function)


def links_of(contribution: Contribution) -> list[tuple[str, str]]:
    """Every line, in the order of the rooms."""
    return [line for function in _lines for line in function(contribution)]
