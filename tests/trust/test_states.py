"""C2: what is open when. The table is written down here anew, and asked of every address that acts."""

from __future__ import annotations

import itertools
import uuid
from typing import TYPE_CHECKING

import pytest

from dialog.extensions import db
from dialog.focusgroup import operations as groups
from dialog.focusgroup.models import Guide
from dialog.process.models import PartyKind, Role, TurnKind
from dialog.process.operations import turn
from dialog.process.rights import Right, may
from dialog.process.states import OccasionState, ProcessState
from dialog.web import clock
from dialog.web.access import rules_of
from dialog.workshop import operations as boards
from dialog.workshop import queries as board_queries
from tests.people import party
from tests.trust.lying import changed, rows
from tests.trust.visiting import doors, told

if TYPE_CHECKING:
    from flask import Flask

    from tests.trust.story import Story
    from tests.trust.visiting import Door

# Who (facilitator, note-taker, analyst, observer) · while the dialogue is planned, running, paused
# (u), ended · while the occasion is preparing, open, closed; · for a right that does not ask.
WANTED = {
    "see": ("f n a o", "p r u e", "·"),
    "lead": ("f", "p r u", "·"),
    "invite": ("f", "p r", "·"),
    "prepare": ("f", "p r", "p"),
    "open": ("f", "r", "p"),
    "close": ("f", "p r u e", "o"),
    "release": ("f a", "p r u e", "c"),
    "read_texts": ("f a", "p r u e", "·"),
    "take_notes": ("f n", "r", "o"),
    "run_board": ("f n", "r", "o"),
    "code": ("f a", "p r u", "·"),
    "propose": ("f a", "p r u", "·"),
    "report": ("f", "p r u e", "·"),
}
LETTER = {Role.FACILITATOR: "f", Role.NOTE_TAKER: "n", Role.ANALYST: "a", Role.OBSERVER: "o"}
PROCESS = dict(zip(ProcessState, "prue", strict=True))
OCCASION: dict[OccasionState | None, str] = dict(zip(OccasionState, "poc", strict=True))


def open_in(right: Right, process: ProcessState, occasion: OccasionState | None) -> bool:
    _who, while_process, while_occasion = WANTED[right.value]
    asks = while_occasion != "·"
    return PROCESS[process] in while_process and (
        not asks or (occasion is not None and OCCASION[occasion] in while_occasion)
    )


def test_the_table_of_rights_is_what_was_decided():
    """All cells: role × right × state of the dialogue × state of the occasion."""
    cells = list(itertools.product(Role, Right, ProcessState, [None, *OccasionState]))
    assert len(cells) == 832
    wrong = [
        cell
        for cell in cells
        for role, right, process, occasion in [cell]
        if may(right, {role}, process, occasion)
        is not (LETTER[role] in WANTED[right.value][0] and open_in(right, process, occasion))
    ]
    assert wrong == []


def rights_of(app: Flask, door: Door) -> list[Right]:
    """The rights that open a door; none for a door that asks for something else."""
    return [one.right for one in rules_of(app, door.endpoint) if hasattr(one, "right")]


def shut_by(app: Flask, door: Door, process: ProcessState, occasion: OccasionState | None) -> bool:
    rights = rights_of(app, door)
    return bool(rights) and not any(open_in(right, process, occasion) for right in rights)


def told_off(everybody, found: list[tuple[Door, str]]) -> list[str]:
    """Ana leads, so that nothing but the state can stand in her way. 409, and nothing is written."""
    before, faults = rows(), []
    for door, path in found:
        status = everybody.ask("facilitator", door.method, path).status_code
        faults += [told(door, "facilitator", path, status)] if status != 409 else []
    assert changed(before, rows()) == []
    return faults


@pytest.mark.parametrize(
    ("kind", "state"),
    [(TurnKind.PAUSED, ProcessState.PAUSED), (TurnKind.BROKEN_OFF, ProcessState.ENDED)],
)
def test_a_dialogue_that_rests_or_has_ended_takes_nothing_more(
    app, story, everybody, ana, kind, state
):
    turn(story.process, kind, by=ana, now=clock.now(), reason="Valet kom emellan.")
    db.session.commit()
    found = [
        (door, door.path(story, app))
        for door in doors(app, "POST")
        if (rights := rights_of(app, door))
        and all(PROCESS[state] not in WANTED[right.value][1] for right in rights)
    ]
    assert len(found) > 30
    assert not (faults := told_off(everybody, found)), "\n".join(faults)
    for who, guard in (("guest", "joined"), ("respondent", "respondent")):
        for door in doors(app, "POST"):
            if door.guard == guard:
                path = door.path(story, app)
                before = rows()
                status = everybody.ask(who, "POST", path).status_code
                assert status in {404, 409, 410}, told(door, who, path, status)
                assert changed(before, rows()) == []


@pytest.fixture
def others(story: Story, ana, eva) -> dict[str, dict[OccasionState, int]]:
    """A survey, a group and a board in each of their states."""
    process, now = story.process, clock.now()
    planned = groups.plan_group(
        process,
        "Ännu inte öppnad",
        guide=db.session.get_one(Guide, story.numbers["guide"]),
        party=party(process, PartyKind.ASSOCIATION),
        note_taker=eva,
        by=ana,
        now=now,
    )
    made = [
        boards.create_workshop(process, name, question="Vad?", columns=["Allt"], by=ana, now=now)
        for name in ("Ännu inte öppnad", "Redan stängd")
    ]
    closed = board_queries.activity_of(made[1].id)
    assert closed is not None
    boards.open_board(closed, by=ana, now=now)
    boards.close_board(closed, by=ana, now=now)
    db.session.commit()
    preparing, opened, ended = OccasionState
    numbers = story.numbers
    return {
        "of_survey": {
            preparing: numbers["survey_preparing"],
            opened: numbers["survey"],
            ended: numbers["survey_closed"],
        },
        "group_team": {
            preparing: planned.id,
            opened: numbers["group"],
            ended: numbers["group_closed"],
        },
        "runs": {preparing: made[0].id, opened: numbers["workshop"], ended: made[1].id},
    }


@pytest.mark.parametrize("state", list(OccasionState))
def test_what_is_not_open_takes_nothing(app, story, everybody, others, state):
    """Surveys, groups and boards: every act on each of them, in the states that do not allow it."""
    found = []
    for door in doors(app, "POST"):
        for room, numbers in others.items():
            if door.guard.startswith(room) and shut_by(app, door, ProcessState.RUNNING, state):
                swapped = {"number": numbers[state]}
                swapped |= {"client_id": str(uuid.uuid4())} if "client_id" in door.arguments else {}
                found.append((door, door.path(story, app, **swapped)))
    assert len(found) > 8
    assert not (faults := told_off(everybody, found)), "\n".join(faults)
