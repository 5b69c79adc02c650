"""What a person may do: role × state of the process × state of the occasion, in one table.

Closed by default. A right that names occasion states needs an occasion in one of them; a right that
names none does not look at any.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dialog.process.models import Role
from dialog.process.states import OccasionState, ProcessState

if TYPE_CHECKING:
    from collections.abc import Collection


class Right(StrEnum):
    """Everything that somebody on the team can be allowed to do in a dialogue."""

    SEE = "see"  # the process page, who takes part, released figures
    LEAD = "lead"  # edit the process, its team, its turns, its occasions
    INVITE = "invite"  # choose who is asked, send, remind, register replies
    PREPARE = "prepare"  # write a survey, a guide, a board
    OPEN = "open"  # open what is prepared
    CLOSE = "close"  # close what is open
    RELEASE = "release"  # let figures out
    READ_TEXTS = "read_texts"  # read what people said, in their words
    TAKE_NOTES = "take_notes"  # write down what is said in a group
    RUN_BOARD = "run_board"  # group, hide, enter for others, open votes
    CODE = "code"  # themes and coding
    PROPOSE = "propose"  # write proposals and their evidence
    REPORT = "report"  # write and issue reports


@dataclass(frozen=True)
class Grant:
    """Who has a right, and when it is open."""

    roles: frozenset[Role]
    process: frozenset[ProcessState]
    occasion: frozenset[OccasionState] | None = None


F, N, A, O = Role.FACILITATOR, Role.NOTE_TAKER, Role.ANALYST, Role.OBSERVER  # noqa: E741
ALWAYS = frozenset(ProcessState)
LIVING = frozenset({ProcessState.PLANNED, ProcessState.RUNNING, ProcessState.PAUSED})
RUNNING = frozenset({ProcessState.RUNNING})
PLANNING = frozenset({ProcessState.PLANNED, ProcessState.RUNNING})
PREPARING = frozenset({OccasionState.PREPARING})
OPEN = frozenset({OccasionState.OPEN})
CLOSED = frozenset({OccasionState.CLOSED})

TABLE: dict[Right, Grant] = {
    Right.SEE: Grant(frozenset({F, N, A, O}), ALWAYS),
    Right.LEAD: Grant(frozenset({F}), LIVING),
    Right.INVITE: Grant(frozenset({F}), PLANNING),
    Right.PREPARE: Grant(frozenset({F}), PLANNING, PREPARING),
    Right.OPEN: Grant(frozenset({F}), RUNNING, PREPARING),
    # Also when the dialogue has ended: what is still open must not stay open for ever.
    Right.CLOSE: Grant(frozenset({F}), ALWAYS, OPEN),
    Right.RELEASE: Grant(frozenset({F, A}), ALWAYS, CLOSED),
    Right.READ_TEXTS: Grant(frozenset({F, A}), ALWAYS),
    Right.TAKE_NOTES: Grant(frozenset({F, N}), RUNNING, OPEN),
    Right.RUN_BOARD: Grant(frozenset({F, N}), RUNNING, OPEN),
    Right.CODE: Grant(frozenset({F, A}), LIVING),
    Right.PROPOSE: Grant(frozenset({F, A}), LIVING),
    Right.REPORT: Grant(frozenset({F}), ALWAYS),
}


def may(
    right: Right,
    roles: Collection[Role],
    process: ProcessState,
    occasion: OccasionState | None = None,
) -> bool:
    """Whether somebody with `roles` has `right` now. No role, no right."""
    return any(role in TABLE[right].roles for role in roles) and is_open(right, process, occasion)


def is_open(right: Right, process: ProcessState, occasion: OccasionState | None = None) -> bool:
    """Whether the states of process and occasion open `right` for anybody at all."""
    grant = TABLE[right]
    return process in grant.process and (grant.occasion is None or occasion in grant.occasion)
