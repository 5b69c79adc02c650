"""G7 in a browser: however the last button is pressed, one answer is sent, and no letter about it."""

from __future__ import annotations

import pytest

from tests.journeys.arranging import arranged

LAST = ".r-phone__nav button.ds-button"


def presses(page):
    """The button that sends the answers; the same place leads on from page to page before."""
    page.locator(LAST).last.click()


def twice(page):
    page.locator(LAST).last.dblclick()


def and_loads_anew(page):
    presses(page)
    thanked(page)
    page.reload()


def and_goes_back(page):
    presses(page)
    thanked(page)
    page.go_back()
    if page.locator(LAST).count():
        presses(page)


def in_two_tabs(page):
    other = page.context.new_page()
    other.goto(page.url)
    presses(page)
    thanked(page)
    presses(other)
    other.locator("h1", has_text="inskickade").wait_for()
    other.close()


def hears_no_answer(page):
    """The server has it, but the line breaks before it can say so: Ben presses again."""

    def break_off(route):
        route.fetch()
        route.abort()

    _tries_again(page, break_off)


def meets_a_proxy_that_rests(page):
    _tries_again(page, lambda route: route.fulfill(status=502, body="Bad gateway"))


def _tries_again(page, handler):
    here = page.url
    page.route("**/review", handler, times=1)
    presses(page)
    page.wait_for_timeout(300)
    page.goto(here)
    if page.locator(LAST).count():
        presses(page)


def thanked(page):
    page.locator("h1", has_text="inskickade").wait_for()


WAYS = (
    twice,
    and_loads_anew,
    and_goes_back,
    in_two_tabs,
    hears_no_answer,
    meets_a_proxy_that_rests,
)


@pytest.fixture(scope="module", autouse=True)
def _team(server):
    arranged(server, "team")


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_however_it_is_pressed_one_answer_is_sent(server, enter, mode):
    made = arranged(server, "one_question", mode)
    letters = arranged(server, "sent", str(made["survey"]))["letters"]
    for link, way in zip(made["links"], WAYS, strict=True):
        ben = enter(f"Ben {way.__name__}", phone=True)
        ben.page.goto(link)
        ben.find(LAST).last.click()
        ben.ticks("Lätt")
        ben.find(LAST).last.click()
        ben.sees("Read through and send")
        way(ben.page)
        thanked(ben.page)
        ben.does_not_see("Send the answers")
    kept = arranged(server, "sent", str(made["survey"]))
    assert kept == {"receipts": len(WAYS), "responses": len(WAYS), "letters": letters}
