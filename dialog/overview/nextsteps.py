"""The one thing to do next, or to read, for the person who asks: nobody is sent where they may not go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from dialog.process.models import StageKind
from dialog.process.rights import Right
from dialog.process.states import OccasionState, ProcessState, StageState, process_state
from dialog.report.queries import boards_waiting
from dialog.texts import gettext as _
from dialog.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.overview.desk import Step
    from dialog.process.models import Process

    May = Callable[..., bool]


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now: a heading, why, and where."""

    title: str
    why: str
    label: str
    url: str


def next_step(process: Process, done: list[Step], may: May) -> NextStep | None:
    """What to do now, or None when nothing waits. Read from where the stages stand.

    `may` answers for the person who asks, right by right.
    """
    state = process_state(process)
    if state is ProcessState.PLANNED and may(Right.LEAD):
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
    if step is None or step.kind == StageKind.REPORT:
        return _at_the_end(process, step, may)
    return NextStep(*_words(step, may), url=step.url)


def _at_the_end(process: Process, step: Step | None, may: May) -> NextStep:
    """The reports, board by board; then the end itself."""
    reports = url_for("reports.index", slug=process.slug)
    waiting = boards_waiting(process)
    leads = may(Right.LEAD)
    if leads and waiting and len(waiting) < len(process.owner_boards):
        return NextStep(
            ngettext(
                "%(num)s board waits for its report",
                "%(num)s boards wait for their report",
                len(waiting),
            ),
            ", ".join(board.name for board in waiting) + ".",
            _("To the reports"),
            reports,
        )
    if leads and (step is not None or waiting):
        return NextStep(
            _("Write the report"),
            _("One for each board, with the same figures, themes and proposals."),
            _("To the report"),
            reports,
        )
    if leads:
        return NextStep(
            _("Every stage is done"),
            _(
                "Complete the dialogue, and it can be read by everybody on the team but changed by nobody."
            ),
            _("Complete it"),
            url_for("turns.new", slug=process.slug, act="complete"),
        )
    return NextStep(
        _("The reports are being written") if waiting else _("The reports are issued"),
        _("Each report can be read by the whole team as soon as it has been issued."),
        _("To the reports"),
        reports,
    )


def _words(step: Step, may: May) -> tuple[str, str, str]:
    """Heading, reason and button of the stage that comes next, by what the person may do there."""
    begun = step.state is StageState.NOW
    words = {
        StageKind.SURVEY: _survey,
        StageKind.FOCUS_GROUPS: _groups,
        StageKind.WORKSHOP: _workshop,
        StageKind.THEMES: _themes,
        StageKind.PROPOSALS: _proposals,
    }
    return words[StageKind(step.kind)](begun, may)


def _survey(begun: bool, may: May) -> tuple[str, str, str]:
    label = _("To the survey")
    if may(Right.INVITE):
        return (
            (
                _("The survey is going on"),
                _("Follow who has answered, and remind those who have not."),
                label,
            )
            if begun
            else (
                _("Write and send the survey"),
                _(
                    "Questions in sections, to all parties or to one. Preview it before it is opened."
                ),
                label,
            )
        )
    if begun:
        return _("The survey is going on"), _("Follow how many have answered."), label
    return _("The survey is being prepared"), _("The process leader writes it."), label


def _groups(begun: bool, may: May) -> tuple[str, str, str]:
    going_on, label = _("The focus groups are going on"), _("To the focus groups")
    if may(Right.LEAD):
        return (
            going_on if begun else _("Plan the focus groups"),
            _("Six to nine people, a guide with a few questions, and somebody who writes."),
            label,
        )
    title = going_on if begun else _("The focus groups are being prepared")
    if may(Right.TAKE_NOTES, OccasionState.OPEN):
        return title, _("You write down what is said in the groups you have been given."), label
    return title, _("See which groups there are and how many came."), label


def _workshop(begun: bool, may: May) -> tuple[str, str, str]:
    going_on, label = _("The workshop is going on"), _("To the workshop")
    if may(Right.LEAD):
        return (
            going_on if begun else _("Prepare the open workshop"),
            _("One question, a few columns, and a code that people join with."),
            label,
        )
    title = going_on if begun else _("The workshop is being prepared")
    if may(Right.RUN_BOARD, OccasionState.OPEN):
        return title, _("You help at the boards you have been given."), label
    return title, _("See when it is and how many took part."), label


def _themes(begun: bool, may: May) -> tuple[str, str, str]:
    label = _("To the themes")
    if may(Right.CODE):
        return (
            _("Go on coding") if begun else _("Begin coding"),
            _("Read what was said and say which themes it speaks of, a text at a time."),
            label,
        )
    return (
        _("What was said is being coded"),
        _("The themes can be read, and their figures when they have been released."),
        label,
    )


def _proposals(_begun: bool, may: May) -> tuple[str, str, str]:
    label = _("To the proposals")
    if may(Right.PROPOSE):
        return (
            _("Write the proposals"),
            _("Begin from a theme: what was said there comes along as evidence."),
            label,
        )
    return _("The proposals are being written"), _("They can be read as they grow."), label
