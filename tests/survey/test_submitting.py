"""Sending: one receipt per seat, a code that opens the answers, and in confidence no way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import inspect, select, text

from dialog.extensions import db
from dialog.survey import codes
from dialog.survey.models import Answer, Draft, Receipt, Response, ResponseEdit, Seat, Survey
from dialog.survey.responding import band
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]
Ask = Callable[..., Phone]


@pytest.fixture
def ask(dialogue: Process, ana: Person, browser: Start) -> Ask:
    """`ask("confidential")`: a survey of that kind, and Ben who is asked for the sports club."""

    def make(mode: str = "named") -> Phone:
        survey = make_survey(dialogue, ana, mode=mode)
        [contact] = association("Idrottsklubben", "Ben Ahl", by=ana)
        return Phone(browser(), asked(survey, contact, by=ana))

    return make


def rows(model: type) -> list:
    return list(db.session.scalars(select(model)))


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_ben_sends_and_gets_a_receipt_which_leads_to_the_answers(ask: Ask, mode: str) -> None:
    ben = ask(mode).answer_all()
    ben.send()
    assert ben.status == 200
    assert "Tack! Svaren är inskickade." in ben.text
    if mode == "confidential":
        assert re.fullmatch(r"([2-9A-Z]{4} ){5}[2-9A-Z]{4}", ben.code)
    else:  # the link opens them, so there is no code to lose
        assert ben.code == ""
        assert f'href="{ben.base}/answers"' in ben.html
        assert f'href="{ben.base}/change"' in ben.html
    assert len(rows(Receipt)) == len(rows(Response)) == 1
    assert rows(Draft) == []
    stored = {(answer.question.key, answer.choice or answer.number) for answer in rows(Answer)}
    assert {("members", 40.0), ("ways", "phone"), ("reach", "easy")} <= stored


def test_what_was_hidden_when_it_was_sent_is_not_an_answer(ask: Ask) -> None:
    ben = ask().begin().fill(members="40", ways=["phone"])
    ben.fill(reach="hard").fill(reach="hard", why_hard="Växeln").fill("back", wish="x")
    ben.fill(reach="easy", why_hard="Växeln").fill(wish="x").send()
    assert "why_hard" not in {answer.question.key for answer in rows(Answer)}


def test_the_other_alternative_keeps_its_words(ask: Ask) -> None:
    ben = ask().begin().fill(members="40", ways=["phone", "other"], ways__other="Brevduva")
    ben.fill(reach="easy").fill()
    assert "Annat: Brevduva" in ben.text
    ben.send()
    [other] = [answer for answer in rows(Answer) if answer.choice == "other"]
    assert other.other == "Brevduva"


def test_the_same_page_sent_again_is_the_same_thing(ask: Ask) -> None:
    ben = ask("confidential").answer_all()
    code = ben.hidden("page-code")
    first, second = ben.send(code).code, ben.send(code).code
    assert first == second == code
    assert len(rows(Receipt)) == len(rows(Response)) == 1


def test_two_tabs_give_one_receipt(ask: Ask) -> None:
    ben = ask("confidential").answer_all()
    other_tab = ben.hidden("page-code")
    ben.get("/review")
    assert ben.send().code
    ben.send(other_tab)
    assert ben.path.endswith("/receipt")
    assert ben.code == ""  # a code that opens nothing is not shown
    assert len(rows(Receipt)) == len(rows(Response)) == 1


def test_what_is_not_finished_cannot_be_sent(ask: Ask) -> None:
    ben = ask().begin()
    ben.get("/review")
    ben.send()
    assert ben.status == 422
    assert "Om er" in ben.text
    assert rows(Receipt) == []
    ben.post("/review", {"page-code": "nonsense"})
    assert ben.status == 422


def test_named_the_link_leads_to_receipt_answers_and_change(ask: Ask) -> None:
    ben = ask("named").answer_all()
    ben.send()
    assert ben.open_link().path.endswith("/receipt")
    assert ben.code == ""
    assert "Ett nummer att ringa" in ben.get("/answers").text
    ben.get("/change")
    changed = {"members": "41", "reach": "easy", "wish": "Två nummer", "page-based-on": "0"}
    ben.post("/change", changed | stamps(ben))
    assert ben.path.endswith("/answers")
    assert "Två nummer" in ben.text
    [edit] = rows(ResponseEdit)
    assert edit.answers["wish"] == "Ett nummer att ringa"
    stale = ben.get("/change").post("/change", changed | stamps(ben) | {"wish": "Tre"})
    assert stale.status == 409


def stamps(phone: Phone) -> dict[str, str]:
    return {name: phone.hidden(name) for name in ("page-opened", "page-shown")}


def test_in_confidence_the_link_tells_only_that_it_was_answered(ask: Ask) -> None:
    ben = ask("confidential").answer_all()
    ben.send()
    ben.open_link()
    assert "konfidentiella" in ben.text
    assert "Ett nummer att ringa" not in ben.html
    for path in ("/answers", "/change"):
        assert ben.get(path).status == 404
    assert ben.get("/pages/1").path.endswith("/receipt")


def test_in_confidence_the_code_opens_the_answers_for_reading_and_change(
    ask: Ask, browser: Start
) -> None:
    ben = ask("confidential").answer_all()
    code = ben.send().code
    elsewhere = browser()  # without the personal link
    elsewhere.get("/code")
    opened = elsewhere.post("/code", {"page-code": code.lower().replace(" ", "-")})
    page = opened.get_data(as_text=True)
    assert "Ett nummer att ringa" in page
    assert "Idrottsklubben" not in page
    form = elsewhere.post("/code/answers", {"page-code": code}).get_data(as_text=True)
    hidden = dict(re.findall(r'name="(page-[a-z-]+)" value="([^"]*)"', form))
    sent = hidden | {"members": "40", "reach": "hard", "wish": "Två nummer"}
    again = elsewhere.post("/code/change", sent)
    assert "Vad gör det svårt?" in again.get_data(as_text=True)
    hidden |= dict(
        re.findall(r'name="(page-[a-z-]+)" value="([^"]*)"', again.get_data(as_text=True))
    )
    done = elsewhere.post("/code/change", sent | hidden | {"why_hard": "Växeln"})
    assert "Växeln" in done.get_data(as_text=True)
    assert len(rows(ResponseEdit)) == 1


def test_a_code_that_fits_nothing_opens_nothing_and_guessing_is_stopped(
    ask: Ask, browser: Start
) -> None:
    ask("confidential").answer_all().send()
    visit = browser()
    assert visit.post("/code", {"page-code": "kort"}).status_code == 422
    for _ in range(25):
        last = visit.post("/code", {"page-code": codes.new_code()})
    assert last.status_code == 429
    assert last.headers["Retry-After"]


def test_in_confidence_nothing_in_the_database_leads_from_seat_to_answers(ask: Ask) -> None:
    ben = ask("confidential").answer_all()
    code = ben.send().code
    [response], [seat] = rows(Response), rows(Seat)
    assert response.seat_id is None
    assert response.submitted_at is None
    assert response.voice.organisation_id is None
    assert response.voice.label is None
    for table in inspect(db.session.connection()).get_table_names():
        for row in db.session.execute(text(f'SELECT * FROM "{table}"')):
            values = {str(value) for value in row}
            assert not any(code in value or codes.plain(code) in value for value in values), table
            if table not in {"response", "answer", "voice"}:
                assert str(response.id) not in values, table
                assert str(response.voice_id) not in values, table
    assert seat.organisation_id is not None


def test_duration_is_a_band(ask: Ask) -> None:
    spans = [timedelta(minutes=minutes) for minutes in (1, 5, 9, 19, 39, 600)]
    assert [band(span) for span in spans] == ["0-5", "5-10", "5-10", "10-20", "20-40", "40-"]


def test_what_was_begun_in_time_may_be_sent_a_quarter_of_an_hour_later(ask: Ask) -> None:
    ben = ask().answer_all()
    [survey] = rows(Survey)
    closes_at = survey.closes_at
    assert closes_at is not None
    with time_machine.travel(closes_at + timedelta(minutes=10), tick=False):
        assert "kan skickas i femton minuter till" in ben.get("/review").text
        ben.send()
        assert "Tack!" in ben.text


def test_after_the_grace_the_link_opens_nothing(ask: Ask) -> None:
    ben = ask().answer_all()
    code = ben.hidden("page-code")
    [survey] = rows(Survey)
    assert survey.closes_at is not None
    with time_machine.travel(survey.closes_at + timedelta(minutes=15), tick=False):
        assert ben.send(code).status == 404
        assert ben.browser.get(f"/i/{ben.token}").status_code == 404
    assert rows(Receipt) == []


def test_nobody_begins_after_the_closing_time(ask: Ask) -> None:
    ben = ask()
    [survey] = rows(Survey)
    assert survey.closes_at is not None
    with time_machine.travel(survey.closes_at + timedelta(minutes=1), tick=False):
        assert "Börja svara" not in ben.open_link().text
        assert ben.post("/beginning").status == 409
    assert rows(Draft) == []


def test_an_answer_can_be_changed_until_closing_and_read_afterwards(ask: Ask) -> None:
    ben = ask("confidential").answer_all()
    code = ben.send().code
    [survey] = rows(Survey)
    assert survey.closes_at is not None
    with time_machine.travel(survey.closes_at + timedelta(hours=1), tick=False):
        visit = ben.browser
        page = visit.post("/code", {"page-code": code}).get_data(as_text=True)
        assert "Ett nummer att ringa" in page
        assert "Ändra svaren" not in page
        late = {"page-code": code, "members": "1", "reach": "easy", "page-shown": "members ways"}
        form = visit.post("/code/answers", {"page-code": code}).get_data(as_text=True)
        hidden = dict(re.findall(r'name="(page-[a-z-]+)" value="([^"]*)"', form))
        assert visit.post("/code/change", late | hidden).status_code == 409
    assert rows(ResponseEdit) == []


def test_the_receipt_keeps_a_day_and_no_time(ask: Ask) -> None:
    ask("confidential").answer_all().send()
    [receipt] = rows(Receipt)
    assert receipt.answered_on == clock.today()
