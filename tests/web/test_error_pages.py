"""A refusal keeps what was written, shows nothing technical, and leads back to where one was."""

from __future__ import annotations

import re
import uuid

from dialog.extensions import db
from dialog.process.models import TurnKind
from dialog.process.operations import turn
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page.partition("<main")[2].partition("</main")[0])


def paused(dialogue, ana) -> None:
    turn(dialogue, TurnKind.PAUSED, by=ana, now=clock.now(), reason="Sjukdom")
    db.session.commit()


def test_a_refused_form_leads_back_and_shows_only_what_was_written(browser, dialogue, ana):
    paused(dialogue, ana)
    visit, desk = browser(ana), f"/processes/{dialogue.slug}"
    own = f"k-{uuid.uuid4()}"
    sent = {"client_id": own, "reason": "Vi väntar på budgeten."}
    refused = visit.post(f"{desk}/turns/pause", sent)
    assert refused.status_code == 409
    assert "Vi väntar på budgeten." in refused.text
    assert own not in refused.text
    assert links(refused.text) == [f"{desk}/turns/pause", "/"]
    again = visit.get(f"{desk}/turns/pause")
    assert again.status_code == 409
    assert links(again.text) == [desk, "/"], "never a page that leads to itself"


def test_somebody_who_answers_is_led_back_to_their_answers(browser, dialogue, ana):
    [contact] = association("Byalaget", "Bo By", by=ana)
    survey = make_survey(dialogue, ana)
    bo = Phone(browser(), asked(survey, contact, by=ana)).begin()
    page = bo.path
    paused(dialogue, ana)
    refused = bo.browser.post(page, bo.fields("next", members="40"))
    assert refused.status_code == 409
    assert links(refused.text)[0] == page
    assert bo.browser.get(page).status_code == 200


def test_a_page_that_is_not_found_tells_nothing_of_what_lies_above_it(browser, dialogue, dev):
    missing = browser(dev).get(f"/processes/{dialogue.slug}/surveys")
    assert missing.status_code == 404
    assert links(missing.text) == ["/"]
    odd = browser(dev).get("//elsewhere.example/x")
    assert all(link.startswith("/") and not link.startswith("//") for link in links(odd.text))
