"""What a note-taker may read: the occasions that later rooms say are theirs.

The focus-group room registers the groups a person takes notes in, the workshop room its boards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Select

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process

Assigned = Callable[["Person", "Process"], Select[int]]
_assigned: list[Assigned] = []


def register(function: Assigned) -> None:
    """`function(person, process)` selects the numbers of the occasions that are theirs."""
    if function not in _assigned:
        _assigned.append(function)


def selects(person: Person, process: Process) -> list[Select[int]]:
    """One selection of occasion numbers for each room that assigns people to something."""
    return [function(person, process) for function in _assigned]
