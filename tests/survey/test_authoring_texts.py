"""Texts to read are Markdown, and nothing in them can do anything but be read."""

from __future__ import annotations

import pytest

from dialog.survey.markdown import render
from dialog.survey.xlsform.texts import as_markdown, as_plain


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
