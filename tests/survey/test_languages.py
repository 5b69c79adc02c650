"""A survey in several languages: everybody reads it in the one they chose, on every page."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from flask import g

from dialog.extensions import db
from dialog.survey import words
from dialog.survey.definition import Definition
from dialog.survey.models import Survey
from tests.survey.respondents import ASKED, Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]
ARABIC = "كيف تريدون أن نعمل معًا؟"
FINNISH = "Miten haluatte tehdä yhteistyötä?"
MEMBERS = {"fi": "Kuinka monta teitä on?", "ar": "كم عددكم؟"}


def in_four_languages() -> Definition:
    made: dict[str, Any] = copy.deepcopy(ASKED)
    made["languages"] = ["sv", "en", "fi", "ar"]
    made["title"] |= {"fi": FINNISH, "ar": ARABIC}
    made["sections"][0]["questions"][0]["text"] |= MEMBERS
    return Definition.from_json(made)


def in_finnish(part: Any) -> Any:
    """The same document, with something in Finnish for every text."""
    if isinstance(part, list):
        return [in_finnish(each) for each in part]
    if not isinstance(part, dict):
        return part
    if "sv" in part:
        return {"fi": f"{part['sv']} (suomeksi)"} | part
    return {key: in_finnish(each) for key, each in part.items()}


@pytest.fixture
def survey(dialogue: Process, ana: Person) -> Survey:
    return make_survey(dialogue, ana, mode="confidential", definition=in_four_languages())


@pytest.fixture
def ben(survey: Survey, ana: Person, browser: Start) -> Phone:
    [contact] = association("Byalaget", "Ben Ahl", by=ana)
    return Phone(browser(), asked(survey, contact, by=ana))


def reads(phone: Phone, code: str) -> Phone:
    """Follow the link to another language from the page that is open."""
    before = phone.path
    answer = phone.browser.get(f"/language/{code}?to={before}")
    assert answer.location == before
    g.pop("locale", None)  # the requests of a test share their application context
    return phone.get(before.removeprefix(phone.base))


def test_the_first_page_offers_every_language_by_its_own_name(ben: Phone) -> None:
    ben.open_link()
    for code, name in (("sv", "Svenska"), ("en", "English"), ("fi", "Suomi"), ("ar", "العربية")):
        assert f'lang="{code}" hreflang="{code}" dir="{words.direction(code)}"' in ben.html
        assert f">{name}</a>" in ben.html
    assert ben.html.count('aria-current="true"') == 1
    assert 'dir="ltr" aria-current="true">Svenska</a>' in ben.html
    assert "Hur vill ni arbeta ihop?" in ben.text


def test_the_choice_is_kept_through_the_pages_to_the_receipt(ben: Phone) -> None:
    reads(ben.open_link(), "ar")
    assert f'<span lang="ar" dir="rtl">{ARABIC}</span>' in ben.html
    assert 'dir="rtl" aria-current="true">العربية</a>' in ben.html
    assert '<html lang="sv">' in ben.html, "our own words are in one of our languages"
    ben.post("/beginning")
    assert f'<span lang="ar" dir="rtl">{MEMBERS["ar"]}</span>' in ben.html
    assert "måste besvaras" in ben.text
    ben.fill(members="40", ways=["phone"])
    assert "Hur lätt är det att nå rätt person?" in ben.text, "what has no Arabic is in the first"
    ben.fill(reach="easy").fill(wish="أهلا")
    assert MEMBERS["ar"] in ben.text, "read through"
    ben.send()
    assert 'aria-current="true">العربية</a>' in ben.html
    code = ben.code
    answers = ben.browser.post("/code", {"page-code": code})
    assert f'<span lang="ar" dir="rtl">{MEMBERS["ar"]}</span>' in answers.text
    assert "أهلا" in answers.text


def test_our_own_words_stay_in_the_language_they_were_in(ben: Phone) -> None:
    reads(ben.open_link(), "en")
    assert "How do you want to work together?" in ben.text
    reads(ben, "fi")
    assert '<html lang="en">' in ben.html
    assert f'<span lang="fi" dir="auto">{FINNISH}</span>' in ben.html
    ben.post("/beginning")
    ben.fill(members="40")
    assert '<span lang="sv" dir="auto">Hur lätt är det att nå rätt person?</span>' in ben.html
    reads(ben, "sv")
    assert '<html lang="sv">' in ben.html
    assert 'aria-current="true">Svenska</a>' in ben.html
    assert "__Host-reads" not in {one.key for one in ben.browser.client._cookies.values()}


def test_two_read_each_in_their_own_language(
    survey: Survey, ben: Phone, ana: Person, browser: Start
) -> None:
    """Pages are drawn once for all who see them alike; these do not."""
    [contact] = association("Kören", "Bea Ek", by=ana)
    bea = Phone(browser(), asked(survey, contact, by=ana))
    reads(ben.open_link(), "ar")
    reads(bea.open_link(), "fi")
    assert FINNISH in bea.text
    assert ARABIC not in bea.text
    assert ARABIC in ben.get("").text
    assert FINNISH not in ben.text


def test_a_survey_that_lacks_the_language_is_read_as_before(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    made = in_finnish(in_four_languages().to_json()) | {"languages": ["fi", "ar"]}
    finnish = make_survey(dialogue, ana, definition=Definition.from_json(made))
    [contact] = association("Byalaget", "Ben Ahl", by=ana)
    ben = Phone(browser(), asked(finnish, contact, by=ana)).open_link()
    assert FINNISH in ben.text, "neither ours nor chosen: the survey's first"
    reads(ben, "ar")
    assert ARABIC in ben.text
    reads(ben, "so")
    assert FINNISH in ben.text
    assert '<html lang="sv">' in ben.html


def test_no_other_word_is_a_language(ben: Phone) -> None:
    for code in ("xxxx", "..", "a1", "EN", "sv-se", "%0d%0a"):
        assert ben.browser.get(f"/language/{code}").status_code in {404, 308}
    answer = ben.browser.get("/language/ar?to=//ond.example")
    assert answer.location == "/"


def test_languages_are_known_by_their_own_names_also_from_workbooks() -> None:
    assert words.language_name("ar") == "العربية"
    assert words.language_name("tr") == "Türkçe"
    assert words.language_name("qq") == "Qq"
    assert words.direction("fa") == "rtl"
    assert words.direction("sv") == "ltr"


def test_a_survey_in_one_language_offers_none(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    made = in_four_languages().to_json() | {"languages": ["sv"]}
    only = make_survey(dialogue, ana, definition=Definition.from_json(made))
    [contact] = association("Byalaget", "Ben Ahl", by=ana)
    db.session.commit()
    assert "r-lang" not in Phone(browser(), asked(only, contact, by=ana)).open_link().html
