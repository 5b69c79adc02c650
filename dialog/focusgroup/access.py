"""Rules for groups: found through the process and the person, and open as their state says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g

from dialog.contributions.access import note_reading
from dialog.focusgroup import queries
from dialog.focusgroup.states import group_state
from dialog.process.access import enter, require
from dialog.process.models import Role
from dialog.process.rights import TABLE, Right
from dialog.process.states import OccasionState
from dialog.web import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.web.access import Rule

READING = {Right.READ_TEXTS, Right.TAKE_NOTES}


def find_group(arguments: Mapping[str, Any]) -> OccasionState:
    """The group named by `number`, through the process and the person; sets g.group, g.state."""
    enter(arguments)
    group = queries.group_seen_by(g.person, g.process, g.roles, int(arguments["number"]))
    if group is None:
        abort(404)
    state = group_state(group, clock.now())
    g.group, g.state = group, state
    return state


def group_team(right: Right) -> Rule:
    """A rule: whoever has `right` in one group, as the group's state opens it."""

    def rule(arguments: Mapping[str, Any]) -> None:
        state = find_group(arguments)
        if not _reads_own_minutes(right):
            require(right, state if TABLE[right].occasion else None)
        if right in READING:
            note_reading()

    rule.__name__ = f"group_team_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule


def _reads_own_minutes(right: Right) -> bool:
    """A note-taker reads what is said in the group they have been given, and nothing else."""
    return (
        right is Right.READ_TEXTS
        and Role.NOTE_TAKER in g.roles
        and g.group.note_taker_id == g.person.id
    )


def find_guide(arguments: Mapping[str, Any]) -> None:
    """A rule: the leaders' way to a guide named by `number`; sets g.guide, g.guide_state."""
    enter(arguments)
    require(Right.LEAD)
    guide = queries.guide(g.process, int(arguments["number"]))
    if guide is None:
        abort(404)
    g.guide = guide
    in_use = queries.guide_in_use(guide, clock.now())
    g.guide_state = OccasionState.CLOSED if in_use else OccasionState.PREPARING
