"""Signing in and out, and what a copied cookie is worth afterwards."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine

from dialog.accounts import operations
from dialog.accounts.access import COOKIE
from dialog.accounts.models import StaffSession
from dialog.extensions import db
from dialog.web import clock
from tests.people import PASSWORD


def cookie_of(response) -> str:
    header = next(h for h in response.headers.getlist("Set-Cookie") if h.startswith(COOKIE))
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in header, part
    return re.match(rf"{COOKIE}=([^;]+)", header).group(1)


def test_ana_signs_in_and_a_copied_cookie_dies_when_she_signs_out(browser, ana):
    visitor = browser()
    response = visitor.post("/sign-in", {"email": "ANA@kommun.example ", "password": PASSWORD})
    assert response.status_code == 303
    copied = cookie_of(response)
    assert len(copied) >= 43  # 256 bits
    assert visitor.get("/me").status_code == 200
    assert visitor.post("/sign-out").status_code == 303
    thief = browser()
    thief.client.set_cookie(COOKIE, copied)
    assert thief.get("/me").status_code == 401


def test_every_sign_in_has_a_new_id(browser, ana):
    ids = {
        cookie_of(browser().post("/sign-in", {"email": ana.email_key, "password": PASSWORD}))
        for _ in range(3)
    }
    assert len(ids) == 3


def test_the_cookie_is_not_in_the_database(browser, ana):
    token = cookie_of(browser().post("/sign-in", {"email": ana.email_key, "password": PASSWORD}))
    session = db.session.query(StaffSession).one()
    assert token not in (session.token_hash, str(session.id))


def test_wrong_passwords_are_limited_for_one_address_only(browser, ana):
    visitor = browser()
    for _ in range(10):
        response = visitor.post("/sign-in", {"email": ana.email_key, "password": "fel fel fel fel"})
        assert response.status_code == 422
        assert "hör inte ihop" in response.text
    blocked = visitor.post("/sign-in", {"email": ana.email_key, "password": PASSWORD})
    assert blocked.status_code == 429
    assert blocked.headers["Retry-After"]
    elsewhere = visitor.post(
        "/sign-in",
        {"email": ana.email_key, "password": PASSWORD},
        environ_overrides={"REMOTE_ADDR": "127.0.0.9"},
    )
    assert elsewhere.status_code == 303


def test_a_form_posted_after_an_hour_is_kept_and_offered_again(browser, adam):
    with time_machine.travel(clock.now(), tick=False) as now:
        visitor = browser(adam)
        now.shift(timedelta(minutes=61))
        text = "En lång mening som inte får försvinna."
        refused = visitor.post("/processes/new", {"title": "Öar", "purpose": text})
        assert refused.status_code == 401
        kept = re.search(r'name="kept" value="([^"]*)"', refused.text).group(1)
        import html

        again = visitor.post(
            "/sign-in",
            {
                "email": adam.email_key,
                "password": PASSWORD,
                "kept": html.unescape(kept),
                "kept_action": "/processes/new",
            },
        )
        assert text in again.text
        assert 'action="/processes/new"' in again.text


def test_a_session_ends_after_twelve_hours_even_when_used(browser, ana):
    with time_machine.travel(clock.now(), tick=False) as now:
        visitor = browser(ana)
        for _ in range(14):
            now.shift(timedelta(minutes=50))
            status = visitor.get("/me").status_code
        assert status == 200
        now.shift(timedelta(minutes=50))
        assert visitor.get("/me").status_code == 401


def test_disabling_takes_effect_at_the_next_request(browser, adam, ana):
    visitor, boss = browser(ana), browser(adam)
    assert visitor.get("/me").status_code == 200
    assert boss.post(f"/people/{ana.id}/disabling").status_code == 303
    assert visitor.get("/me").status_code == 401
    assert (
        browser().post("/sign-in", {"email": ana.email_key, "password": PASSWORD}).status_code
        == 422
    )


def test_a_new_role_ends_the_old_sign_ins(browser, adam, ana):
    visitor = browser(ana)
    operations.set_administrator(ana, True, by=adam, now=clock.now())
    db.session.commit()
    assert visitor.get("/me").status_code == 401
