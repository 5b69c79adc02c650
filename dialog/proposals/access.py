"""Rules for proposals: found through the process of the person who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g

from dialog.contributions.access import note_reading
from dialog.process.access import enter, may, require
from dialog.process.rights import Right
from dialog.proposals import queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.web.access import Rule


def with_proposal(right: Right) -> Rule:
    """A rule: whoever has `right` in the process, about one of its proposals. Sets g.proposal."""

    def rule(arguments: Mapping[str, Any]) -> None:
        enter(arguments)
        require(right)
        proposal = queries.one_of(g.process, int(arguments["number"]))
        if proposal is None:
            abort(404)
        g.proposal = proposal

    rule.__name__ = f"proposal_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule


def reads_texts() -> bool:
    """Whether the person reads what was said, in its words; if so the journal says that they did."""
    if not may(Right.READ_TEXTS):
        return False
    note_reading()
    return True
