"""Named answers: those who lead and analyse read them after closing, and the journal says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from dialog.contributions.models import Contribution
from dialog.contributions.operations import hide
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.models import PartyKind
from dialog.survey.closing import close_survey
from dialog.survey.models import Response, Survey
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]


def path(survey: Survey, rest: str = "") -> str:
    return f"/processes/{survey.occasion.process.slug}/surveys/{survey.id}{rest}"


@pytest.fixture
def survey(dialogue: Process, ana: Person, browser: Start) -> Survey:
    """An association and an official have answered by name; the survey is still open."""
    made = make_survey(dialogue, ana, mode="named")
    [bo] = association("Byalaget", "Bo By", by=ana)
    [siv] = association("Fritidskontoret", "Siv Lund", by=ana)
    phone = Phone(browser(), asked(made, bo, by=ana)).begin()
    phone.fill(members="40", ways=["phone", "other"], ways__other="Duva")
    phone.fill(reach="easy").fill(wish="=Ett nummer").send()
    siv_asked = asked(made, siv, by=ana, kind=PartyKind.MUNICIPAL)
    phone = Phone(browser(), siv_asked).begin().fill(ways=["visit"])
    phone.fill(reach="hard").fill(reach="hard", why_hard="Växeln")
    phone.fill(where="Rådhuset").fill(wish="Tid").send()
    db.session.commit()
    return made


@pytest.fixture
def closed(survey: Survey, ana: Person) -> Survey:
    close_survey(survey, by=ana, now=clock.now())
    db.session.commit()
    return survey


def test_while_it_is_open_nobody_reads_it(survey: Survey, ana: Person, browser: Start) -> None:
    visit = browser(ana)
    for rest in ("/responses", "/responses.xlsx"):
        assert visit.get(path(survey, rest)).status_code == 404
    assert "/responses" not in visit.get(path(survey)).text


def test_ana_reads_what_each_has_answered_and_the_journal_says_so_once(
    closed: Survey, ana: Person, browser: Start
) -> None:
    visit = browser(ana)
    assert f'href="{path(closed, "/responses")}"' in visit.get(path(closed)).text
    listed = visit.get(path(closed, "/responses")).text
    assert "Byalaget" in listed
    assert "Siv Lund, Fritidskontoret" in listed
    bo = db.session.scalars(select(Response).join(Response.seat).order_by(Response.seat_id)).first()
    assert bo is not None
    page = visit.get(path(closed, f"/responses/{bo.id}")).text
    assert "Byalaget" in page
    for words in ("=Ett nummer", "Duva", "Telefon", "Lätt", "40"):
        assert words in page
    lines = db.session.scalars(select(Event).where(Event.verb == "responses.read")).all()
    assert [(line.actor_id, line.subject_id) for line in lines] == [(ana.id, closed.id)]
    log = visit.get(f"/processes/{closed.occasion.process.slug}/journal").text
    assert "Ana Lind läste vad var och en har svarat i Hur vill ni arbeta ihop?" in log


def test_the_workbook_has_a_row_for_each_response(
    closed: Survey, cleo: Person, browser: Start
) -> None:
    answer = browser(cleo).get(path(closed, "/responses.xlsx"))
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    header, first, second = sheet.iter_rows(values_only=True)
    assert header[:3] == ("Vilka som har svarat", "Part", "Skickat")
    row = dict(zip(header, first, strict=True))
    assert (row["Vilka som har svarat"], row["Part"]) == ("Byalaget", "Föreningar")
    assert row["Hur många är ni?"] == 40
    assert row["Hur hörs ni av er? – Telefon"] == 1
    assert row["Hur hörs ni av er? – Besök"] == 0
    assert row["Hur lätt är det att nå rätt person?"] == "Lätt"
    assert row["Vad önskar ni er?"] == "=Ett nummer"
    assert "Duva" in first
    assert dict(zip(header, second, strict=True))["Vad gör det svårt?"] == "Växeln"
    assert "f" not in {cell.data_type for cells in sheet.iter_rows() for cell in cells}


def test_what_is_hidden_is_not_read_here_either(
    closed: Survey, ana: Person, browser: Start
) -> None:
    said = db.session.scalars(
        select(Contribution).where(Contribution.prompt == "Vad önskar ni er?")
    )
    for one in said:
        hide(one, because="Namn", by=ana, now=clock.now())
    db.session.commit()
    visit = browser(ana)
    pages = [
        visit.get(path(closed, f"/responses/{number}")).text
        for number in db.session.scalars(select(Response.id))
    ]
    assert all("[Texten är dold]" in page for page in pages)
    assert not any("Ett nummer" in page for page in pages)
    data = visit.get(path(closed, "/responses.xlsx")).data
    cells = {cell for row in load_workbook(io.BytesIO(data)).worksheets[0].values for cell in row}
    assert "=Ett nummer" not in cells


def test_others_do_not_read_it(
    closed: Survey, eva: Person, olle: Person, adam: Person, dev: Person, browser: Start
) -> None:
    number = db.session.scalars(select(Response.id)).first()
    for rest in ("/responses", "/responses.xlsx", f"/responses/{number}"):
        for person, status in ((eva, 403), (olle, 403), (adam, 403), (dev, 404)):
            assert browser(person).get(path(closed, rest)).status_code == status
    assert "/responses" not in browser(olle).get(path(closed)).text


def test_in_confidence_there_is_no_such_page(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    survey = make_survey(dialogue, ana, mode="confidential")
    [bo] = association("Byalaget", "Bo By", by=ana)
    Phone(browser(), asked(survey, bo, by=ana)).answer_all().send()
    close_survey(survey, by=ana, now=clock.now())
    db.session.commit()
    number = db.session.scalars(select(Response.id)).one()
    visit = browser(ana)
    for rest in ("/responses", "/responses.xlsx", f"/responses/{number}"):
        assert visit.get(path(survey, rest)).status_code == 404
    assert "/responses" not in visit.get(path(survey)).text


def test_a_response_of_another_survey_does_not_exist(
    closed: Survey, dialogue: Process, ana: Person, browser: Start
) -> None:
    other = make_survey(dialogue, ana, mode="named")
    close_survey(other, by=ana, now=clock.now())
    db.session.commit()
    number = db.session.scalars(select(Response.id)).first()
    assert browser(ana).get(path(other, f"/responses/{number}")).status_code == 404
