"""One line in the journal for an act on many invitations at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog import journal

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Occasion


def tell(verb: str, occasion: Occasion, count: int, *, by: Person, now: datetime) -> None:
    """Write that `by` did `verb` to `count` invitations to `occasion`; nothing where there are none."""
    if count:
        journal.record(
            verb,
            by=by,
            about=occasion,
            now=now,
            process_id=occasion.process_id,
            count=count,
            title=occasion.title,
        )
