"""The process's own words in the page's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.process.models import Role, TurnKind
from dialog.process.states import OccasionState, ProcessState, last_turn, process_state
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.process.models import Process


def role_name(role: str) -> str:
    return {
        Role.FACILITATOR: _("Process leader"),
        Role.NOTE_TAKER: _("Note-taker"),
        Role.ANALYST: _("Analyst"),
        Role.OBSERVER: _("Observer"),
    }[Role(role)]


def role_meaning(role: str) -> str:
    return {
        Role.FACILITATOR: _(
            "leads the dialogue, invites, opens and closes, reads everything that is said"
        ),
        Role.NOTE_TAKER: _(
            "writes in the groups and boards they have been given, and reads no others"
        ),
        Role.ANALYST: _("reads what was said, codes themes, writes proposals"),
        Role.OBSERVER: _("sees released figures and reports, never what people wrote"),
    }[Role(role)]


def process_state_name(process: Process) -> str:
    """Where a dialogue stands, in a word: one that was broken off was not completed."""
    turn = last_turn(process.turns)
    if turn is not None and turn.kind == TurnKind.BROKEN_OFF:
        return _("Broken off")
    return {
        ProcessState.PLANNED: _("Planned"),
        ProcessState.RUNNING: _("In progress"),
        ProcessState.PAUSED: _("Paused"),
        ProcessState.ENDED: _("Ended"),
    }[process_state(process)]


def occasion_state_name(state: OccasionState) -> str:
    return {
        OccasionState.PREPARING: _("Being prepared"),
        OccasionState.OPEN: _("Open"),
        OccasionState.CLOSED: _("Closed"),
    }[state]
