"""B1, H7: no secret in clear in the database, a backup or a log, and nobody's words in a log."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dialog import tokens
from dialog.accounts.access import COOKIE
from dialog.accounts.models import StaffLink
from dialog.accounts.operations import ask_for_reset
from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.mail.sending import send_waiting
from dialog.overview import backups
from dialog.register.models import Contact
from dialog.survey.models import Survey
from dialog.web import clock
from dialog.workshop import codes
from dialog.workshop.models import Workshop
from tests.stores import ENGINE
from tests.survey.respondents import Phone, asked, association
from tests.trust.lying import rows, text_of
from tests.trust.story import token_of

if TYPE_CHECKING:
    from pathlib import Path

WISH = "Ett alldeles eget önskemål"


@pytest.fixture
def spoken(story, ana, browser, caplog, capfd):
    """A small story with letters: what was said in it, what was secret in it, what was logged."""
    caplog.set_level(logging.INFO)
    survey = db.session.get_one(Survey, story.numbers["survey"])
    [vera] = association("Sångarna", "Vera Sund", by=ana)
    invitation = asked(survey, vera, by=ana)
    phone = Phone(browser(), invitation).answer_all(WISH)
    code = phone.hidden("page-code")
    assert phone.send().status == 200
    visitor = browser()
    visitor.post("/link", {"email": vera.email})
    visitor.post("/sign-in", {"email": ana.email_key, "password": "fel lösenord igen"})
    visitor.get("/i/" + "x" * 32)
    visitor.post("/code", {"code": code})
    ask_for_reset(ana, now=clock.now())
    db.session.commit()
    assert send_waiting() >= 3
    desk = browser(ana)
    desk.get("/")
    db.session.commit()
    workshop = db.session.get_one(Workshop, story.numbers["workshop"])
    secrets = {
        "receipt code": code,
        "receipt code without spaces": code.replace(" ", ""),
        "board code": codes.code_of(workshop),
        "board token": codes.token_of(workshop),
        "device": story.device,
        "reading link": story.words["reading"],
        "session": desk.client.get_cookie(COOKIE, domain="127.0.0.1").value,
    }
    for one in db.session.scalars(select(Invitation)):
        secrets[f"invitation {one.id}"] = token_of(one)
    for link in db.session.scalars(select(StaffLink)):
        secrets[f"staff link {link.id}"] = tokens.derive("staff", link.id)
    assert all(len(secret) >= 6 for secret in secrets.values()), secrets
    addresses = {one.email for one in db.session.scalars(select(Contact)) if one.email}
    db.session.commit()
    log = caplog.text + "".join(capfd.readouterr())
    return secrets, {*addresses, ana.email_key}, log


def test_no_secret_stands_in_any_table(spoken):
    secrets, _addresses, _log = spoken
    lying = "\n".join(row for table in rows().values() for row in table)
    assert WISH in lying  # it would be found
    assert [name for name, secret in secrets.items() if secret in lying] == []


def test_no_secret_stands_in_traces_of_who_was_here(spoken):
    secrets, _addresses, _log = spoken
    lying = "\n".join(
        repr(row)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(select(table))
    )
    assert [name for name, secret in secrets.items() if secret in lying] == []


def test_nothing_secret_or_said_is_logged(spoken):
    secrets, addresses, log = spoken
    assert [name for name, secret in secrets.items() if secret in log] == []
    assert [address for address in addresses if address in log] == []
    assert WISH not in log
    assert "fel lösenord" not in log


def test_no_secret_stands_in_a_backup(app, spoken, tmp_path: Path):
    secrets, _addresses, _log = spoken
    if ENGINE != "sqlite" and shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed.")
    db.session.rollback()
    file = tmp_path / "backup"
    assert backups.write(file, app.config["SETTINGS"]) > 1000
    assert file.stat().st_mode & 0o077 == 0
    text = text_of(file)
    assert WISH in text
    assert [name for name, secret in secrets.items() if secret in text] == []
    keys = app.config["SETTINGS"]
    assert keys.link_key.decode() not in text
    assert keys.secret_key not in text
