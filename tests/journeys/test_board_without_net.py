"""Phones in a hall where the net comes and goes, and screens that nobody reloads."""

from __future__ import annotations

import pytest

from tests.journeys.actors import sv
from tests.journeys.arranging import arranged, sits_down
from tests.journeys.boards import a_board, groups_all, joins, lays_a_dot

SEND = ".r-phone__nav button"
FIRST, SECOND = "Svara inom en vecka", "Ett namn att ringa"
BY_STREAM, TWICE, KEPT = (
    "Samma blankett överallt",
    "Lokaler efter klockan fyra",
    "Låna ut projektorn",
)
LOST_ANSWER, AFTERWARDS = "Ett möte i månaden", "Färre bilagor"
SEEN = "Kom och titta"
PLAIN, MENDED = "Skyltar på fler språk", "Skyltar på fler språk, tack"
COUNT = """async words => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  return [...page.querySelectorAll("#board .r-note > p")].filter(p => p.textContent === words).length;
}"""


class Hall:
    """The board, the one who leads, the wall and the phones."""

    def __init__(self, server, enter):
        self.server = server
        self.ana = sits_down(enter("Ana"), arranged(server, "team")["ana"])
        self.board, self.code = a_board(self.ana)
        self.wall = enter("Väggen")
        self.wall.context.add_cookies(self.ana.context.cookies())
        self.wall.page.set_viewport_size({"width": 1920, "height": 1080})
        self.wall.goes(f"{self.board}/projector?view=board")
        self.dag = joins(enter("Dag", phone=True), self.code, "Föreningar")
        self.tove = joins(enter("Tove", phone=True), self.code, "Kommunen")
        self.disa = joins(enter("Disa", phone=True, script=False), self.code, "Kommunen")

    def on_board(self, words):
        """How often the words hang on the board, as the server has it now."""
        return self.ana.page.evaluate(COUNT, words)


@pytest.fixture(scope="module")
def hall(server, enter):
    return Hall(server, enter)


def writes(phone, words):
    phone.find("#note_form textarea").fill(words)
    phone.find(SEND).click()


def unsent(phone):
    return phone.find("#unsent .r-note")


def arrives(phone, words):
    """One's own list has it, once, and nothing waits any more."""
    phone.find("#mine .r-note", has_text=words).first.wait_for()
    unsent(phone).first.wait_for(state="detached")
    assert phone.find("#mine .r-note", has_text=words).count() == 1


def requests_of(actor):
    """What the page asks for from now on, besides the stream that is open, and letter shapes."""
    asked = []
    actor.page.on("request", lambda one: one.resource_type == "font" or asked.append(one.url))
    return asked


def test_notes_written_without_net_arrive_once_each(hall):
    dag = hall.dag
    dag.context.set_offline(True)
    dag.sees("No connection.")
    for words in (FIRST, SECOND):
        writes(dag, words)
        unsent(dag).filter(has_text=words).get_by_text(sv("Not sent yet")).wait_for()
    dag.looks()
    assert hall.on_board(FIRST) == hall.on_board(SECOND) == 0
    dag.context.set_offline(False)
    for words in (FIRST, SECOND):
        arrives(dag, words)
        hall.ana.sees(words)
        assert hall.on_board(words) == 1
    assert dag.find("#offline").is_hidden()


def test_other_screens_get_a_note_by_the_stream_alone(hall):
    screens = (hall.ana, hall.wall, hall.tove)
    for screen in screens:  # after a break a page asks for a while before it follows again
        with screen.page.expect_request(lambda one: one.resource_type == "eventsource"):
            screen.page.reload()
    asked = [requests_of(screen) for screen in screens]
    for screen in screens:
        screen.page.evaluate("window.sameSince = 1")
    writes(hall.dag, BY_STREAM)
    for screen in screens:
        screen.find("#board .r-note, .r-wall .r-note", has_text=BY_STREAM).first.wait_for()
        assert screen.page.evaluate("window.sameSince") == 1  # nothing was loaded anew
    assert asked == [[], [], []]  # and nothing was asked for


def test_a_double_click_makes_one_note(hall):
    for phone in (hall.dag, hall.disa):
        words = f"{TWICE} ({phone.name})"
        phone.find("#note_form textarea").fill(words)
        phone.find(SEND).dblclick()
        phone.find("#mine .r-note", has_text=words).first.wait_for()
        phone.page.wait_for_timeout(500)
        assert hall.on_board(words) == 1


