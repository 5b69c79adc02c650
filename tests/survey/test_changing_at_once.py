"""Two have changed the same answers that were sent: whoever is too late reads both, and chooses."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.survey.models import ResponseEdit
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

TAG = re.compile(r"<(?:form|input|button|a) [^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class Change:
    """The page where what was sent can be changed, by link or by code, and the way through it."""

    def __init__(self, phone: Phone, code: str) -> None:
        self.visit = phone.browser
        self.code = code
        self.here = "/code/change" if code else f"{phone.base}/change"
        self.read = "/code" if code else f"{phone.base}/answers"

    def opens(self) -> dict[str, Any]:
        """The fields of the page, with what is stored in them."""
        if self.code:
            page = self.visit.post("/code/answers", {"page-code": self.code}).text
        else:
            page = self.visit.get(self.here).text
        hidden = re.findall(r'name="(page-[a-z-]+)" value="([^"]*)"', page)
        return {name: unescape(value) for name, value in hidden} | {"members": "40"}

    def sends(self, opened: dict[str, Any], wish: str) -> TestResponse:
        return self.visit.post(self.here, opened | {"reach": "easy", "wish": wish})

    def stored(self) -> str:
        if self.code:
            return self.visit.post("/code", {"page-code": self.code}).text
        return self.visit.get(self.read).text


def forms(page: str) -> dict[str, dict[str, Any]]:
    """The forms of a page by their id: where they lead, and what they carry."""
    found: dict[str, dict[str, Any]] = {}
    inside = ""
    for tag in TAG.findall(page):
        given = dict(ATTRIBUTE.findall(tag))
        if tag.startswith("<form"):
            inside = given["id"]
            found[inside] = {"action": given["action"], "fields": {}}
        elif tag.startswith("<input"):
            found[inside]["fields"][given["name"]] = unescape(given["value"])
    return found


@pytest.fixture(params=["named", "confidential"])
def too_late(request, dialogue, ana, browser) -> tuple[Change, TestResponse]:
    """Ben has the page open while it is saved from elsewhere; then he saves."""
    survey = make_survey(dialogue, ana, mode=request.param)
    [contact] = association("Idrottsklubben", "Ben Åkerö", by=ana)
    ben = Phone(browser(), asked(survey, contact, by=ana))
    ben.answer_all()
    code = ben.send().code
    change = Change(ben, code if request.param == "confidential" else "")
    opened = change.opens()
    first = change.sends(change.opens(), "Två nummer")
    assert first.status_code in {200, 303}
    late = change.sends(opened, "Tre nummer")
    assert late.status_code == 409
    assert "Två nummer" in late.text
    assert "Tre nummer" in late.text
    return change, late


def test_what_is_stored_is_kept(too_late) -> None:
    change, late = too_late
    if change.code:
        keep = forms(late.text)["keep-form"]
        page = change.visit.post(keep["action"], keep["fields"]).text
        assert 'form="keep-form">Behåll det sparade' in late.text
    else:
        assert f'href="{change.read}">Behåll det sparade' in late.text
        page = change.visit.get(change.read).text
    assert "Två nummer" in page
    assert "Tre nummer" not in page


def test_mine_stands_and_may_be_too_late_again(too_late) -> None:
    change, late = too_late
    assert 'form="page-form">Låt mitt gälla' in late.text
    mine = forms(late.text)["page-form"]
    change.sends(change.opens(), "Fyra nummer")
    again = change.visit.post(mine["action"], mine["fields"])
    assert again.status_code == 409
    assert "Fyra nummer" in again.text
    mine = forms(again.text)["page-form"]
    assert change.visit.post(mine["action"], mine["fields"]).status_code in {200, 303}
    assert "Tre nummer" in change.stored()
    db.session.rollback()
    assert sorted(db.session.scalars(select(ResponseEdit.number))) == [1, 2, 3]


def test_one_writes_on_from_ones_own(too_late) -> None:
    change, late = too_late
    assert 'name="edit-further" value="1">Skriv vidare på mitt' in late.text
    mine = forms(late.text)["page-form"]
    page = change.visit.post(mine["action"], mine["fields"] | {"edit-further": "1"})
    assert page.status_code == 200
    assert "Tre nummer" in page.text
    assert "Två nummer" in change.stored(), "nothing is changed yet"
    further = forms(page.text)["page-form"]
    fields = {name: value for name, value in further["fields"].items() if name.startswith("page-")}
    done = change.sends(fields | {"members": "40"}, "Tre nummer, och ett till")
    assert done.status_code in {200, 303}
    assert "Tre nummer, och ett till" in change.stored()
