"""I1: axe finds nothing on any page, by any kind of people, empty, filled and complaining."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import people
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.trust.seen.reader import Reader
from tests.trust.test_complaints import asks, wrong_bodies
from tests.trust.visiting import Visitors, doors, expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.trust.known import Known
    from tests.trust.story import Story
    from tests.trust.visiting import Door

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed.")
# Who is asked first for a page: most see it as those do who work with it.
READERS = (
    "facilitator",
    "analyst",
    "note-taker",
    "administrator",
    "respondent",
    "guest",
    "nobody",
)
OTHERS = ("observer", "analyst", "note-taker", "nobody")  # who may see less of the same page


@pytest.fixture
def reader(app: Flask) -> Iterator[Reader]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Reader(browser.new_page(), app.config["SETTINGS"].base_url)
        browser.close()


def test_what_is_wrong_in_one_light_alone_is_seen(app: Flask, reader: Reader):
    dark = "@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }"
    html = f"<!doctype html><html lang=sv><title>S</title><style>{dark}</style><main><h1>Ord</h1><p>Flera ord"
    reader.reads("/", app.response_class(html), "by hand")
    [fault] = reader.faults.values()
    assert "at 320 px" in fault
    assert "contrast" in fault


def opens(door: Door, who: str) -> bool:
    return expected(door, who) in {"k", "o"} and not door.rule.endswith(("/stream", "/changes"))


def test_every_page_of_a_full_dialogue(app, story: Story, everybody: Visitors, reader: Reader):
    for door in doors(app, "GET"):
        path = door.path(story, app)
        who = next((one for one in READERS if opens(door, one)), None)
        others = [one for one in OTHERS if who and one != who and opens(door, one)]
        seen: set[str] = set()
        for one in [who, *others] if who else []:
            answer = everybody.ask(one, "GET", path)
            html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            outline = " ".join(part.partition(" ")[0] for part in html.split("<")[1:])
            if "<main" in html and outline not in seen:
                seen.add(outline)
                reader.reads(path, answer, f"as {one}")
    assert reader.read > 120
    assert not reader.faults, "\n".join(reader.faults.values())


def test_every_page_of_a_dialogue_that_has_just_begun(app, ana, adam, reader: Reader):
    """Nothing has been made yet: the empty state of each page that can be reached."""
    process = people.dialogue(ana)
    staff = {"facilitator": ana, "administrator": adam}
    for door in doors(app, "GET"):
        if set(door.arguments) - {"slug"} or not any(opens(door, who) for who in staff):
            continue
        adapter = app.url_map.bind("")
        path = adapter.build(door.endpoint, dict.fromkeys(door.arguments, process.slug))
        who = next(who for who in staff if opens(door, who))
        answer = visits(app, staff[who]).get(path)
        if answer.mimetype == "text/html" and "<main" in answer.text:
            reader.reads(path, answer, "empty")
    assert reader.read > 20
    assert not reader.faults, "\n".join(reader.faults.values())


def visits(app: Flask, person):
    from tests.browser import Browser

    return Browser(app, person)


def test_every_form_that_complains(known: list[Known], reader: Reader):
    for one in known:
        if not asks(one.form):
            continue
        for body in wrong_bodies(one.form):
            answer = one.send(body)
            if answer.status_code in {400, 409, 422} and answer.mimetype == "text/html":
                reader.reads(one.form.action, answer, f"complaining ({answer.status_code})")
                break
    assert reader.read > 35
    assert not reader.faults, "\n".join(reader.faults.values())
