"""A stream tells everything once and in order, and goes on where it broke off."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine

from dialog.extensions import db
from dialog.live import operations, queries
from dialog.live import stream as live
from dialog.live.models import Change, Channel
from tests.people import NOW


def draw(news: queries.News) -> str:
    return f"<p>{news.kind} {news.subject_id}</p>"


@pytest.fixture
def channel(app) -> Channel:
    made = operations.new_channel()
    db.session.commit()
    return made


@pytest.fixture
def say(channel) -> Callable[[int], int]:
    """`say(7)`: thing number 7 has changed."""

    def announce(subject: int) -> int:
        number = operations.announce(channel.id, "note", subject, NOW)
        db.session.commit()
        return number

    return announce


class Reader:
    """Reads an open stream in a thread of its own, as a server does."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.text = ""
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        try:
            for chunk in self.response.response:
                self.text += chunk.decode()
        finally:
            self.done.set()

    def wait_for(self, text: str, seconds: float = 5.0) -> bool:
        ends = time.monotonic() + seconds
        while text not in self.text and time.monotonic() < ends:
            time.sleep(0.01)
        return text in self.text

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number in re.findall(r"^id: (\d+)", self.text, re.MULTILINE)]


@pytest.fixture
def open_stream(app, channel) -> Iterator[Callable[..., Reader]]:
    """`open_stream(after=3)` follows the channel like a page drawn after change 3."""
    readers: list[Reader] = []
    hub = live.hub_of(app)
    allowed = {"still": True}

    def start(after: int = 0, face: str = "room", **options: Any) -> Any:
        number = channel.id
        db.session.commit()
        with app.test_request_context("/", headers=options.pop("headers", {})):
            response = live.stream(
                number,
                face=face,
                language="sv",
                draw=options.pop("draw", draw),
                snapshot=lambda: (queries.number_now(number), "<main>everything</main>"),
                allowed=lambda: allowed["still"],
                after=after if after >= 0 else None,
            )
        if response.status_code != 200:
            return response
        reader = Reader(response)
        readers.append(reader)
        return reader

    start.allowed = allowed  # type: ignore[attr-defined]
    yield start
    hub.stop()
    for reader in readers:
        assert reader.done.wait(5)
    hub.stopped = False
    hub._fragments.clear()


def test_what_happens_is_told_at_once_and_in_order(open_stream, say):
    reader = open_stream()
    for subject in range(1, 21):
        say(subject)
    assert reader.wait_for("note 20")
    assert reader.numbers == list(range(1, 21))


def test_a_stream_begins_with_the_servers_time_which_is_no_change(open_stream, say):
    with time_machine.travel(NOW, tick=False):
        reader = open_stream()
        assert reader.wait_for(f"event: time\ndata: {round(NOW.timestamp() * 1000)}\n\n")
    say(1)
    assert reader.wait_for("note 1")
    assert reader.text.index("event: time") < reader.text.index("note 1")
    assert reader.numbers == [1]


def test_a_page_is_told_what_happened_since_it_was_drawn(open_stream, say):
    for subject in range(1, 6):
        say(subject)
    reader = open_stream(after=3)
    assert reader.wait_for("note 5")
    say(6)
    assert reader.wait_for("note 6")
    assert reader.numbers == [4, 5, 6]


def test_whoever_comes_back_goes_on_where_they_were(open_stream, say):
    for subject in range(1, 4):
        say(subject)
    reader = open_stream(after=-1, headers={"Last-Event-ID": "2"})
    assert reader.wait_for("note 3")
    assert reader.numbers == [3]


def test_a_gap_gets_the_whole_picture(open_stream, say):
    for subject in range(1, 6):
        say(subject)
    db.session.query(Change).filter(Change.seq < 4).delete()
    db.session.commit()
    reader = open_stream(after=1)
    assert reader.wait_for("everything", seconds=2.0)
    assert reader.numbers == [5]
    say(6)
    assert reader.wait_for("note 6")
    assert reader.numbers == [5, 6]


def test_a_number_from_another_board_gets_the_whole_picture(open_stream, say):
    say(1)
    reader = open_stream(after=999)
    assert reader.wait_for("event: snapshot")


