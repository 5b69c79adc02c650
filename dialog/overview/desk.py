"""What the desk of one dialogue shows: a step for each stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.overview import figures
from dialog.process.states import StageState, stage_state
from dialog.process.threads import door, stage_name
from dialog.web import clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from dialog.overview.figures import Row
    from dialog.process.models import Process


@dataclass(frozen=True)
class Step:
    """A stage on the desk's timeline."""

    number: int
    kind: str
    name: str
    url: str
    state: StageState
    planned_from: date | None
    planned_to: date | None
    about: str
    sentence: str
    rows: list[Row]


def steps(process: Process, now: datetime) -> list[Step]:
    """One step for each stage, in order."""
    today = clock.local(now).date()
    made = []
    for stage in process.stages:
        told = figures.tale(process, stage.kind)
        made.append(
            Step(
                number=stage.id,
                kind=stage.kind,
                name=stage_name(stage.kind),
                url=door(stage.kind, process.slug),
                state=stage_state(stage, process, today),
                planned_from=stage.planned_from,
                planned_to=stage.planned_to,
                about=told.about,
                sentence=told.sentence,
                rows=told.rows,
            )
        )
    return made
