"""Groups, workshop, analysis, proposals, report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.actors import sv
from tests.journeys.arranging import BASE
from tests.journeys.boards import groups_all, joins, lays_a_dot
from tests.journeys.chapters import NOTE, PHONE_NOTE, QUOTE, WISH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.actors import Actor


def a_group_meets(ana: Actor, eva: Actor) -> None:
    """Ana plans and opens it; Eva notes who came and what was said; Ana closes it."""
    ana.goes(f"{BASE}/focus-groups/new").fills(title="Grupp 1", place="Vikens bibliotek")
    ana.chooses(sv("Note-taker"), "Eva Holm").presses("Plan the group")
    ana.goes(f"{BASE}/focus-groups")
    group = _path(ana, r"/processes/[^/]+/focus-groups/\d+")
    guide = _path(ana, r"/processes/[^/]+/guides/\d+")
    ana.goes(guide)
    ana.page.locator("[name='text-new']").fill("När fungerade det bra?")
    ana.find("button[name='act'][value='save']").last.click()
    ana.goes(group).presses("Open the group")
    eva.goes(f"{group}/attendance")
    for side in ("Föreningar", "Kommunen"):
        eva.presses(f"{sv('One more')} {side}")
    eva.goes(f"{group}/notes").looks()
    _write(eva, "F1", QUOTE, quote=True)
    _write(eva, "T1", "Vi saknar en lista som stämmer.", quote=False)
    ana.goes(f"{group}/closing").presses("Close the group")
    ana.goes(f"{group}/minutes").sees(QUOTE)


def _path(actor: Actor, pattern: str) -> str:
    """The first address on the page that looks like this."""
    found = re.search(pattern, actor.page.content())
    assert found, pattern
    return found.group(0)


def _write(eva: Actor, code: str, words: str, *, quote: bool) -> None:
    form = eva.find("form.r-write").first
    form.locator(".r-chip", has_text=code).first.click()
    form.locator("[name='kind'][value='quote']" if quote else "[name='kind'][value='note']").check()
    form.locator("textarea").fill(words)
    form.get_by_role("button", name=sv("Write it down")).click()
    eva.find(".r-lines").get_by_text(words).first.wait_for()


def a_workshop_is_held(ana: Actor, enter: Callable[..., Actor]) -> None:
    """Two phones, one without script, and a wall that shows what they write."""
    ana.goes(f"{BASE}/workshops/new").fills(
        title="Öppen workshop",
        question="Vad skulle göra det enklare?",
        columns="En väg in\nTillsammans",
        day="2026-11-30",
    )
    ana.find("main form button.ds-button").first.click()
    ana.looks()
    ana.goes(f"{BASE}/workshops")
    board = _path(ana, r"/processes/[^/]+/workshops/\d+")
    ana.goes(board).presses("Open the board")
    code = ana.find(".r-codeline strong").inner_text()
    wall = enter("Väggen")
    wall.context.add_cookies(ana.context.cookies())
    wall.page.set_viewport_size({"width": 1920, "height": 1080})
    wall.goes(f"{board}/projector")
    dag, disa = enter("Dag", phone=True), enter("Disa", phone=True, script=False)
    for phone, side in ((dag, "Föreningar"), (disa, "Kommunen")):
        joins(phone, code, side)
    for phone, words in ((dag, PHONE_NOTE), (disa, NOTE)):
        phone.find("#note_form textarea").fill(words)
        phone.find(".r-phone__nav button").last.click()
        phone.sees(words)
    for screen in (ana, dag):  # by the stream, nobody reloads
        screen.sees(NOTE).sees(PHONE_NOTE)
    ana.presses("End the writing, start grouping")
    groups_all(ana, "Dela på saker")
    ana.goes(board).presses("Open the voting")
    for phone in (dag, disa):
        lays_a_dot(phone.goes(phone.page.url))
        phone.looks()
    ana.goes(board).presses("End the voting")
    wall.find("main[data-view='votes']").wait_for()  # it goes on by itself
    wall.looks()
    ana.goes(f"{board}/closing")
    ana.find("main form button.ds-button").first.click()
    ana.looks()
    wall.find("main[data-view='board']").wait_for()
    wall.looks()


def cleo_codes_and_proposes(cleo: Actor, ana: Actor) -> None:
    """A theme over three stages, a quote approved, two proposals of both kinds."""
    cleo.goes(f"{BASE}/themes/new").fills(name="Vägen in", definition="Hur man når rätt person.")
    cleo.find("main form button.ds-button").first.click()
    cleo.looks()
    for words in (WISH, QUOTE, NOTE):
        cleo.goes(f"{BASE}/themes/contributions")
        cleo.find("main").get_by_text(words).first.wait_for()
        _to_the_desk(cleo, words)
        cleo.find("[name='named']").fill("Vägen in")
        cleo.find("[name='named']").press("Enter")
        cleo.find(".r-coded").get_by_text("Vägen in").first.wait_for()
    cleo.goes(f"{BASE}/themes/contributions")
    _to_the_desk(cleo, WISH)
    page = _path(cleo, r"/processes/[^/]+/contributions/\d+")
    ana.goes(page)
    ana.find("form[action*='quote-approval'] button").first.click()
    ana.looks()
    theme = re.search(r"theme=(\d+)", cleo.goes(f"{BASE}/themes/contributions").page.content())
    cleo.goes(f"{BASE}/themes/tree")
    number = theme.group(1) if theme else re.search(r"/themes/(\d+)", cleo.page.content()).group(1)
    cleo.goes(f"{BASE}/proposals/new?theme={number}").fills(
        title="En namngiven kontakt", kind="direct", what="Varje förening får en kontakt."
    )
    cleo.find("main form button.ds-button").first.click()
    cleo.looks().sees(WISH)
    cleo.goes(f"{BASE}/proposals/new").fills(
        title="Gemensam kalender", kind="area", what="Utreds tillsammans under året."
    )
    cleo.find("main form button.ds-button").first.click()
    cleo.looks()
    cleo.goes(f"{BASE}/proposals").sees("En namngiven kontakt").sees("Gemensam kalender")
    cleo.goes(page).sees("En namngiven kontakt")  # forward from the words, in one click


def _to_the_desk(cleo: Actor, words: str) -> None:
    row = cleo.page.locator(".r-texts > li", has_text=words).first
    row.locator("a[href*='/desk']").first.click()
    cleo.looks()


def ana_issues_the_report(ana: Actor, enter: Callable[..., Actor], folder: Path) -> Path:
    """For the first board: written, issued, read by a stranger through a link, and as Word."""
    ana.goes(f"{BASE}/reports")
    ana.goes(str(ana.find("a[href*='/reports/new']").first.get_attribute("href")))
    ana.fills(title="Så vill vi arbeta ihop", decision="Nämnden ställer sig bakom inriktningen.")
    ana.find("main form button.ds-button").first.click()
    ana.looks()
    ana.goes(f"{BASE}/reports")
    report = _path(ana, r"/processes/[^/]+/reports/\d+")
    ana.goes(f"{report}/issuing")
    ana.find("main form button.ds-button").first.click()
    ana.looks()
    ana.goes(report)
    edition = _path(ana, r"/processes/[^/]+/reports/\d+/editions/\d+")
    ana.goes(edition).sees("En namngiven kontakt").sees(WISH)
    ana.goes(f"{edition}/links")
    ana.find("main form button.ds-button").first.click()
    secret = re.search(r"/r/[A-Za-z0-9_-]{20,}", ana.find("main").inner_text()).group(0)
    reader = enter("Nämnden")
    reader.goes(secret).sees("En namngiven kontakt").sees(WISH)
    file = folder / "rapport.docx"
    with ana.page.expect_download() as download:
        ana.page.evaluate("path => { location.href = path }", f"{edition}/report.docx")
    download.value.save_as(file)
    return file