def test_an_unsent_note_is_kept_when_the_page_is_loaded_anew(hall):
    tove = hall.tove
    tove.page.route("**/notes", lambda route: route.abort())
    writes(tove, KEPT)
    unsent(tove).filter(has_text=KEPT).wait_for()
    tove.page.reload()
    unsent(tove).filter(has_text=KEPT).get_by_text(sv("Not sent yet")).wait_for()
    assert hall.on_board(KEPT) == 0
    tove.page.unroute("**/notes")
    arrives(tove, KEPT)
    assert hall.on_board(KEPT) == 1


def test_a_note_whose_answer_was_lost_is_not_written_twice(hall):
    tove = hall.tove

    def keep_the_answer(route):
        route.fetch()
        route.abort()

    tove.page.route("**/notes", keep_the_answer, times=1)
    writes(tove, LOST_ANSWER)
    arrives(tove, LOST_ANSWER)  # sent again five seconds later
    assert hall.on_board(LOST_ANSWER) == 1


def test_the_screens_catch_up_after_the_server_was_away(hall):
    screens = (hall.ana, hall.dag, hall.wall)
    for screen in screens:
        screen.page.evaluate("window.sameSince = 2")
    hall.server.stop()
    writes(hall.tove, AFTERWARDS)
    unsent(hall.tove).filter(has_text=AFTERWARDS).wait_for()
    hall.ana.sees("No connection just now. What you see may be old.")
    hall.server.start()
    arrives(hall.tove, AFTERWARDS)
    for screen in screens:
        screen.find("#board .r-note, .r-wall .r-note", has_text=AFTERWARDS).first.wait_for()
        assert screen.page.evaluate("window.sameSince") == 2
    assert hall.on_board(AFTERWARDS) == 1
    hall.ana.find("#live_state[data-said=live]").wait_for()


def test_a_phone_without_script_does_the_same_by_forms(hall, enter):
    ana, dag, disa = enter("Ana"), enter("Dag", phone=True), enter("Disa", phone=True, script=False)
    ana.context.add_cookies(hall.ana.context.cookies())
    _board, code = a_board(ana)
    for phone, side in ((dag, "Föreningar"), (disa, "Kommunen")):
        joins(phone, code, side)
    writes(disa, PLAIN)
    disa.sees(PLAIN)
    disa.find("#mine .r-note", has_text=PLAIN).get_by_role("link", name=sv("Change")).click()
    disa.find("#edit_form textarea").fill(MENDED)
    disa.find(SEND).click()
    disa.find("#mine .r-note", has_text=MENDED).wait_for()
    ana.find("#board .r-note", has_text=MENDED).wait_for()
    writes(dag, SEEN)
    arrives(dag, SEEN)
    disa.follows("Fetch the latest").find("#board .r-note", has_text=SEEN).wait_for()
    ana.presses("End the writing, start grouping").presses("Open the voting")
    dag.find("button[name='target']").first.wait_for()  # its page has turned by itself
    address = dag.page.url
    dag.context.set_offline(True)
    dag.find("button[name='target']").first.click()
    dag.sees("No connection. Nothing has changed: try again in a moment.")
    assert dag.page.url == address
    dag.context.set_offline(False)
    lays_a_dot(dag)
    disa.follows("Fetch the latest")
    left = disa.find(".r-dotsleft").inner_text()
    disa.find("button[name='target']").first.click()
    disa.find("#dots .r-lying li").first.wait_for()
    assert disa.find(".r-dotsleft").inner_text() != left
    disa.presses("Take back")
    assert disa.find(".r-dotsleft").inner_text() == left


def test_a_board_is_led_from_beginning_to_end_without_script(hall, enter):
    """Everything the one who leads does, by forms and by loading the page anew."""
    ana = enter("Ana utan skript", script=False)
    ana.context.add_cookies(hall.ana.context.cookies())
    board, code = a_board(ana)
    phone = joins(enter("Disa igen", phone=True, script=False), code, "Kommunen")
    for words in (FIRST, SECOND):
        writes(phone, words)
        phone.find("#note_form").wait_for()
    ana.goes(board).sees(FIRST).sees(SECOND)
    ana.presses("End the writing, start grouping")
    groups_all(ana, "Snabbt svar")
    ana.goes(board).presses("Open the voting")
    phone.goes(phone.page.url)
    lays_a_dot(phone)
    ana.goes(board).presses("End the voting")
    ana.goes(f"{board}/closing").find("main form button.ds-button").first.click()
    ana.page.wait_for_load_state()
    ana.goes(board).sees("Snabbt svar")
    assert not ana.find("button", has_text=sv("End the voting")).count()
    phone.goes(phone.page.url).sees("Snabbt svar")
    assert not phone.find("#note_form").count()
