"""The dialogue is paused or broken off while the room writes: the room is told, and told why."""

from __future__ import annotations

import re

import pytest

from dialog.extensions import db
from dialog.live.models import Change
from dialog.process.models import TurnKind
from dialog.process.operations import turn
from dialog.web import clock
from dialog.workshop import codes, operations, queries
from tests.workshop.conftest import Phone, columns_of

WHY = "Vi väntar på besked om lokalen.\n\nVi hörs på torsdag."
HEADINGS = {
    TurnKind.PAUSED: "Dialogen är pausad",
    TurnKind.BROKEN_OFF: "Dialogen har avbrutits",
    TurnKind.COMPLETED: "Dialogen är avslutad",
}


@pytest.fixture
def rests(open_board, ana):
    """`rests(kind)`: the whole dialogue takes a turn."""

    def take(kind, reason=WHY):
        process = open_board.workshop.occasion.process
        turn(process, kind, by=ana, now=clock.now(), reason=reason)
        db.session.commit()

    return take


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("kind", [TurnKind.PAUSED, TurnKind.BROKEN_OFF])
def test_whoever_joined_by_the_code_reads_what_happened_and_why(phone, open_board, rests, kind):
    ben = phone()
    ben.write("En lapp", columns_of(open_board)[0])
    assert HEADINGS[kind] not in ben.get(ben.home).text
    rests(kind)
    page = ben.get(ben.home).text
    assert HEADINGS[kind] in page
    assert "Vi väntar på besked om lokalen." in page
    assert "Vi hörs på torsdag." in page
    assert "En lapp" in page
    assert 'id="note_form"' not in page
    refused = ben.write("Nu då?", columns_of(open_board)[0])
    assert refused.status_code == 409
    assert f"{HEADINGS[kind]}. Det du har skrivit finns kvar. Skälet: Vi väntar" in words(
        refused.text
    )


def test_when_it_goes_on_the_room_writes_again(phone, open_board, rests):
    ben = phone()
    rests(TurnKind.PAUSED)
    rests(TurnKind.RESUMED, "")
    page = ben.get(ben.home).text
    assert 'id="resting"' not in page
    assert 'id="note_form"' in page
    assert ben.write("Nu!", columns_of(open_board)[0]).status_code == 303


def test_a_dialogue_that_is_completed_says_so_without_a_reason(phone, open_board, rests):
    ben = phone()
    rests(TurnKind.COMPLETED, "")
    assert HEADINGS[TurnKind.COMPLETED] in ben.get(ben.home).text
    refused = ben.write("Nu då?", columns_of(open_board)[0])
    assert "Dialogen är avslutad. Det du har skrivit finns kvar." in words(refused.text)


def test_nobody_chooses_dots_while_it_rests(phone, open_board, rests, ana):
    ben = phone()
    ben.write("En lapp", columns_of(open_board)[0])
    operations.open_voting(open_board, dots=3, per_target=1, by=ana, now=clock.now())
    db.session.commit()
    target = queries.board_of(open_board).targets[0].target
    rests(TurnKind.PAUSED)
    page = ben.get(ben.home).text
    assert HEADINGS[TurnKind.PAUSED] in page
    assert 'id="dots_form"' not in page
    assert "r-dotbtn" not in page
    assert ben.dot(target).status_code == 409


def test_a_board_closed_with_the_dialogue_still_tells_why(phone, open_board, ana):
    ben = phone()
    process = open_board.workshop.occasion.process
    turn(
        process,
        TurnKind.BROKEN_OFF,
        by=ana,
        now=clock.now(),
        reason=WHY,
        closing=[open_board.workshop_id],
    )
    db.session.commit()
    page = ben.get(ben.home).text
    assert HEADINGS[TurnKind.BROKEN_OFF] in page
    assert "Vi väntar på besked om lokalen." in page


def test_at_the_door_one_is_told_and_comes_in_when_it_goes_on(app, open_board, rests):
    rests(TurnKind.PAUSED)
    late = Phone(app, open_board)
    door = late.post("/w", {"code": codes.code_of(open_board.workshop)})
    page = late.get(door.location).text
    assert HEADINGS[TurnKind.PAUSED] in page
    assert "Vi väntar på besked om lokalen." in page
    assert 'name="party"' not in page
    side = str(open_board.workshop.occasion.process.parties[0].id)
    assert late.post(f"{late.home}/join", {"party": side}).status_code == 409
    rests(TurnKind.RESUMED, "")
    assert late.post(f"{late.home}/join", {"party": side}).status_code == 303


def test_open_screens_hear_of_the_turn(phone, open_board, rests):
    """The fragment that makes a screen draw itself anew is another than before."""
    ben = phone()

    def phase() -> str:
        found = re.search(r'data-phase="([^"]+)"', ben.get(ben.home).text)
        assert found
        return found[1]

    before, told = phase(), heard(open_board)
    rests(TurnKind.PAUSED)
    assert heard(open_board) == told + 1
    assert phase() != before
    (event,) = ben.get(f"{ben.home}/changes?after={told}").get_json()["events"]
    assert f'data-phase="{phase()}"' in event["html"]


def heard(activity) -> int:
    return db.session.query(Change).filter_by(channel_id=activity.channel_id).count()
