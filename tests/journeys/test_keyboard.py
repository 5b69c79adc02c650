"""The two desks by keyboard: words in a text are coded, notes are grouped; focus is never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.actors import sv
from tests.journeys.arranging import BASE, TEXT, arranged, sits_down
from tests.journeys.boards import a_board, joins

WORDS = "Året efter gick det fyra månader."
GROUP = "Dela på saker"
NOTES = ("Låna varandras tält", "Ett gemensamt förråd", "Svara i tid")
ACTIVE = "document.activeElement"
# Where the words stand on the screen: before the first sign, and after the last.
EDGES = """words => {
  const walker = document.createTreeWalker(document.getElementById("the-text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const boxes = [...range.getClientRects()], first = boxes[0], last = boxes[boxes.length - 1];
    return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
  }
}"""


@pytest.fixture(scope="module")
def tokens(server):
    return arranged(server, "team")


def focus(actor):
    """What has the focus: its tag, and its id or its text."""
    return actor.page.evaluate(
        f"{ACTIVE}.tagName + ' ' + ({ACTIVE}.id || {ACTIVE}.textContent.trim())"
    )


def keeps_focus(actor):
    assert not focus(actor).startswith(("BODY", "HTML")), "Nothing has the focus any more."


def tabs_to(actor, wanted, *, at_most=120):
    """Press Tab until the focus is there; a trap, or a thing no key reaches, fails here."""
    for _turn in range(at_most):
        actor.page.keyboard.press("Tab")
        if wanted in focus(actor) and not focus(actor).startswith(("BODY", "HTML")):
            return actor
    raise AssertionError(f"No number of tabs leads to {wanted}.")


def drags_over(actor, words):
    """Mark words in the text with the mouse, as a hand does."""
    (left, top), (right, bottom) = actor.page.evaluate(EDGES, words)
    actor.page.mouse.move(left, top)
    actor.page.mouse.down()
    actor.page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
    actor.page.mouse.move(right, bottom, steps=4)
    actor.page.mouse.up()


def test_words_after_a_face_are_coded_as_they_stand(server, tokens, enter):
    cleo = sits_down(enter("Cleo"), tokens["cleo"])
    made = arranged(server, "text_with_a_face")
    desk = f"{BASE}/themes/desk?contribution={made['contribution']}"
    cleo.goes(desk).sees("Similar contributions")
    drags_over(cleo, WORDS)
    expect(cleo.find("#words")).to_have_value(WORDS)
    cleo.page.keyboard.press("1")  # the first theme that is suggested
    cleo.find(".r-coded li", has_text=WORDS).wait_for()
    cleo.looks()
    assert cleo.find("#the-text mark").inner_text().startswith(WORDS)
    # Without a mouse: the words are written, and the theme named.
    cleo.page.keyboard.press("w")
    assert focus(cleo) == "TEXTAREA words"
    cleo.page.keyboard.insert_text("möte på Öckerö")
    tabs_to(cleo, "INPUT named", at_most=8)
    cleo.page.keyboard.type("Svarstider")
    cleo.page.keyboard.press("Enter")
    cleo.find(".r-coded li", has_text="möte på Öckerö").wait_for()
    cleo.looks()
    kept = arranged(server, "codings", str(made["contribution"]))
    assert [one["words"] for one in kept] == [WORDS, "möte på Öckerö"]
    for one in kept:
        assert TEXT[one["start"] : one["stop"]] == one["words"]
    cleo.page.keyboard.press("z")  # the latest is taken back
    cleo.find(".r-coded li", has_text="möte på Öckerö").wait_for(state="detached")
    assert cleo.find("#the-text").inner_text().count("👍") == 1


def test_notes_are_grouped_and_dots_laid_by_keys_alone(tokens, enter):
    ana = sits_down(enter("Ana"), tokens["ana"])
    board, code = a_board(ana, columns="Tillsammans")
    dag = joins(enter("Dag", phone=True), code, "Föreningar")
    for words in NOTES:
        dag.find("#note_form textarea").fill(words)
        dag.page.keyboard.press("Tab")
        tabs_to(dag, sv("Put up the note"))
        dag.page.keyboard.press("Enter")
        dag.find("#mine .r-note", has_text=words).wait_for()
        keeps_focus(dag)
        ana.find("#board .r-note", has_text=words).wait_for()
    ana.goes(board)
    picked = [note.get_attribute("id") for note in ana.find("#board .r-pick input").all()[:2]]
    for box in picked:
        tabs_to(ana, f"INPUT {box}")
        ana.page.keyboard.press("Space")
    tabs_to(ana, "INPUT group_title")
    ana.page.keyboard.insert_text(GROUP)
    ana.page.keyboard.press("Enter")
    ana.find(".r-group", has_text=GROUP).locator(".r-note").nth(1).wait_for()
    expect(ana.find("#said")).to_contain_text(GROUP)  # and it is said
    keeps_focus(ana)
    assert ana.find(".r-group .r-note").count() == 2
    # The third one follows by the list of places.
    tabs_to(ana, f"INPUT {ana.find('.r-pick input').last.get_attribute('id')}")
    ana.page.keyboard.press("Space")
    tabs_to(ana, "SELECT move_to")
    ana.page.keyboard.press("ArrowDown")  # from the column to its group
    tabs_to(ana, f"BUTTON {sv('Move')}")
    ana.page.keyboard.press("Enter")
    ana.find(".r-group .r-note").nth(2).wait_for()
    keeps_focus(ana)
    for step in ("End the writing, start grouping", "Open the voting"):
        ana.goes(board)
        tabs_to(ana, f"BUTTON {sv(step)}")
        ana.page.keyboard.press("Enter")
        ana.find("button", has_text=sv(step)).wait_for(state="detached")
    dag.find("button[name='target']").first.wait_for()
    tabs_to(dag, "BUTTON dot-")
    dag.page.keyboard.press("Enter")
    dag.find("#dots .r-lying li").wait_for()
    keeps_focus(dag)
    tabs_to(dag, sv("Take back"))
    dag.page.keyboard.press("Enter")
    dag.find("#dots .r-lying li").wait_for(state="detached")
    keeps_focus(dag)
