"""The way to another language leads to a page, also from pages drawn in answer to a form."""

from __future__ import annotations

import re

import pytest

from tests.house.pages import switches
from tests.survey.respondents import Phone, asked, association, make_survey


def forms_addresses(app, dialogue):
    """Every address that takes a form: our own dialogue, and the first of whatever it holds."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.methods and "POST" in rule.methods:
                named = rule.rule.replace("<slug>", dialogue.slug)
                yield re.sub(r"<(\w+\(([a-z]+)[^>]*|[^>]*)>", lambda part: part[2] or "1", named)


def follow(visit, link):
    """Change language by `link`, and open the page it leads to."""
    chosen = visit.get(link)
    assert chosen.status_code == 303
    return visit.get(chosen.location)


def test_no_answer_to_any_form_leads_to_a_forms_address(app, browser, ana, dialogue):
    """Signed in or not, whatever the form is answered with: a page, a complaint, a refusal."""
    seen = 0
    for path in sorted(set(forms_addresses(app, dialogue))):
        for visit in (browser(ana), browser()):
            answer = visit.post(path)
            for link in switches(answer.text) if answer.mimetype == "text/html" else ():
                seen += 1
                page = follow(visit, link)
                assert page.status_code != 405, f"{path}: {link} leads to {page.request.path}"
    assert seen > 200, "The crawl met hardly any page with another language on it."


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_on_the_pages_of_a_code_the_other_language_opens_the_field_for_codes(
    browser, dialogue, ana, mode
):
    survey = make_survey(dialogue, ana, mode=mode)
    [contact] = association("Idrottsklubben", "Ben Åkerö", by=ana)
    ben = Phone(browser(), asked(survey, contact, by=ana))
    ben.answer_all()
    code = ben.send().code or "AAAA"
    for path in ("/code", "/code/answers", "/code/change"):
        visit = browser()
        links = switches(visit.post(path, {"page-code": code}).text)
        assert links, path
        for link in links:
            page = follow(visit, link)
            assert page.status_code == 200
            assert page.request.path == "/code"
    english = follow(browser(), "/language/en?to=/code")
    assert english.status_code == 200


def test_where_an_address_takes_both_the_other_language_stays_on_it(browser, dialogue, ana):
    page = browser().post("/w", {"code": "AAA AAA"})
    assert {link.partition("to=")[2] for link in switches(page.text)} == {"/w?"}
    missing = browser().get("/no-such-page?x=1")
    assert all(link.endswith("to=/no-such-page?x%3D1") for link in switches(missing.text))
    page = browser(ana).post(f"/processes/{dialogue.slug}/turns/pause?a=b", {})
    assert page.status_code == 422
    assert f"/language/en?to=/processes/{dialogue.slug}/turns/pause?a%3Db" in switches(page.text)
