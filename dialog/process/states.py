"""Where a process, a stage and an occasion stand: read from facts, never stored."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dialog.process.models import TurnKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dialog.process.models import Process, Stage, Turn


class ProcessState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class OccasionState(StrEnum):
    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"


class StageState(StrEnum):
    DONE = "done"
    NOW = "now"
    NEXT = "next"


ENDINGS = {TurnKind.BROKEN_OFF, TurnKind.COMPLETED}


def last_turn(turns: Iterable[Turn], stage_id: int | None = None) -> Turn | None:
    """The latest turn of the whole process, or of one stage."""
    own = [turn for turn in turns if turn.stage_id == stage_id]
    return max(own, key=lambda turn: (turn.at, turn.id or 0)) if own else None


def resting_since(process: Process) -> Turn | None:
    """The turn that paused or ended a dialogue; None where it runs or has not begun."""
    turn = last_turn(process.turns)
    return turn if turn is not None and turn.kind in {TurnKind.PAUSED, *ENDINGS} else None


def process_state(process: Process) -> ProcessState:
    turn = last_turn(process.turns)
    return state_after(turn.kind if turn else None)


def state_after(kind: str | None) -> ProcessState:
    """Where a process stands whose latest turn is of `kind`; None: there has been none."""
    if kind is None:
        return ProcessState.PLANNED
    if kind in ENDINGS:
        return ProcessState.ENDED
    return ProcessState.PAUSED if kind == TurnKind.PAUSED else ProcessState.RUNNING


def stage_state(stage: Stage, process: Process, today: date) -> StageState:
    """Done, now or next: what was decided by a turn wins, else what was planned."""
    turn = last_turn(process.turns, stage.id)
    if turn is not None:
        return StageState.DONE if turn.kind in ENDINGS else StageState.NOW
    if process_state(process) in {ProcessState.PLANNED, ProcessState.ENDED}:
        return StageState.NEXT
    if stage.planned_to is not None and stage.planned_to < today:
        return StageState.DONE
    if stage.planned_from is not None and stage.planned_from <= today:
        return StageState.NOW
    return StageState.NEXT
