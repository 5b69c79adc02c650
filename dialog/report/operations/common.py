"""What the acts on reports share: their line in the journal, and the turns of the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog import journal
from dialog.process import queries as processes
from dialog.process.operations import turn_stage

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process, StageKind, TurnKind
    from dialog.report.models import Report


def turn(process: Process, kind: StageKind, turn: TurnKind, *, by: Person, now: datetime) -> None:
    stage = processes.stage_of(process, kind)
    if stage is not None:
        turn_stage(stage, turn, by=by, now=now)


def record(verb: str, report: Report, by: Person, now: datetime, **facts: str | int) -> None:
    journal.record(
        f"report.{verb}",
        by=by,
        about=report,
        now=now,
        process_id=report.process_id,
        title=report.title,
        board=report.owner_board.name,
        **facts,
    )
