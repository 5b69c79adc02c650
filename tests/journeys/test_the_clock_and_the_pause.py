"""One time on every screen, screens that can be held still, and the way back after a break."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.journeys.actors import sv
from tests.journeys.arranging import arranged, sits_down
from tests.journeys.boards import a_board, joins

DIGITS = re.compile(r"^\d{2,3}:\d{2}")
WHILE_HELD = ("Bänkar vid bryggan", "En lapp till om lokaler", "Öppet på söndagar")
LATER = "Skrivet medan servern startade om"
WRONG_CLOCK = "const right = Date.now; Date.now = () => right() + 3600e3;"


class Hall:
    """The board, the one who leads, the wall and the phones; one phone's clock is an hour fast."""

    def __init__(self, server, enter):
        self.server = server
        self.ana = sits_down(enter("Ana"), arranged(server, "team")["ana"])
        self.board, self.code = a_board(self.ana)
        self.number = self.board.rpartition("/")[2]
        self.wall = enter("Väggen")
        self.wall.context.add_cookies(self.ana.context.cookies())
        self.wall.page.set_viewport_size({"width": 1920, "height": 1080})
        self.wall.goes(f"{self.board}/projector?view=board")
        self.dag = joins(enter("Dag", phone=True), self.code, "Föreningar")
        fast = enter("Tove", phone=True)
        fast.page.add_init_script(WRONG_CLOCK)
        self.tove = joins(fast, self.code, "Kommunen")
        self.disa = joins(enter("Disa", phone=True, script=False), self.code, "Kommunen")
        self.screens = (self.ana, self.wall, self.dag, self.tove)


@pytest.fixture(scope="module")
def hall(server, enter):
    return Hall(server, enter)


def shown(actor):
    return actor.find("#clock [data-time]").inner_text()


def seconds(actor):
    minutes, rest = shown(actor).split(":")
    return int(minutes) * 60 + int(rest)


def counts(actor):
    expect(actor.find("#clock [data-time]")).to_have_text(DIGITS)


def looks_again(actor):
    """The page in another state: checked anew."""
    actor._checked.clear()
    return actor.looks()


def focus(actor):
    return actor.page.evaluate("document.activeElement.id")


def writes(phone, words):
    phone.find("#note_form textarea").fill(words)
    phone.find(".r-phone__nav button").click()
    phone.find("#mine .r-note", has_text=words).first.wait_for()


def on_board(actor, words):
    return actor.find("#board .r-note", has_text=words)


def test_every_screen_counts_down_together_and_asks_for_nothing(hall):
    ana = hall.ana
    ana.page.get_by_role("button", name="5 min", exact=True).click()
    for screen in hall.screens:
        counts(screen)
        looks_again(screen)
    assert focus(ana) == "clock_toggle"
    asked = []
    for screen in hall.screens:
        screen.page.on("request", lambda one: one.resource_type == "font" or asked.append(one.url))
    before = seconds(hall.dag)
    hall.dag.page.wait_for_timeout(2500)
    left = [seconds(screen) for screen in hall.screens]
    assert max(left) - min(left) <= 2, left
    assert before - left[2] >= 2
    assert asked == []
    hall.disa.follows("Fetch the latest")
    assert re.fullmatch(r"till \d{2}:\d{2}", shown(hall.disa)), "without a script: until when"


def test_it_is_paused_and_let_go_on_by_keys(hall):
    ana = hall.ana
    assert focus(ana) == "clock_toggle"
    ana.page.keyboard.press("Enter")
    for screen in hall.screens:
        expect(screen.find("#clock [data-word]")).to_have_text(sv("paused"))
    stood = shown(ana)
    assert {shown(screen) for screen in hall.screens} == {stood}
    for screen in (hall.wall, hall.tove):
        screen.page.reload()
        assert shown(screen) == stood, "and a page that is loaded anew shows the same"
    assert shown(hall.disa.follows("Fetch the latest")) == stood
    assert focus(ana) == "clock_toggle", "the button that lets it go on stands in its place"
    ana.page.keyboard.press("Enter")
    for screen in hall.screens:
        expect(screen.find("#clock [data-word]")).not_to_have_text(sv("paused"))
        counts(screen)
    ana.page.keyboard.press("Tab")
    assert focus(ana) == "clock_more"
    before = seconds(hall.dag)
    ana.page.keyboard.press("Enter")
    expect(hall.dag.find("#clock")).to_have_attribute("data-seconds", "420")
    hall.dag.page.wait_for_timeout(1100)
    assert seconds(hall.dag) > before + 60


def test_two_minutes_before_it_is_said_and_then_that_it_is_over(hall):
    said = [screen.find("#clock_said") for screen in hall.screens]
    arranged(hall.server, "clock_with", hall.number, "3", "126")
    for line in said:
        expect(line).to_have_text(sv("Two minutes left"), timeout=20_000)
    arranged(hall.server, "clock_with", hall.number, "3", "6")
    for screen, line in zip(hall.screens, said, strict=True):
        expect(line).to_have_text(sv("The time is over"), timeout=20_000)
        expect(screen.find("#clock [data-time]")).to_have_text(sv("The time is over"))
        assert line.get_attribute("role") == "status"
        looks_again(screen)
    writes(hall.dag, "Jag hann inte riktigt")  # nothing has closed
    assert shown(hall.disa.follows("Fetch the latest")) == sv("The time is over")
    hall.ana.find("#clock_stop").click()
    for screen in hall.screens:
        screen.find("#clock").wait_for(state="hidden")
    expect(hall.ana.find("#clock_first")).to_be_focused()


