"""G7, D7 in a browser: one answer is sent however it is pressed, and a long one is kept whole."""

from __future__ import annotations

import pytest

from tests.journeys.actors import sv
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
    calm = {"Referrer-Policy": "no-referrer"}  # a page of its own, that asks for an icon of its own
    _tries_again(page, lambda route: route.fulfill(status=502, headers=calm, body="Bad gateway"))


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


def before_sending(ben):
    """The last page, whose name also stands on the button that leads to it."""
    ben.find("h1", has_text=sv("Read through and send")).wait_for()


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
    for link, way in zip(made["links"], WAYS, strict=False):
        ben = enter(f"Ben {way.__name__}", phone=True)
        ben.page.goto(link)
        ben.find(LAST).last.click()
        ben.ticks("Lätt")
        ben.find(LAST).last.click()
        before_sending(ben)
        way(ben.page)
        thanked(ben.page)
        ben.does_not_see("Send the answers")
    kept = arranged(server, "sent", str(made["survey"]))
    assert kept == {"receipts": len(WAYS), "responses": len(WAYS), "letters": letters}


def test_a_long_answer_is_counted_while_it_is_written_and_kept_whole(server, enter):
    """10 000 characters and no more; it is said how many there are while they are written."""
    ben = enter("Ben", phone=True).goes(arranged(server, "one_question", "named")["links"][-1])
    ben.find(LAST).last.click()
    ben.ticks("Lätt")
    field = ben.find("textarea")
    words = "Ett önskemål till. " * 600
    field.fill(words[:215])
    counter = ben.find(f"#{field.get_attribute('data-counter')}")
    assert "".join(counter.inner_text().split()).startswith("215/10000")
    field.fill("")
    field.press("End")
    ben.page.keyboard.insert_text(words)
    kept = field.input_value()
    assert kept == words[:10_000], "what is too much does not come in"
    ben.looks().find(LAST).last.click()
    before_sending(ben)
    assert " ".join(words[:10_000].split()) in " ".join(ben.find("main").inner_text().split())
