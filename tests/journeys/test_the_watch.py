"""The watch would see it: each fault is planted in a page of ours, and must be told of."""

from __future__ import annotations

import pytest

from tests.journeys.actors import Actor
from tests.journeys.watching import Seen

PAGE = "/privacy"
MAIN = "document.querySelector('main')"
LINK = "document.querySelector('a:not(.r-skip)')"
DARK_INK = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("main p { color: #12211e }");
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture(scope="module")
def visitor(server, chromium):
    """Somebody whose faults are looked at here, and do not fail the journey."""
    actor = Actor("Ida", server.base, chromium, Seen(), phone=False, script=True)
    yield actor
    actor.context.close()


@pytest.fixture
def told(visitor):
    """`told(script)`: what is told of when this has happened on a page that was well before."""

    def after(script: str) -> str:
        visitor.watch.faults.clear()
        visitor.page.goto(PAGE)
        assert visitor.watch.faults == []
        visitor.page.evaluate(script)
        visitor.page.wait_for_timeout(700)
        return "\n".join(visitor.watch.faults)

    return after


def test_a_page_where_nothing_is_wrong_is_let_be(told, visitor):
    """Focus that is moved on, or left by a press beside; words in a place that was there before."""
    assert told(f"const one = {LINK}; one.focus(); one.remove(); {LINK}.focus()") == ""
    assert told(f"{LINK}.focus(); document.activeElement.blur()") == ""
    said = f"{MAIN}.insertAdjacentHTML('beforeend', '<p id=here role=status></p>');"
    said += "setTimeout(() => { document.getElementById('here').innerHTML = '<b class=r-flash>Sparat</b>' }, 200)"
    assert told(said) == ""
    visitor.watch.looks(PAGE)
    assert visitor.watch.faults == []


@pytest.mark.parametrize("how", ["remove()", "setAttribute('hidden', '')"])
def test_focus_that_is_lost_is_seen(told, how):
    script = f"const link = {LINK}; link.focus(); link.{how}"
    assert "the focus was lost with <a" in told(script)


@pytest.mark.parametrize(
    "html",
    [
        "<p class=r-flash>Sparat</p>",
        "<p role=status>Sparat</p>",
        "<div class=r-err>Sparat inte</div>",
    ],
)
def test_a_message_outside_what_is_read_aloud_is_seen(told, html):
    found = told(f"{MAIN}.insertAdjacentHTML('beforeend', '{html}')")
    assert "not in a live region that was there before" in found


def test_a_form_that_nothing_is_said_of_is_seen(told):
    form = "<form data-behaviour=quiet><button>Flytta</button></form>"
    script = f"""{MAIN}.insertAdjacentHTML('beforeend', '{form}');
      addEventListener('submit', (event) => event.preventDefault());
      {MAIN}.querySelector('form button').click(); document.dispatchEvent(new Event('drawn'))"""
    assert "nothing was said of <button" in told(script)


def test_what_the_policy_refuses_is_seen(told):
    assert "Content Security Policy" in told(f"{MAIN}.setAttribute('style', 'color: red')")


def test_a_request_to_another_machine_is_seen(told):
    found = told("document.createElement('img').src = 'http://127.0.0.2:9/spy.gif'")
    assert "a request left the machine: http://127.0.0.2:9/spy.gif" in found


def test_a_request_that_says_where_it_came_from_is_seen(told, visitor):
    visitor.watch.faults.clear()
    visitor.page.goto(PAGE, referer=f"{visitor.base}/i/secret")
    [fault] = visitor.watch.faults
    assert f"came from {visitor.base}/i/secret" in fault
    assert told("fetch('/privacy')") == "", "but no page of ours lets the browser say it"


def test_a_page_that_is_wrong_in_the_dark_is_seen(visitor):
    """Text that keeps its dark ink; well by day, and in a window that is wide."""
    visitor.watch.faults.clear()
    visitor.page.goto(PAGE)
    visitor.page.evaluate(DARK_INK)
    visitor.watch.looks("in the dark")
    assert visitor.watch.faults
    assert all("at 320 px" in one and "dark" in one for one in visitor.watch.faults)
    assert visitor.page.viewport_size == {"width": 1280, "height": 800}


def test_a_secret_in_the_log_is_seen(server, visitor):
    """What was typed, by whom, and the link they came by: in the log, and nowhere else."""
    seen, link = visitor.watch.seen, "A" * 32
    visitor.page.goto(f"/i/{link}")
    visitor.goes("/sign-in").fills(email="ida@ljungo.example", password="hemligare än så")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()
    assert {link, "ida@ljungo.example", "hemligare än så"} <= seen.secrets
    assert seen.told_in(server.told()) == []
    for secret in (link, "ida@ljungo.example", "hemligare än så"):
        assert len(seen.told_in(f"{server.told()}\nWARNING: {secret} was refused")) == 1
