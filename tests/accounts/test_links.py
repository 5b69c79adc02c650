"""Links to staff: once, not for long, never in the database, never to another host."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import time_machine
from sqlalchemy import text

from dialog.extensions import db
from dialog.mail.models import Letter
from dialog.mail.sending import send_waiting
from dialog.web import clock
from tests.people import PASSWORD

NEW = "helt andra ord om skogen"


def letter_text(app) -> str:
    folder: Path = app.config["SETTINGS"].mail_dir
    return max(folder.glob("*.eml")).read_text()


def link_in(app) -> str:
    from email import message_from_string

    body = message_from_string(letter_text(app)).get_payload(decode=True).decode()
    return re.search(r"http://[^\s]+", body).group(0)


def test_ana_forgets_her_password_and_chooses_a_new_one(app, browser, ana):
    signed_in = browser(ana)
    browser().post("/forgotten-password", {"email": ana.email_key})
    assert send_waiting() == 1
    link = link_in(app)
    assert link.startswith(app.config["SETTINGS"].base_url)
    path = link.removeprefix(app.config["SETTINGS"].base_url)
    visitor = browser()
    for _ in range(3):  # reading uses nothing up
        assert visitor.get(path).status_code == 200
    assert visitor.post(path, {"password": "kort"}).status_code == 422
    assert visitor.post(path, {"password": NEW}).status_code == 303
    assert signed_in.get("/me").status_code == 401
    assert visitor.get(path).status_code == 410
    old = browser().post("/sign-in", {"email": ana.email_key, "password": PASSWORD})
    assert old.status_code == 422


def test_a_reset_link_dies_after_half_an_hour(app, browser, ana):
    with time_machine.travel(clock.now(), tick=False) as now:
        browser().post("/forgotten-password", {"email": ana.email_key})
        send_waiting()
        path = link_in(app).removeprefix(app.config["SETTINGS"].base_url)
        now.shift(timedelta(minutes=31))
        assert browser().get(path).status_code == 410


def test_no_token_is_in_the_database(app, browser, ana):
    browser().post("/forgotten-password", {"email": ana.email_key})
    send_waiting()
    token = link_in(app).rpartition("/")[2]
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            assert token not in str(tuple(row)), table.name


def test_an_unknown_address_gets_the_same_page_and_no_letter(browser, ana):
    known = browser().post("/forgotten-password", {"email": ana.email_key})
    unknown = browser().post("/forgotten-password", {"email": "nobody@kommun.example"})
    assert known.text == unknown.text
    assert db.session.query(Letter).count() == 1


def test_an_invited_person_chooses_a_password(app, browser, adam):
    boss = browser(adam)
    form = {"name": "Bo Ny", "email": "bo@kommun.example", "locale": "sv"}
    assert boss.post("/people/new", form).status_code == 303
    twice = boss.post("/people/new", form)
    assert twice.status_code == 422
    assert "har redan ett konto" in twice.text
    send_waiting()
    path = link_in(app).removeprefix(app.config["SETTINGS"].base_url)
    visitor = browser()
    assert visitor.post(path, {"password": NEW}).status_code == 303
    assert visitor.get("/me").status_code == 200
