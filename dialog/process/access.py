"""Rules for the team of a process. Found through the person who asks: the unseen is a 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g

from dialog.accounts.access import signed_in
from dialog.errors import Refusal
from dialog.process import queries, rights
from dialog.process.models import Role
from dialog.process.states import OccasionState, ProcessState, process_state
from dialog.texts import gettext as _
from dialog.web import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.process.models import Process
    from dialog.process.rights import Right
    from dialog.web.access import Rule


def enter(arguments: Mapping[str, Any]) -> Process:
    """Find the process named by `slug` through the person who asks; sets g.process and g.roles."""
    signed_in(arguments)
    now = clock.now()
    process = queries.by_slug(g.person, str(arguments["slug"]), now)
    if process is None:
        abort(404)
    g.process = process
    g.roles = queries.roles_of(g.person, process, now)
    return process


def require(right: Right, occasion: OccasionState | None = None) -> None:
    """Stop unless the person has `right` in g.process now.

    403 when the role does not include it, Refusal in words when the stage does not open it.
    An administrator without a role may see and lead, never read what people said.
    """
    roles = set(g.roles)
    if g.person.is_administrator and right in {rights.Right.SEE, rights.Right.LEAD}:
        roles.add(Role.FACILITATOR)
    if not any(role in rights.TABLE[right].roles for role in roles):
        abort(403)
    state = process_state(g.process)
    if not rights.is_open(right, state, occasion):
        raise Refusal(why_closed(state, occasion))


def why_closed(state: ProcessState, occasion: OccasionState | None) -> str:
    """Why a right is not open now, as a sentence."""
    if state is ProcessState.ENDED:
        return _("The dialogue has ended. What was said and decided can still be read.")
    if state is ProcessState.PAUSED:
        return _("The dialogue is paused. Resume it first.")
    if occasion is OccasionState.CLOSED:
        return _("It is closed. What came in can be read, but nothing can be added.")
    if occasion is OccasionState.OPEN:
        return _("It is already open.")
    if state is ProcessState.PLANNED:
        return _("The dialogue has not started yet. Start it first.")
    return _("It is not open yet.")


def may(right: Right, occasion: OccasionState | None = None) -> bool:
    """The same question as `require`, for drawing buttons."""
    roles = set(g.get("roles", ()))
    if g.person.is_administrator and right in {rights.Right.SEE, rights.Right.LEAD}:
        roles.add(Role.FACILITATOR)
    return rights.may(right, roles, process_state(g.process), occasion)


def team(right: Right) -> Rule:
    """A rule: whoever has `right` in the process named in the address."""

    def rule(arguments: Mapping[str, Any]) -> None:
        enter(arguments)
        require(right)

    rule.__name__ = f"team_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule
