"""Answering by personal link: page after page, saved on every page, by one or by two."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import func, select

from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.models import PartyKind
from dialog.survey.models import Draft, Dropoff, Survey
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]


@pytest.fixture
def survey(dialogue: Process, ana: Person) -> Survey:
    return make_survey(dialogue, ana)


@pytest.fixture
def ben(survey: Survey, ana: Person, browser: Start) -> Phone:
    """Ben is asked for the sports club."""
    [contact] = association("Idrottsklubben", "Ben Ahl", by=ana)
    return Phone(browser(), asked(survey, contact, by=ana))


def drafts() -> list[Draft]:
    return list(db.session.scalars(select(Draft)))


def test_the_first_page_says_who_asks_why_and_what_becomes_of_it(ben: Phone) -> None:
    page = ben.open_link().text
    for words in (
        "Hur vill ni arbeta ihop?",
        "Idrottsklubben",
        "Kultur- och fritidsnämnden",
        "Hur ska föreningarna och kommunen arbeta ihop?",
        "minuter",
        "allmän handling",
    ):
        assert words in page
    assert "/i/" not in ben.path
    assert ben.token not in ben.html


def test_opening_the_link_changes_nothing_however_often(ben: Phone, browser: Start) -> None:
    before = db.session.scalar(select(func.count()).select_from(Event))
    for _ in range(5):
        ben.open_link()
        ben.browser.client.head(ben.base, base_url=ben.browser.base)
    assert drafts() == []
    assert db.session.scalar(select(func.count()).select_from(Event)) == before


def test_ben_answers_page_by_page_and_sees_only_what_his_answers_lead_to(ben: Phone) -> None:
    ben.begin()
    assert "Del 1 av 3" in ben.text
    assert "Nästa: Vägen in" in ben.text
    ben.fill(members="40", ways=["phone"])
    assert "Del 2 av 3" in ben.text
    ben.fill(reach="easy")
    assert "Del 3 av 3" in ben.text
    assert "Önskemål" in ben.text
    ben.fill(wish="Ett nummer att ringa")
    assert ben.path.endswith("/review")
    assert "Ett nummer att ringa" in ben.text


def test_a_hidden_section_is_skipped_both_ways(ben: Phone) -> None:
    ben.begin().fill(members="40", ways=["visit"])
    assert "Del 2 av 4" in ben.text
    ben.fill(reach="easy")
    assert "Vart går ni?" in ben.text
    ben.fill("back").fill("back", reach="easy").fill(members="40", ways=["phone"])
    ben.fill(reach="easy")
    assert "Vad önskar ni er?" in ben.text
    ben.fill("back")
    assert "Hur lätt är det" in ben.text
    assert ben.get("/pages/3").path.endswith("/pages/4")  # the skipped page has no address


def test_next_shows_the_same_page_again_when_it_made_questions_appear(ben: Phone) -> None:
    ben.begin().fill(members="40")
    assert 'data-question="why_hard" hidden' in ben.html
    ben.fill(reach="hard")
    assert "Del 2 av 3" in ben.text
    assert 'data-question="why_hard" hidden' not in ben.html
    ben.fill(reach="hard", why_hard="Växeln")
    assert "Del 3 av 3" in ben.text


def test_what_is_missing_is_said_on_top_and_what_was_written_is_kept(ben: Phone) -> None:
    ben.begin().fill(ways=["phone"])
    assert ben.status == 422
    assert 'role="alert"' in ben.html
    assert 'href="#q-members"' in ben.html
    assert drafts()[0].answers == {"ways": ["phone"]}
    ben.fill(members="många", ways=["phone"])
    assert ben.status == 422
    assert 'value="många"' in ben.html
    ben.fill("back", ways=["phone"])  # nobody is held back on the way back
    assert ben.path == ben.base


def test_the_same_link_goes_on_where_ben_paused(ben: Phone) -> None:
    ben.begin().fill(members="40", ways=["phone"])
    assert "Fortsätt svara" in ben.open_link().text
    ben.post("/beginning")
    assert "Del 2 av 3" in ben.text
    assert 'value="40"' in ben.fill("back").html


def test_an_unfinished_draft_can_be_read_by_its_link_eight_hours_later(ben: Phone) -> None:
    ben.begin()
    with time_machine.travel(clock.now() + timedelta(hours=8)):
        ben.fill(members="12")
        assert "Del 2 av 3" in ben.text


def test_typing_is_saved_before_next_is_pressed(ben: Phone) -> None:
    ben.begin()
    saved = ben.autosave(members="4")
    assert saved.status_code == 200
    assert saved.json["saved"].startswith("Sparat ")
    assert drafts()[0].answers == {"members": "4"}
    shown = ben.autosave(members="4", ways=["visit"])
    assert shown.status_code == 409  # the page did not take over what it was told
    assert ben.get("/pages/1").autosave(members="4", ways=["visit"]).json["shown"] == [
        "members",
        "ways",
    ]


def test_the_script_learns_which_questions_are_shown_now(ben: Phone) -> None:
    ben.begin().fill(members="40")
    assert ben.autosave(reach="hard").json["shown"] == ["reach", "why_hard"]


def test_officials_answer_for_themselves(survey: Survey, ana: Person, browser: Start) -> None:
    contacts = association("Fritidskontoret", "Siv Lund", "Tor Ny", by=ana)
    siv, tor = (
        Phone(browser(), asked(survey, contact, by=ana, kind=PartyKind.MUNICIPAL))
        for contact in contacts
    )
    assert "Hur många är ni?" not in siv.begin().text
    tor.begin()
    assert len(drafts()) == 2
    siv.fill(ways=["phone"])
    assert {tuple(draft.answers) for draft in drafts()} == {(), ("ways",)}


def test_an_official_is_spoken_to_as_one_person_from_the_first_page_to_the_receipt(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    survey = make_survey(dialogue, ana, mode="confidential")
    [contact] = association("Fritidskontoret", "Siv Lund", by=ana)
    siv = Phone(browser(), asked(survey, contact, by=ana, kind=PartyKind.MUNICIPAL))
    first = siv.open_link().text
    assert "Du svarar för dig själv." in first
    assert "Någon annan ska svara i stället för mig" in first
    siv.begin().fill(ways=["phone"]).fill(reach="easy").fill(wish="Tid")
    siv.send()
    assert siv.code
    for page in (siv.text, siv.get("/receipt").text):
        assert not re.search(r"\b([Nn]i|[Ee]r|[Ee]ra|[Ee]rt)\b", page)


def test_one_link_opens_nothing_of_another(ben: Phone, survey: Survey, ana: Person) -> None:
    [other] = association("Scouterna", "Mia Sten", by=ana)
    theirs = asked(survey, other, by=ana)
    ben.begin()
    for path in ("", "/pages/1", "/review", "/receipt", "/answers", "/change"):
        assert ben.browser.get(f"/answer/{theirs.id}{path}").status_code == 404
    refused = ben.browser.post(f"/answer/{theirs.id}/pages/1", {"members": "1"})
    assert refused.status_code == 404


def test_a_text_that_looks_like_a_page_is_only_a_text(ben: Phone) -> None:
    ben.answer_all("<script>alert(1)</script>\x00 slut")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; slut" in ben.html


def test_the_page_speaks_the_language_of_the_survey_and_marks_what_is_not_translated(
    ben: Phone,
) -> None:
    ben.browser.get("/language/en")
    ben.open_link()
    assert '<html lang="en">' in ben.html
    assert "How do you want to work together?" in ben.text
    closing = db.session.scalars(select(Survey)).one().ends_at
    assert closing is not None
    ends_at = clock.local(closing)  # the day in Sweden, which begins before the day of UTC
    assert f"{ends_at:%A} {ends_at.day} {ends_at:%B %Y}" in ben.text  # with capitals
    ben.post("/beginning").fill(members="4")
    assert '<span lang="sv" dir="auto">Hur lätt är det att nå rätt person?</span>' in ben.html


def test_another_language_is_a_button_that_saves_what_was_written_first(ben: Phone) -> None:
    page = ben.begin().path
    assert 'value="in-en"' in ben.html
    assert "/language/en" not in ben.html
    first = re.search(r'<button form="page-form"[^>]*value="([^"]*)"', ben.html)
    assert first is not None
    assert first[1] == "next", "Enter in a field leads on, to no other language"
    ben.fill("in-en", members="4711", ways=["visit"])
    assert drafts()[0].answers["ways"] == ["visit"]
    assert ben.path == page
    assert '<html lang="en">' in ben.html
    assert 'value="4711"' in ben.html
    ben.fill("in-sv", members="12", ways=["visit"])
    assert ben.path == page
    assert '<html lang="sv">' in ben.html
    assert 'value="12"' in ben.html


def test_how_far_they_got_is_counted_once_per_seat_and_page(ben: Phone) -> None:
    ben.begin().fill(members="40").fill(reach="easy").fill("back").fill(reach="easy")
    counted = dict(
        tuple(row)
        for row in db.session.execute(
            select(Dropoff.page, func.sum(Dropoff.n)).group_by(Dropoff.page)
        )
    )
    assert {page: int(n) for page, n in counted.items() if n} == {1: 1, 2: 1, 4: 1}


def test_no_line_in_the_journal_tells_what_ben_did(ben: Phone) -> None:
    before = set(db.session.scalars(select(Event.id)))
    ben.answer_all().send()
    assert set(db.session.scalars(select(Event.id))) == before


CANARY = "kanariefågeln sjunger"


def test_nobody_on_the_staff_can_read_what_has_not_been_sent(
    ben: Phone, survey: Survey, browser: Start, ana: Person, cleo: Person, adam: Person, app
) -> None:
    ben.begin().fill(members="40")
    ben.fill(reach="hard").autosave(reach="hard", why_hard=CANARY)
    slug, number = survey.occasion.process.slug, survey.id
    known = {"slug": slug, "number": number}
    opened = 0
    for person in (ana, cleo, adam):
        visit = browser(person)
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or not set(rule.arguments) <= set(known):
                continue
            if rule.endpoint in {"static", "signing.delete"} or "stream" in rule.rule:
                continue
            response = visit.get(rule.build({k: known[k] for k in rule.arguments})[1])
            assert CANARY.encode() not in response.get_data(), rule.rule
            opened += response.status_code == 200
    assert opened > 5
