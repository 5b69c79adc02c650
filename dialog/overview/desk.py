"""What the desk of one dialogue shows: a step for each stage, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import url_for

from dialog.process.states import ProcessState, StageState, process_state, stage_state
from dialog.process.threads import door, stage_name
from dialog.texts import gettext as _
from dialog.web import clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from dialog.process.models import Party, Process


@dataclass(frozen=True)
class Figure:
    """A party's figure at a stage: `part` of `whole` (None where there is no whole)."""

    party: Party
    part: int
    whole: int | None
    words: str
    note: str = ""

    @property
    def share(self) -> float:
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True)
class Step:
    """A stage on the desk's timeline."""

    number: int
    name: str
    url: str
    state: StageState
    planned_from: date | None
    planned_to: date | None
    about: str = ""
    sentence: str = ""
    figures: list[Figure] = field(default_factory=list)


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now: a heading, why, and where."""

    title: str
    why: str
    label: str
    url: str


def steps(process: Process, now: datetime) -> list[Step]:
    """One step for each stage, in order."""
    today = clock.local(now).date()
    return [
        Step(
            number=stage.id,
            name=stage_name(stage.kind),
            url=door(stage.kind, process.slug),
            state=stage_state(stage, process, today),
            planned_from=stage.planned_from,
            planned_to=stage.planned_to,
        )
        for stage in process.stages
    ]


def next_step(process: Process, _now: datetime) -> NextStep | None:
    """What to do now, or None when nothing waits for the team."""
    if process_state(process) is ProcessState.PLANNED:
        return NextStep(
            _("The dialogue has not started"),
            _(
                "Check the purpose, the boards and the team. Then start it: surveys and groups can be opened from then on."
            ),
            _("Start the dialogue"),
            url_for("turns.new", slug=process.slug, act="start"),
        )
    return None
