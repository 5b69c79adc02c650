"""Texts to read are Markdown, and nothing in them can do anything but be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dialog.survey import queries
from dialog.survey.markdown import render
from dialog.survey.operations import open_survey, save_version
from dialog.survey.xlsform.texts import as_markdown, as_plain
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser


def test_what_markdown_becomes() -> None:
    assert render("Hej **du**") == "<p>Hej <strong>du</strong></p>\n"
    assert render("# Rubrik") == "<h2>Rubrik</h2>\n", "the page has its own first heading"
    assert render("- ett\n- två").count("<li>") == 2
    link = render("[sidan](https://example.org)")
    assert 'href="https://example.org"' in link
    assert 'rel="noopener noreferrer"' in link


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![bild](https://example.org/spy.png)",
        '<img src=x onerror="alert(1)">',
        "[x](data:text/html;base64,AAAA)",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "<svg/onload=alert(1)>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    html = str(render(text))
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert "<a " not in html or "onclick" not in html


def test_html_that_forms_allow_becomes_markdown_or_plain_words() -> None:
    html = 'Se <a href="https://x.se">här</a>, <b>nu</b>.<br>Eller <i>sen</i> &amp; kanske 1 < 2'
    assert as_markdown(html) == "Se [här](https://x.se), **nu**.\nEller *sen* & kanske 1 < 2"
    assert as_plain(html) == "Se här (https://x.se), nu. Eller sen & kanske 1 < 2"
    assert as_plain("Wie viele **ehrenamtlich**?") == "Wie viele ehrenamtlich?"
    assert as_plain("Helfer*innen und Freund*innen") == "Helfer*innen und Freund*innen"


def test_the_introduction_is_read_as_markdown(
    dialogue: Process, ana: Person, browser: Callable[..., Browser]
) -> None:
    survey = make_survey(dialogue, ana, opened=False)
    intro = {"sv": "Vi **lyssnar**.\n\n- ett\n- två <script>x</script>"}
    asks = replace(queries.definition_of(survey), intro=intro)
    save_version(survey, asks, by=ana, now=clock.now())
    [contact] = association("Byalaget", "Bo By", by=ana)
    invitation = asked(survey, contact, by=ana)
    open_survey(survey, by=ana, now=clock.now())
    html = Phone(browser(), invitation).open_link().html
    assert "<strong>lyssnar</strong>" in html
    assert "<li>ett</li>" in html
    assert "**" not in html
    assert "<script>x" not in html
