"""What others do reaches every screen: by the stream, or by asking."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from dialog.database import begin_as
from dialog.extensions import db
from dialog.live import stream as live
from dialog.live.models import Change
from dialog.process.models import PartyKind
from dialog.web import clock
from dialog.workshop import operations
from tests.workshop.conftest import columns_of


class Screen:
    """A page that follows the board."""

    def __init__(self, browser: Any, path: str) -> None:
        db.session.commit()
        self.response = browser.client.get(path, base_url=browser.base, buffered=False)
        db.session.rollback()
        begin_as("write")  # what the test does next is no reading
        self.text = ""
        self.ended = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for chunk in self.response.response:
                self.text += chunk.decode()
        finally:
            self.ended.set()

    def shows(self, text: str, seconds: float = 5.0) -> bool:
        ends = time.monotonic() + seconds
        while text not in self.text and time.monotonic() < ends:
            time.sleep(0.01)
        return text in self.text


@pytest.fixture
def screen(app):
    screens: list[Screen] = []

    def start(browser: Any, path: str) -> Screen:
        screens.append(Screen(browser, path))
        return screens[-1]

    yield start
    hub = live.hub_of(app)
    hub.stop()
    for each in screens:
        assert each.ended.wait(5)
    hub.stopped = False
    hub._fragments.clear()


@pytest.fixture
def base(open_board) -> str:
    slug = open_board.workshop.occasion.process.slug
    return f"/processes/{slug}/workshops/{open_board.workshop_id}"


def test_a_note_reaches_phone_desk_and_wall(browser, ana, phone, screen, base, open_board):
    ben, bea = phone(), phone(PartyKind.MUNICIPAL)
    room = screen(bea, f"{bea.home}/stream?after=-1")
    desk = screen(browser(ana), f"{base}/stream?after=-1")
    wall = screen(browser(ana), f"{base}/stream?after=-1&face=wall")
    assert room.response.mimetype == "text/event-stream"
    assert "Content-Encoding" not in room.response.headers
    assert room.response.headers["Cache-Control"] == "no-store"
    assert all(each.shows("event: snapshot") for each in (room, desk, wall))
    ben.write("Ge oss ett namn, inte en växel.", columns_of(open_board)[0])
    for each in (room, desk, wall):
        assert each.shows("Ge oss ett namn, inte en växel.")
    assert 'name="card"' in desk.text
    assert 'name="card"' not in room.text
    assert 'name="card"' not in wall.text
    for each in (room, wall):
        assert ana.name not in each.text


def test_hiding_grouping_and_the_next_phase_are_told(browser, ana, phone, screen, base, open_board):
    ben = phone()
    ben.write("Döljs", columns_of(open_board)[0])
    ben.write("Blir kvar", columns_of(open_board)[0])
    room = screen(ben, f"{ben.home}/stream?after=-1")
    desk = browser(ana)
    assert room.shows("Blir kvar")
    desk.post(f"{base}/hidings", {"card": "1:1"})
    assert room.shows('id="card-1" data-gone')
    desk.post(f"{base}/groups", {"card": "2:1", "title": "En grupp"})
    assert room.shows("En grupp")
    desk.post(f"{base}/writing-end")
    assert room.shows('data-phase="sorting-')


def test_a_page_without_a_stream_asks_what_is_new(phone, open_board):
    ben = phone()
    start = int(ben.get(f"{ben.home}/changes?after=-1").get_json()["number"])
    assert ben.get(f"{ben.home}/changes?after={start}").status_code == 204
    ben.write("Nytt", columns_of(open_board)[0])
    told = ben.get(f"{ben.home}/changes?after={start}").get_json()
    assert told["number"] == start + 1
    assert "Nytt" in told["events"][0]["html"]
    db.session.query(Change).delete()
    db.session.commit()
    whole = ben.get(f"{ben.home}/changes?after={start - 1}").get_json()
    assert whole["events"][0]["event"] == "snapshot"
    assert "Nytt" in whole["events"][0]["html"]


def test_a_device_that_is_shown_out_hears_nothing_more(
    app, phone, screen, open_board, ana, monkeypatch
):
    monkeypatch.setattr(live, "HEARTBEAT", 0.1)
    ben, bea = phone(), phone()
    room = screen(ben, f"{ben.home}/stream?after=-1")
    other = screen(bea, f"{bea.home}/stream?after=-1")
    assert room.shows("event: snapshot")
    out = sorted(open_board.workshop.participants, key=lambda one: one.id)[0]
    operations.remove_participant(open_board, out, by=ana, now=clock.now())
    db.session.commit()
    assert room.ended.wait(3)
    assert not other.ended.is_set()


def test_whoever_signs_out_hears_nothing_more(browser, ana, screen, base, monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT", 0.1)
    desk = browser(ana)
    board = screen(desk, f"{base}/stream?after=-1")
    assert board.shows("event: snapshot")
    desk.post("/sign-out")
    assert board.ended.wait(3)


def test_a_new_process_knows_everything(app, phone, open_board):
    from dialog import create_app

    ben = phone()
    ben.write("Före omstarten", columns_of(open_board)[0])
    number = int(ben.get(f"{ben.home}/changes?after=-1").get_json()["number"])
    twin = create_app(app.config["SETTINGS"], testing=True)
    client = twin.test_client(use_cookies=False)
    page = client.get(ben.home, headers=ben.cookies, base_url=ben.base)
    assert "Före omstarten" in page.get_data(as_text=True)
    ben.write("Efter omstarten", columns_of(open_board)[0])
    told = client.get(f"{ben.home}/changes?after={number}", headers=ben.cookies, base_url=ben.base)
    assert "Efter omstarten" in told.get_data(as_text=True)
    with twin.app_context():
        db.session.remove()
        db.engine.dispose()