def test_a_change_is_drawn_once_for_all_who_see_the_same_face(open_stream, say):
    drawn: list[int] = []

    def counted(news: queries.News) -> str:
        drawn.append(news.number)
        return draw(news)

    readers = [open_stream(draw=counted) for _ in range(3)]
    wall = open_stream(draw=counted, face="wall")
    say(1)
    for reader in (*readers, wall):
        assert reader.wait_for("note 1")
    assert drawn == [1, 1], "once for the room, once for the wall"


def test_what_is_rolled_back_was_never_told(open_stream, say, channel):
    reader = open_stream()
    operations.announce(channel.id, "note", 77, NOW)
    db.session.rollback()
    say(1)
    assert reader.wait_for("note 1")
    assert "note 77" not in reader.text
    assert reader.numbers == [1]


def test_there_is_room_for_so_many_and_the_next_one_asks_now_and_then(
    app, open_stream, say, channel
):
    limit = live.hub_of(app).limit
    for _ in range(limit):
        open_stream()
    full = open_stream()
    assert full.status_code == 503
    assert full.headers["Retry-After"]
    say(1)
    number = channel.id
    with app.test_request_context("/?after=0"):
        answer = live.changes(
            number, face="room", language="sv", draw=draw, snapshot=lambda: (1, "")
        )
        told = answer.get_json()
    assert told == {"number": 1, "events": [{"event": "change", "html": "<p>note 1</p>"}]}
    with app.test_request_context("/?after=1"):
        answer = live.changes(
            number, face="room", language="sv", draw=draw, snapshot=lambda: (1, "")
        )
    assert answer.status_code == 204


def test_a_stream_ends_when_it_is_no_longer_allowed(open_stream, monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT", 0.05)
    reader = open_stream()
    assert reader.wait_for(":\n\n"), "a heartbeat"
    open_stream.allowed["still"] = False
    assert reader.done.wait(2)


def test_a_stream_does_not_live_for_ever(open_stream, monkeypatch):
    monkeypatch.setattr(live, "LIFE", 0.1)
    assert open_stream().done.wait(2)


def test_a_stream_beats_and_ends_often_enough():
    assert live.HEARTBEAT <= 15
    assert live.LIFE <= 300


def test_stopping_ends_every_stream_at_once(app, open_stream):
    readers = [open_stream() for _ in range(3)]
    before = time.monotonic()
    live.stop_all()
    assert all(reader.done.wait(2) for reader in readers)
    assert time.monotonic() - before < 1.5
    assert open_stream().status_code == 503


def test_a_waiting_stream_holds_no_connection(app, open_stream, say):
    reader = open_stream()
    say(1)
    assert reader.wait_for("note 1")
    db.session.rollback()
    busy = [db.engine.pool.checkedout() for _ in range(20) if time.sleep(0.02) is None]
    assert min(busy) <= 1, "only the tail keeps one"


def test_a_fault_while_drawing_breaks_no_other_stream(open_stream, say):
    def broken(_news: queries.News) -> str:
        raise ValueError("cannot be drawn")

    fine, faulty = open_stream(face="wall"), open_stream(draw=broken)
    assert faulty.wait_for("retry:"), "it follows before something happens"
    say(1)
    assert fine.wait_for("note 1")
    assert faulty.done.wait(3), "it comes back with the number it has seen"
    say(2)
    assert fine.wait_for("note 2")


def test_lines_in_a_fragment_stay_in_one_event():
    from dialog.live.hub import encoded

    assert encoded(3, "change", "<p>\nHej\n</p>\n") == (
        b"id: 3\nevent: change\ndata: <p>\ndata: Hej\ndata: </p>\n\n"
    )
    assert encoded(4, "change", "") == b"id: 4\nevent: change\ndata:\n\n"


@contextmanager
def another_process(app) -> Iterator[Any]:
    """A second application on the same database: nothing in memory is shared."""
    from dialog import create_app
    from dialog.database import begin_as

    twin = create_app(app.config["SETTINGS"], testing=True)
    with twin.app_context():
        begin_as("write")
        yield twin
        db.session.remove()
        db.engine.dispose()


def test_what_another_process_commits_is_told(app, open_stream, channel):
    reader = open_stream()
    number = channel.id
    db.session.commit()

    def elsewhere() -> None:
        with another_process(app):
            other = db.session.get_one(Channel, number)
            operations.announce(other.id, "note", 42, NOW)
            db.session.commit()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert reader.wait_for("note 42", 4.0)
