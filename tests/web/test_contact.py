"""Where questions are answered, and by whom about personal data: told wherever somebody may ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialog.config import ConfigurationError, read_settings
from dialog.extensions import db
from dialog.mail.models import Letter
from dialog.mail.sending import compose
from tests.invitations.conftest import associations, group, path_of, torsten  # noqa: F401

ASK, OFFICER = "dialog@by.example, 0123-456 78", "dataskydd@by.example"


@pytest.fixture
def told(app):
    usual = app.config["SETTINGS"]
    more = replace(usual, contact=ASK, data_protection=OFFICER)
    app.jinja_env.globals["settings"] = more
    yield more
    app.jinja_env.globals["settings"] = usual


def test_every_public_page_tells_where_to_ask(told, browser):
    for path in ("/", "/privacy", "/accessibility"):
        assert ASK in browser().get(path).text, path
    assert OFFICER in browser().get("/privacy").text


def test_a_letter_and_a_dead_link_tell_where_to_ask(told, browser, ana, torsten):  # noqa: F811
    browser(ana).post(f"{path_of(torsten.occasion)}/letter", {})
    letter = db.session.query(Letter).filter_by(template="invitation_occasion").first()
    assert f"Frågor: {ASK}" in compose(letter, told).get_content()
    assert ASK in browser().get("/i/" + "x" * 32).text


def test_where_nothing_is_set_nothing_is_shown(browser):
    for path in ("/privacy", "/i/" + "x" * 32):
        text = browser().get(path).text
        assert "Frågor:" not in text
        assert "Dataskyddsombudet" not in text


@pytest.mark.parametrize("value", ["a\nb", "x" * 201])
@pytest.mark.parametrize("name", ["CONTACT", "DATA_PROTECTION"])
def test_it_is_one_line_of_moderate_length(tmp_path, name, value):
    with pytest.raises(ConfigurationError, match=f"RADSLAG_{name} must be one line"):
        read_settings({"RADSLAG_DATA_DIR": str(tmp_path), f"RADSLAG_{name}": value})
