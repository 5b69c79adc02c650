"""A wall that holds more than the room can see: whole notes only, in calm steps, held when held."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.arranging import arranged, sits_down
from tests.journeys.boards import a_board, joins

WORDS = [f"Lapp {number}: en plats att mötas på och någon som har nyckeln" for number in range(9)]
SHOWN = "notes => notes.filter(note => note.offsetParent).map(note => note.id)"
CUT = """notes => {
  const wall = document.querySelector(".r-wall__scroll").getBoundingClientRect();
  return notes.filter(note => note.offsetParent && note.getBoundingClientRect().bottom > wall.bottom + 1)
    .map(note => note.id);
}"""
FASTER = "const set = setInterval; setInterval = (act, ms) => set(act, ms > 9999 ? ms / 10 : ms);"
STEP = 1_800


@pytest.fixture(scope="module")
def board(server, enter):
    ana = sits_down(enter("Ana"), arranged(server, "team")["ana"])
    address, code = a_board(ana)
    dag = joins(enter("Dag", phone=True), code, "Föreningar")
    for words in WORDS:
        dag.find("#note_form textarea").fill(words)
        dag.find(".r-phone__nav button").click()
        dag.find("#mine .r-note", has_text=words).first.wait_for()
    return ana, address


def on_wall(enter, board, motion):
    ana, address = board
    wall = enter("Väggen")
    wall.context.add_cookies(ana.context.cookies())
    wall.page.set_viewport_size({"width": 1920, "height": 1080})
    wall.page.emulate_media(reduced_motion=motion)
    wall.page.add_init_script(FASTER)
    wall.goes(f"{address}/projector?view=board")
    expect(wall.find("#wall_next")).to_be_visible()
    return wall


def shown(wall):
    notes = wall.find("#board .r-note")
    assert notes.evaluate_all(CUT) == [], "a note is cut"
    return notes.evaluate_all(SHOWN)


def test_the_wall_goes_on_by_itself_until_it_is_held(enter, board):
    wall = on_wall(enter, board, "no-preference")
    first = shown(wall)
    assert 0 < len(first) < len(WORDS)
    expect(wall.find(".r-wall__more:visible")).to_have_text(re.compile(r"^och \d till$"))
    expect(wall.find(f"#{first[0]}")).to_be_hidden()
    second = shown(wall)
    assert second
    assert not set(second) & set(first)
    wall.find("#hold_button").click()
    held = shown(wall)
    wall.page.wait_for_timeout(2 * STEP)
    assert shown(wall) == held
    wall.find("#wall_next").click()
    assert shown(wall) != held, "whoever presses goes on all the same"


def test_nothing_moves_for_whoever_wants_less_motion_but_all_can_be_seen(enter, board):
    wall = on_wall(enter, board, "reduce")
    first = shown(wall)
    wall.page.wait_for_timeout(2 * STEP)
    assert shown(wall) == first
    seen = set(first)
    for _ in range(len(WORDS)):
        wall.find("#wall_next").click()
        seen |= set(shown(wall))
    assert len(seen) == len(WORDS)


def test_a_wall_with_one_column_keeps_it_when_the_board_is_drawn_anew(enter, board):
    """A column more makes the server send the whole board, which this wall does not hold."""
    ana, _address = board
    wall = on_wall(enter, board, "reduce")
    link = wall.find(".r-wall__nav a", has_text="En väg in")
    link.click()
    wall.page.wait_for_load_state()
    wall.page.evaluate(
        "document.addEventListener('drawn', () => { document.body.dataset.seen = 1; })"
    )
    ana.find("summary", has_text="Lägg till en kolumn").click()
    ana.find("#column_title").fill("Sådant som inte fick plats")
    ana.find("button", has_text="Lägg till kolumnen").click()
    expect(ana.find(".r-col h2", has_text="inte fick plats")).to_be_visible()
    expect(wall.find("body[data-seen]")).to_be_attached()
    expect(wall.find(".r-wall__one .r-col")).to_have_count(1)
    assert wall.find(".r-wall__one .r-note").evaluate_all(SHOWN)
