"""The board's clock: set by whoever leads, the same on every screen, and nothing closes by itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.exc import DatabaseError

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.journal import sentences
from dialog.journal.models import Event
from dialog.web import clock
from dialog.workshop import operations, queries
from dialog.workshop.models import ClockTurn, Phase
from tests.workshop.conftest import columns_of

HALF_PAST_TWO = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)  # 14:30 on the wall, in November
ENDS = re.compile(r'data-ends="(\d+)"')


@pytest.fixture
def now():
    with time_machine.travel(HALF_PAST_TWO, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(browser: Any, ana: Any, now: Any, open_board: Any) -> Any:
    return Desk(browser(ana), open_board)


class Desk:
    """Whoever leads, with the panel in front of them."""

    def __init__(self, browser: Any, activity: Any) -> None:
        self.browser = browser
        slug = activity.workshop.occasion.process.slug
        self.base = f"/processes/{slug}/workshops/{activity.workshop_id}"

    def sees(self) -> str:
        return clock_in(self.browser.get(self.base).get_data(as_text=True))

    def seen(self) -> str:
        """The number that the forms of the panel carry."""
        html = self.browser.get(self.base).get_data(as_text=True)
        part = html[html.index('id="clock_set"') :]
        return re.search(r'name="version" value="(\d+)"', part).group(1)

    def sets(self, act: str = "", **fields: str) -> Any:
        sent = {"version": self.seen(), **fields}
        return self.browser.post(f"{self.base}/clock{act}", sent)


def clock_in(html: str) -> str:
    """The clock as a page shows it."""
    return re.search(r'<div id="clock".*?</div>', html, re.DOTALL).group(0)


def words_of(part: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_every_screen_gets_the_same_end(desk, phone, now):
    ben = phone()
    assert desk.sets(minutes="10").status_code == 303
    ends = round((HALF_PAST_TWO + timedelta(minutes=10)).timestamp() * 1000)
    now.shift(timedelta(minutes=3))  # whoever comes later sees the same
    late = phone()
    wall = desk.browser.get(f"{desk.base}/projector").get_data(as_text=True)
    pages = [desk.sees(), clock_in(wall)]
    pages += [clock_in(one.get(one.home).get_data(as_text=True)) for one in (ben, late)]
    assert [ENDS.search(page).group(1) for page in pages] == [str(ends)] * 4
    assert all("till 14:40" in words_of(page) for page in pages), "what is read without a script"


def test_a_page_carries_the_servers_own_time(desk, phone):
    ben = phone()
    told = f'data-now="{round(HALF_PAST_TWO.timestamp() * 1000)}"'
    for page in (
        desk.browser.get(desk.base),
        desk.browser.get(f"{desk.base}/projector"),
        ben.get(ben.home),
    ):
        assert told in page.get_data(as_text=True)


def test_it_is_paused_and_goes_on_from_where_it_stood(desk, now):
    desk.sets(minutes="5")
    now.shift(timedelta(minutes=1, seconds=18))
    assert desk.sets("/pause").status_code == 303
    assert "03:42 pausad" in words_of(desk.sees())
    now.shift(timedelta(minutes=20))
    assert "03:42 pausad" in words_of(desk.sees()), "it stands"
    assert not ENDS.search(desk.sees())
    assert desk.sets("/resumption").status_code == 303
    assert queries.clock_of(_board()).left(clock.now()) == 222


def test_two_minutes_more_going_paused_and_over(desk, now):
    desk.sets(minutes="2")
    desk.sets("/extension")
    assert "till 14:34" in words_of(desk.sees())
    desk.sets("/pause")
    desk.sets("/extension")
    assert "06:00 pausad" in words_of(desk.sees())
    desk.sets("/resumption")
    now.shift(timedelta(minutes=10))
    assert "Tiden är ute" in words_of(desk.sees())
    assert desk.sets("/pause").status_code == 409
    desk.sets("/extension")
    assert "till 14:42" in words_of(desk.sees()), "from now, not from when it was over"


def test_it_is_stopped_and_gone_from_every_screen(desk, phone):
    ben = phone()
    desk.sets(minutes="15")
    assert desk.sets("/stop").status_code == 303
    for page in (desk.sees(), clock_in(ben.get(ben.home).get_data(as_text=True))):
        assert " hidden>" in page
        assert words_of(page) == ""
    assert desk.sets(minutes="2").status_code == 303, "and another can be started"


def test_nothing_closes_when_the_time_is_over(desk, phone, now, open_board):
    ben = phone()
    desk.sets(minutes="1")
    now.shift(timedelta(hours=1))
    assert "Tiden är ute" in words_of(clock_in(ben.get(ben.home).get_data(as_text=True)))
    assert ben.write("Jag hann ändå", columns_of(open_board)[0]).status_code == 303
    assert _board().phase is Phase.WRITING


@pytest.mark.parametrize("minutes", ["0", "121", "", "tio", "-5", "9999999"])
def test_a_time_that_cannot_be_is_complained_about(desk, minutes):
    response = desk.sets(minutes=minutes)
    assert response.status_code == 422
    html = response.get_data(as_text=True)
    assert "Mellan 1 och 120 minuter" in html or "Skriv ett heltal" in html
    assert 'aria-describedby="minutes-e"' in html
    assert db.session.query(ClockTurn).count() == 0


def test_what_is_pressed_twice_is_done_once(desk):
    sent = {"version": desk.seen(), "minutes": "5", "client_id": str(_id(1))}
    for _time in range(2):
        assert desk.browser.post(f"{desk.base}/clock", sent).status_code == 303
    more = {"version": desk.seen(), "client_id": str(_id(2))}
    for _time in range(2):
        assert desk.browser.post(f"{desk.base}/clock/extension", more).status_code == 303
    assert [turn.kind for turn in _turns()] == ["started", "extended"]
    assert "till 14:37" in words_of(desk.sees())


def test_whoever_sees_an_old_clock_is_told_so(desk, browser, eva, open_board):
    other = Desk(browser(eva), open_board)
    old = other.seen()
    desk.sets(minutes="10")
    refused = other.sets(minutes="2", version=old)
    assert refused.status_code == 409
    assert "Någon annan har ställt klockan under tiden" in refused.get_data(as_text=True)
    assert other.sets(minutes="2").status_code == 409, "it is going: it must be stopped first"
    assert other.sets("/stop").status_code == 303


def test_it_never_goes_for_more_than_two_hours(desk):
    desk.sets(minutes="119")
    refused = desk.sets("/extension")
    assert refused.status_code == 409
    assert "högst 120 minuter" in refused.get_data(as_text=True)


def test_every_act_is_a_sentence_in_the_journal(app, desk):
    desk.sets(minutes="5")
    for act in ("/pause", "/resumption", "/extension", "/stop"):
        desk.sets(act)
    events = [one for one in db.session.query(Event).order_by(Event.id) if "clock" in one.verb]
    with app.test_request_context():
        told = [sentences.sentence(event, "Ana Lind") for event in events]
    assert told == [
        "Ana Lind startade klockan på ”Öppen workshop”: 5 min.",
        "Ana Lind pausade klockan på ”Öppen workshop”.",
        "Ana Lind lät klockan på ”Öppen workshop” gå vidare.",
        "Ana Lind gav ”Öppen workshop” två minuter till.",
        "Ana Lind stoppade klockan på ”Öppen workshop”.",
    ]


def test_what_was_done_with_it_stays_written(desk):
    desk.sets(minutes="5")
    db.session.query(ClockTurn).one().seconds = 1
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.commit()
    db.session.rollback()


def test_a_closed_board_has_no_clock(desk, ana, open_board):
    desk.sets(minutes="5")
    operations.close_board(open_board, by=ana, now=clock.now())
    db.session.commit()
    assert " hidden>" in desk.sees()
    with pytest.raises(Refusal, match=r"stängd|closed"):
        operations.stop_clock(_board(), seen=1, client_id="x", by=ana, now=clock.now())


def test_it_is_told_by_the_stream_like_every_other_change(desk, phone):
    ben = phone()
    start = ben.get(f"{ben.home}/changes?after=-1").get_json()["number"]
    desk.sets(minutes="5")
    here = {"phone": f"{ben.home}/changes?after={start}"}
    room = ben.get(here["phone"]).get_json()["events"][-1]["html"]
    staff = desk.browser.get(f"{desk.base}/changes?after={start}").get_json()["events"][-1]["html"]
    wall = desk.browser.get(f"{desk.base}/changes?after={start}&face=wall").get_json()
    assert 'id="clock_set"' in staff
    for html in (room, wall["events"][-1]["html"]):
        assert "data-ends" in html
        assert "clock_set" not in html, "only the desk has what it is set with"
    whole = ben.get(f"{ben.home}/changes?after=-1").get_json()["events"][0]
    assert whole["event"] == "snapshot"
    assert "data-ends" in whole["html"], "and by whoever comes back after a gap"


def test_a_new_process_knows_it(app, desk, phone):
    from dialog import create_app

    ben = phone()
    desk.sets(minutes="5")
    twin = create_app(app.config["SETTINGS"], testing=True)
    client = twin.test_client(use_cookies=False)
    page = client.get(ben.home, headers=ben.cookies, base_url=ben.base).get_data(as_text=True)
    assert "till 14:35" in words_of(clock_in(page))
    with twin.app_context():
        db.session.remove()
        db.engine.dispose()


def test_an_analyst_sees_it_and_sets_nothing(browser, cleo, desk, open_board):
    desk.sets(minutes="5")
    html = browser(cleo).get(desk.base).get_data(as_text=True)
    assert "till 14:35" in words_of(clock_in(html))
    assert 'id="clock_set"' not in html


def test_no_part_is_swapped_in_that_the_page_does_not_hold(desk):
    desk.sets(minutes="5")
    part = desk.browser.get(desk.base, part=True).get_data(as_text=True)
    assert 'id="clock_toggle"' in part
    assert 'id="hold"' not in part, "whoever holds the page still goes on holding it"


def _board() -> Any:
    db.session.rollback()
    return queries.activity_of(db.session.query(ClockTurn).first().activity.workshop_id)


def _turns() -> list[ClockTurn]:
    return db.session.query(ClockTurn).order_by(ClockTurn.number).all()


def _id(number: int) -> Any:
    import uuid

    return uuid.UUID(int=number, version=4)
