"""Two of an association answer at the same time: whoever is too late reads both, and chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.survey.models import Draft
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser


@pytest.fixture
def phones(dialogue: Process, ana: Person, browser: Callable[..., Browser]) -> list[Phone]:
    survey = make_survey(dialogue, ana)
    contacts = association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana)
    return [Phone(browser(), asked(survey, contact, by=ana)) for contact in contacts]


@pytest.fixture
def kim(phones: list[Phone]) -> Phone:
    return phones[0]


@pytest.fixture
def lo(phones: list[Phone]) -> Phone:
    return phones[1]


def stored() -> dict[str, Any]:
    return dict(db.session.scalars(select(Draft)).one().answers)


def test_two_contacts_share_the_draft_and_neither_overwrites_the_other(
    kim: Phone, lo: Phone
) -> None:
    kim.begin()
    lo.begin()
    kim.fill(members="40", ways=["phone"])
    lo.fill(members="55", ways=["phone"])
    assert lo.status == 409
    assert "40" in lo.text
    assert "55" in lo.text
    assert stored()["members"] == "40"
    lo.fill(members="55", ways=["phone"])  # “let mine stand”, from the page that shows both
    assert stored()["members"] == "55"
    kim.fill(reach="easy")
    assert kim.status == 200  # they were on different pages


def test_who_was_too_late_may_write_on_from_her_own_over_what_is_stored(
    kim: Phone, lo: Phone
) -> None:
    kim.begin()
    lo.begin()
    kim.fill(members="40", reach="hard")
    lo.fill(members="55", ways=["phone"])
    assert "Skriv vidare" in lo.text
    lo.fill("mine", members="55", ways=["phone"])
    assert lo.status == 200
    assert 'value="55"' in lo.html
    assert 'value="40"' not in lo.html
    assert "Sparat" not in lo.text
    assert stored()["members"] == "40"  # nothing is stored yet
    lo.fill(members="56", ways=["phone"])
    assert lo.status == 200
    assert stored() == {"members": "56", "ways": ["phone"]}


def test_who_wants_to_write_on_when_all_has_been_sent_is_told_so(kim: Phone, lo: Phone) -> None:
    lo.begin()
    page, fields = lo.path, lo.fields("mine", members="55")
    kim.answer_all().send()
    answer = lo.browser.post(page, fields)
    assert answer.status_code == 409
    assert "redan inskickade" in answer.text
