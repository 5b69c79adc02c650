"""The owner boards of a process, in order. A board that something rests on is never taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import OwnerBoard, Process
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person

Rests = Callable[[OwnerBoard], bool]
_rests: list[Rests] = []


def register(rests: Rests) -> None:
    """A later room says whether something of its rests on a board."""
    _rests.append(rests)


def set_boards(process: Process, names: Sequence[str], *, by: Person, now: datetime) -> None:
    """Make the boards those in `names`, in that order.

    A board keeps its number as long as its name stands in the list; a single name in place of a
    single other is a renaming. Refuses to take away a board that a report has been written to.
    """
    known = {board.name.casefold(): board for board in process.owner_boards}
    kept = [known.pop(name.casefold(), None) for name in names]
    fresh = [number for number, board in enumerate(kept) if board is None]
    if len(fresh) == 1 and len(known) == 1:
        kept[fresh[0]] = known.popitem()[1]
    for board in known.values():
        if any(rests(board) for rests in _rests):
            raise Refusal(
                _(
                    "%(name)s has a report and cannot be taken away. Leave it in the list.",
                    name=board.name,
                )
            )
        process.owner_boards.remove(board)
        db.session.delete(board)
    for position, (name, old) in enumerate(zip(names, kept, strict=True), 1):
        if old is None:
            process.owner_boards.append(OwnerBoard(name=name, position=position))
        else:
            old.name, old.position = name, position
    journal.record("process.boards_set", by=by, about=process, now=now, process_id=process.id)