def test_a_page_is_held_still_and_then_catches_up(hall):
    ana, dag = hall.ana, hall.dag
    held = (ana, hall.wall, hall.tove)
    for screen in held:
        screen.find("#hold_button").focus()
        screen.page.keyboard.press("Enter")
        expect(screen.find("#hold [role=status]")).to_have_text(sv("Updates are paused."))
        expect(screen.find("#hold_waits")).to_have_text(sv("Paused. Nothing waits."))
    for words in WHILE_HELD[:2]:
        writes(dag, words)
    for screen in held:
        expect(screen.find("#hold_waits")).to_have_text("Pausat. 2 ändringar väntar.")
        assert on_board(screen, WHILE_HELD[0]).count() == 0
        looks_again(screen)
    # The panel is swapped: what is held goes on being held. The time is never held.
    ana.page.get_by_role("button", name="2 min", exact=True).click()
    ana.find("#clock_toggle").wait_for()
    for screen in held:
        expect(screen.find("#clock [data-time]")).to_have_text(re.compile(r"till \d{2}:\d{2}"))
    writes(dag, WHILE_HELD[2])
    expect(ana.find("#hold_waits")).to_have_text("Pausat. 3 ändringar väntar.")
    hall.server.restart()
    writes(dag, LATER)
    expect(ana.find("#hold_waits")).to_have_text("Pausat. 4 ändringar väntar.", timeout=20_000)
    for screen in held:
        screen.find("#hold_button").focus()
        screen.page.keyboard.press("Space")
        for words in (*WHILE_HELD, LATER):
            expect(on_board(screen, words)).to_have_count(1)
        expect(screen.find("#hold_waits")).to_have_text("")
        counts(screen)
        assert focus(screen) == "hold_button"
    shown_here = ana.find("#board .r-note > p").all_inner_texts()
    ana.page.reload()
    assert ana.find("#board .r-note > p").all_inner_texts() == shown_here, "in their places too"
    ana.find("#clock_stop").click()


def test_who_holds_a_page_finds_it_held_when_it_is_loaded_anew(hall):
    tove = hall.tove
    tove.find("#hold_button").click()
    tove.page.reload()
    writes(hall.dag, "Efter omladdningen")
    expect(tove.find("#hold_waits")).to_have_text("Pausat. 1 ändring väntar.")
    assert on_board(tove, "Efter omladdningen").count() == 0
    tove.find("#hold_button").click()
    expect(on_board(tove, "Efter omladdningen")).to_have_count(1)
    assert hall.disa.find("#hold").is_hidden(), "without a script nothing moves, nothing is held"


def test_a_page_follows_again_soon_after_the_server_answers(hall):
    """The stream is refused while the server goes down: then a page asks, and follows at once."""
    dag = hall.dag
    dag.page.route("**/stream?*", lambda route: route.fulfill(status=503), times=1)
    dag.page.reload()
    begun = time.monotonic()
    with dag.page.expect_event("request", lambda one: one.resource_type == "eventsource"):
        pass
    assert time.monotonic() - begun < 6
    writes(hall.tove, "Hörs det här?")
    expect(on_board(dag, "Hörs det här?")).to_have_count(1)


def test_while_the_server_is_away_nobody_hammers_at_it(hall):
    dag, asked = hall.dag, []
    dag.page.route("**/stream?*", lambda route: route.fulfill(status=503))
    dag.page.route("**/changes?*", lambda route: (asked.append(time.monotonic()), route.abort()))
    dag.page.reload()
    dag.page.wait_for_timeout(9000)
    waits = [later - sooner for sooner, later in pairwise(asked)]
    assert 3 <= len(asked) <= 9, waits
    assert waits[-1] > waits[0], "more and more seldom"
    dag.page.unroute("**/stream?*")
    dag.page.unroute("**/changes?*")
    with dag.page.expect_event("request", lambda one: one.resource_type == "eventsource"):
        pass


def test_on_a_phone_the_panel_is_one_press_away(hall, enter):
    ana = enter("Ana i rummet", phone=True)
    ana.context.add_cookies(hall.ana.context.cookies())
    ana.goes(hall.board)
    link = ana.page.get_by_role("link", name=sv("To the panel"))
    assert link.bounding_box()["y"] < 844, "in sight at once, whatever hangs on the board"
    assert ana.find("#panel").bounding_box()["y"] > 844
    link.click()
    expect(ana.find("#panel")).to_be_in_viewport()
    assert ana.find("#panel").bounding_box()["y"] < 422
    ana.page.get_by_role("navigation", name=sv("Go to")).get_by_role(
        "link", name=sv("The board")
    ).click()
    assert ana.find("#board").bounding_box()["y"] >= -400


def test_bea_comes_by_her_letter_without_a_code(hall, enter):
    link = arranged(hall.server, "invited", hall.number)
    bea = enter("Bea", phone=True)
    bea.goes(link).follows("Go to the board")
    bea.sees("You speak for").presses("Join the workshop").sees("Vad skulle göra det enklare?")
    writes(bea, "Båtklubben kan köra")
    expect(on_board(hall.ana, "Båtklubben kan köra")).to_have_count(1)
    # Her computer, without a script, is the same participant: her note is hers there too.
    desk = enter("Bea vid datorn", script=False)
    desk.goes(link).follows("Back to the board")
    assert desk.find("#mine .r-note", has_text="Båtklubben kan köra").count() == 1
