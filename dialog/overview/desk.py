"""What the desk of one dialogue shows: a step for each stage, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from dialog.overview import figures
from dialog.process.models import StageKind
from dialog.process.states import ProcessState, StageState, process_state, stage_state
from dialog.process.threads import door, stage_name
from dialog.texts import gettext as _
from dialog.web import clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from dialog.overview.figures import Figure
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
    figures: list[Figure]


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
                figures=told.figures,
            )
        )
    return made


def next_step(process: Process, done: list[Step]) -> NextStep | None:
    """What to do now, or None when nothing waits for the team. Read from where the stages stand."""
    state = process_state(process)
    if state is ProcessState.PLANNED:
        return NextStep(
            _("The dialogue has not started"),
            _(
                "Check the purpose, the boards and the team. "
                "Then start it: surveys and groups can be opened from then on."
            ),
            _("Start the dialogue"),
            url_for("turns.new", slug=process.slug, act="start"),
        )
    if state is not ProcessState.RUNNING:
        return None
    step = next((step for step in done if step.state is not StageState.DONE), None)
    if step is None:
        return NextStep(
            _("Every stage is done"),
            _(
                "Complete the dialogue, and it can be read by everybody on the team but changed by nobody."
            ),
            _("Complete it"),
            url_for("turns.new", slug=process.slug, act="complete"),
        )
    return NextStep(*_words(step), url=step.url)


def _words(step: Step) -> tuple[str, str, str]:
    """Heading, reason and button of the stage that comes next."""
    begun = step.state is StageState.NOW
    words = {
        StageKind.SURVEY: (
            _("The survey is going on") if begun else _("Write and send the survey"),
            _("Follow who has answered, and remind those who have not.")
            if begun
            else _(
                "Questions in sections, to both parties or to one. Preview it before it is opened."
            ),
            _("To the survey"),
        ),
        StageKind.FOCUS_GROUPS: (
            _("The focus groups are going on") if begun else _("Plan the focus groups"),
            _("Six to nine people, a guide with a few questions, and somebody who writes."),
            _("To the focus groups"),
        ),
        StageKind.WORKSHOP: (
            _("The workshop is going on") if begun else _("Prepare the open workshop"),
            _("One question, a few columns, and a code that people join with."),
            _("To the workshop"),
        ),
        StageKind.THEMES: (
            _("Go on coding") if begun else _("Begin coding"),
            _("Read what was said and say which themes it speaks of, a text at a time."),
            _("To the themes"),
        ),
        StageKind.PROPOSALS: (
            _("Write the proposals"),
            _("Begin from a theme: what was said there comes along as evidence."),
            _("To the proposals"),
        ),
        StageKind.REPORT: (
            _("Write the report"),
            _("One for each board, with the same figures, themes and proposals."),
            _("To the report"),
        ),
    }
    return words[StageKind(step.kind)]
