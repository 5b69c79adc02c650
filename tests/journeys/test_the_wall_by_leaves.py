"""A wall that holds more than the room can see: whole notes only, in calm steps, held when held."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.arranging import arranged, sits_down
from tests.journeys.boards import a_board

WORDS = [
    f"Lapp {number}: en plats att mötas på" + " och någon som har nyckeln" * (number % 4)
    for number in range(60)
]
LONG = ["".join(f"Ord {word} om {letter} " for word in range(60))[:500] for letter in "ABC"]
SHOWN = "notes => notes.filter(note => note.offsetParent).map(note => note.id)"
CUT = """notes => {
  const wall = document.querySelector(".r-wall__scroll").getBoundingClientRect();
  const isIn = box => box.bottom <= wall.bottom + 1 && box.right <= wall.right + 1;
  return notes.filter(note => note.offsetParent)
    .filter(note => note.getClientRects().length > 1 || !isIn(note.getBoundingClientRect())).map(note => note.id);
}"""
# The lanes of what is shown: for each its left edge, and how much is free below, in heights of the wall.
LANES = """notes => {
  const wall = document.querySelector(".r-wall__scroll").getBoundingClientRect(), lanes = {};
  notes.filter(note => note.offsetParent).map(note => note.getBoundingClientRect())
    .forEach(({ left, bottom }) => { lanes[Math.round(left)] = (wall.bottom - bottom) / innerHeight; });
  return Object.values(lanes);
}"""
TYPE = "notes => Math.min(...notes.map(note => parseFloat(getComputedStyle(note).fontSize)))"
FASTER = "const set = setInterval; setInterval = (act, ms) => set(act, ms > 9999 ? ms / 10 : ms);"
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
STEP = 1_800


@pytest.fixture(scope="module")
def ana(server, enter):
    return sits_down(enter("Ana"), arranged(server, "team")["ana"])


def pasted(ana, address, lines, column=0):
    ana.goes(f"{address}/pasted").fills(text="\n".join(lines))
    ana.find("[name='party']").first.select_option(index=1)
    ana.find("[name='column']").first.select_option(index=column)
    ana.find("main form button.ds-button").first.click()
    ana.page.wait_for_load_state()
    ana.find("main form button.ds-button").first.click()
    ana.find("#board .r-note").first.wait_for()


@pytest.fixture(scope="module")
def board(ana):
    address, _code = a_board(ana, "En väg in\nTillsammans\nNå ut till fler")
    pasted(ana, address, WORDS)
    return ana, address


def on_wall(enter, board, motion="reduce", *, size=(1920, 1080), column=None):
    ana, address = board
    wall = enter("Väggen")
    wall.context.add_cookies(ana.context.cookies())
    wall.page.set_viewport_size({"width": size[0], "height": size[1]})
    wall.page.emulate_media(reduced_motion=motion)
    wall.page.add_init_script(FASTER)
    wall.goes(f"{address}/projector?view=board")
    if column:
        wall.find(".r-wall__nav a", has_text=column).click()
        wall.page.wait_for_load_state()
    expect(wall.find("#wall_next")).to_be_visible()
    return wall


def shown(wall):
    wall.page.evaluate(PAINTED)
    notes = wall.find(".r-wall__scroll .r-note")
    assert notes.evaluate_all(CUT) == [], "a note is cut"
    return notes.evaluate_all(SHOWN)


def test_the_wall_goes_on_by_itself_until_it_is_held(enter, board):
    wall = on_wall(enter, board, "no-preference")
    first = shown(wall)
    assert 0 < len(first) < len(WORDS)
    expect(wall.find(".r-wall__more:visible")).to_have_text(re.compile(r"^och \d+ till$"))
    expect(wall.find(f"#{first[0]}")).to_be_hidden()
    second = shown(wall)
    assert len(second) > 8
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
    for _ in range(7):
        wall.find("#wall_next").click()
        seen |= set(shown(wall))
    assert len(seen) == len(WORDS), "a tour is longer than two minutes"


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800)])
@pytest.mark.parametrize("column", [None, "En väg in"])
def test_a_column_that_is_full_takes_the_room_of_the_empty_ones(enter, board, size, column):
    wall = on_wall(enter, board, size=size, column=column)
    notes = wall.find(".r-wall__scroll .r-note")
    for _leaf in range(3):
        assert len(shown(wall)) > 8
        lanes = notes.evaluate_all(LANES)
        assert 2 <= len(lanes) <= 4, lanes
        assert max(lanes) < 0.15, "room is left below while notes wait"
        wall.find("#wall_next").click()
    assert notes.evaluate_all(TYPE) >= 0.033 * size[1] - 0.1, "too small for the back of the hall"
    if column:
        return
    full, *empty = wall.find("#board > .r-col").evaluate_all("all => all.map(e => e.offsetWidth)")
    assert all(width < full / 4 for width in empty), (full, empty)
    for heading in wall.find("#board > .r-col h2").all():
        assert heading.evaluate("e => e.scrollWidth <= e.clientWidth + 1")


def test_columns_that_are_full_share_the_wall_and_long_notes_are_whole(enter, ana):
    address, _code = a_board(ana, "Ett\nTvå\nTre\nFyra")
    for column in range(4):
        pasted(ana, address, [f"{column} {one}"[:500] for one in LONG], column)
    wall = on_wall(enter, (ana, address))
    seen = set()
    for _ in range(12):
        now = shown(wall)
        assert len(now) > 1
        seen |= set(now)
        wall.find("#wall_next").click()
    assert len(seen) == 4 * len(LONG)


def test_without_a_script_all_is_listed(enter, board):
    ana, address = board
    wall = enter("Väggen utan skript", script=False)
    wall.context.add_cookies(ana.context.cookies())
    wall.goes(f"{address}/projector?view=board")
    expect(wall.find("#board .r-note:visible")).to_have_count(len(WORDS))
    expect(wall.find("#wall_next")).to_be_hidden()


def test_a_wall_with_one_column_keeps_it_when_the_board_is_drawn_anew(enter, board):
    """A column more makes the server send the whole board, which this wall does not hold."""
    ana, address = board
    ana.goes(address)
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
