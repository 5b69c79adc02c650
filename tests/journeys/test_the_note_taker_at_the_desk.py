"""Notes at the desk: what was wrong and what was begun leave the page when the note is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.actors import sv
from tests.journeys.arranging import BASE, arranged, sits_down

WORDS, MORE = "Vi fick svar samma vecka.", "Brevet kom bort."
PLAIN, MENDED = "Hallen är kall.", "Hallen är kall på vintern."
THROW = "Throw away what has been begun"


@pytest.fixture(scope="module")
def ana(server, enter):
    return sits_down(enter("Ana"), arranged(server, "team")["ana"])


@pytest.fixture(scope="module")
def desk(server, ana):
    return f"{BASE}/focus-groups/{arranged(server, 'talking')}/notes"


def question(ana):
    return ana.find(".r-minutes__q").first


def begins(ana, desk, words):
    """Something is written and kept as a draft; then the page is opened anew."""
    ana.goes(desk)
    question(ana).locator("textarea").fill(words)
    expect(question(ana).locator(".r-write__state")).to_contain_text(f"{sv('Saved')} ")
    ana.goes(desk)
    expect(question(ana).locator("textarea")).to_have_value(words)


def test_a_note_that_is_kept_takes_its_complaint_with_it(ana, desk):
    begins(ana, desk, WORDS)
    section = question(ana)
    section.get_by_role("button", name=sv("Write it down")).click()
    ana.sees("Choose who spoke.")
    assert ana.page.title().startswith(f"{sv('Error')}:")
    expect(section.get_by_role("button", name=sv(THROW))).to_be_visible()
    section.locator(".r-chip").first.click()
    section.get_by_role("button", name=sv("Write it down")).click()
    expect(section.locator(".r-lines")).to_contain_text(WORDS)
    expect(section.locator("textarea")).to_have_value("")
    expect(ana.find(".r-errors, .r-err, [aria-invalid]")).to_have_count(0)
    expect(ana.find("[aria-describedby*=err]")).to_have_count(0)
    expect(section.get_by_role("button", name=sv(THROW))).to_have_count(0)
    assert not ana.page.title().startswith(f"{sv('Error')}:")
    ana._checked.clear()
    ana.looks()


def test_what_is_thrown_away_is_neither_kept_nor_brought_back(ana, desk):
    begins(ana, desk, MORE)
    section = question(ana)
    section.locator(".r-chip").first.click()
    section.locator("textarea").press_sequentially(" Nej.")
    section.get_by_role("button", name=sv(THROW)).click()
    expect(question(ana).get_by_role("button", name=sv(THROW))).to_have_count(0)
    ana.goes(desk)
    expect(question(ana).locator("textarea")).to_have_value("")
    expect(question(ana).locator(".r-lines")).not_to_contain_text(MORE)


def test_without_script_the_same_is_done_by_forms(ana, desk, enter):
    """One more comes, a note is written without a speaker, mended, and read in the minutes."""
    plain = enter("Eva utan skript", script=False)
    plain.context.add_cookies(ana.context.cookies())
    plain.goes(desk.replace("/notes", "/attendance")).presses(f"{sv('One more')} Föreningar")
    plain.goes(desk)
    question(plain).locator("textarea").fill(PLAIN)
    question(plain).get_by_role("button", name=sv("Write it down")).click()
    plain.sees("Choose who spoke.")
    expect(question(plain).locator("textarea")).to_have_value(PLAIN)
    question(plain).locator(".r-chip").first.click()
    question(plain).get_by_role("button", name=sv("Write it down")).click()
    line = question(plain).locator(".r-lines li", has_text=PLAIN)
    line.get_by_role("link", name=sv("Change")).click()
    plain.find("main textarea").fill(MENDED)
    plain.find("main form button.ds-button").first.click()
    expect(question(plain).locator(".r-lines")).to_contain_text(MENDED)
    ana.goes(desk.replace("/notes", "/minutes")).sees(MENDED)
