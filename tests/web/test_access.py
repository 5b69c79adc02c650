"""Silence means closed."""

from __future__ import annotations

import pytest
from flask import Flask

from dialog.web.access import allow, anyone, require_rules


def test_a_view_without_a_rule_stops_the_start():
    app = Flask("silent", static_folder=None)
    app.add_url_rule("/open", "open", allow(anyone)(lambda: "open"))
    require_rules(app)
    app.add_url_rule("/forgotten", "forgotten", lambda: "forgotten")
    with pytest.raises(RuntimeError, match="forgotten"):
        require_rules(app)


def test_every_view_has_a_rule(app):
    require_rules(app)


def test_an_unknown_address_is_a_page_of_its_own(browser):
    response = browser().get("/nothing-here")
    assert response.status_code == 404
    assert "Sidan finns inte" in response.text


def test_a_wrong_method_is_said_in_words(browser):
    response = browser().post("/privacy")
    assert response.status_code == 405
