"""A1, A2, A4, A8, A9: what a sign-in is worth, and when it stops being worth anything."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from dialog.accounts.access import COOKIE
from dialog.accounts.models import Person, StaffSession
from dialog.config import read_settings
from dialog.extensions import db
from dialog.mail.models import Letter
from dialog.mail.sending import send_waiting
from dialog.process.models import Role
from dialog.web import clock
from tests.people import PASSWORD
from tests.trust.crawling import Crawler

NEW = "helt andra ord om skogen"


def kept(visitor) -> str:
    """The id of the sign-in that this browser keeps."""
    cookie = visitor.client.get_cookie(COOKIE, domain="127.0.0.1")
    return cookie.value if cookie is not None else ""


def signs_in(visitor, person: Person, password: str = PASSWORD) -> str:
    form = {"email": person.email_key, "password": password}
    assert visitor.post("/sign-in", form).status_code == 303
    return kept(visitor)


def test_a_copied_cookie_opens_nothing_after_signing_out(app, story, browser, ana):
    """A1: at least twenty pages are open before, and none of them after."""
    visitor = browser()
    copied = signs_in(visitor, ana)
    thief = Crawler(app, ana)
    thief.cookie = f"{COOKIE}={copied}"
    inside = [path for path, answer in thief.pages(most=40) if answer.status_code == 200]
    public = {path for path in inside if browser().get(path).status_code == 200}
    assert len(set(inside) - public) >= 20
    visitor.post("/sign-out")
    assert {path for path in inside if thief.ask("GET", path).status_code == 200} == public


def test_every_sign_in_has_an_id_of_its_own(browser, adam, ana):
    """A2: at sign-in, at a second sign-in over the first, at a new password, at new keys."""
    visitor = browser()
    visitor.client.set_cookie(COOKIE, "chosen-by-somebody-else", domain="127.0.0.1", secure=True)
    ids = [signs_in(visitor, ana), signs_in(visitor, ana)]
    assert "chosen-by-somebody-else" not in ids
    assert not _opens(browser(), ids[0])  # a browser has one sign-in
    assert visitor.post("/me/password", {"password": NEW}).status_code == 303
    ids.append(kept(visitor))
    assert browser(adam).post(f"/people/{ana.id}/administrator").status_code == 303
    assert visitor.get("/me").status_code == 401
    ids.append(signs_in(visitor, ana, NEW))
    assert len(set(ids)) == 4
    assert all(len(one) >= 43 for one in ids)  # 32 random bytes: 256 bits
    alive = [one for one in ids if _opens(browser(), one)]
    assert alive == ids[-1:]


def _opens(thief, token: str) -> bool:
    thief.client.set_cookie(COOKIE, token, domain="127.0.0.1", secure=True)
    return thief.get("/me").status_code == 200


@pytest.mark.parametrize(("minutes", "alive"), [(4, True), (6, False)])
def test_how_long_one_may_be_idle_is_a_setting(app, browser, ana, tmp_path, minutes, alive):
    """A4."""
    given = {"RADSLAG_DATA_DIR": str(tmp_path), "RADSLAG_IDLE_MINUTES": "5"}
    assert read_settings({"RADSLAG_DATA_DIR": str(tmp_path)}).idle_minutes == 60
    usual, app.config["SETTINGS"] = app.config["SETTINGS"], read_settings(given)
    try:
        with time_machine.travel(clock.now(), tick=False) as now:
            visitor = browser(ana)
            now.shift(timedelta(minutes=minutes))
            assert (visitor.get("/me").status_code == 200) is alive
    finally:
        app.config["SETTINGS"] = usual


def test_what_was_typed_before_the_sign_in_ended_can_be_sent_after_it(browser, story, ana):
    """A4: through the pages as they are, until the note stands where it should."""
    path = f"/processes/{story.words['slug']}/proposals/new"
    said = "En lång mening,\nsom inte får ”försvinna” <b>nu</b>."
    with time_machine.travel(clock.now(), tick=False) as now:
        visitor = browser(ana)
        now.shift(timedelta(minutes=61))
        refused = visitor.post(path, {"title": "Kalender", "kind": "direct", "what": said})
        assert refused.status_code == 401
        form = _hidden(refused.text) | {"email": ana.email_key, "password": PASSWORD}
        once_wrong = visitor.post("/sign-in", form | {"password": "fel fel fel fel"})
        assert once_wrong.status_code == 422  # a slip of the finger loses nothing either
        again = visitor.post("/sign-in", _hidden(once_wrong.text) | form)
        assert unescape(again.text).count(said) == 1
        action = re.search(r'<form class="r-form" method="post" action="([^"]+)"', again.text)
        assert action is not None
        sent = visitor.post(action[1], _hidden(again.text) | {"what": said})
        assert sent.status_code == 303
        assert said in unescape(visitor.get(sent.location).text.replace("<br>", "\n"))


def _hidden(html: str) -> dict[str, str]:
    found = re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)" value="([^"]*)"', html)
    found += re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


HOSTS = [
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example"},
    {"Forwarded": "host=evil.example"},
    {"X-Original-Host": "evil.example", "X-Forwarded-Proto": "https"},
]


@pytest.mark.parametrize("headers", HOSTS, ids=lambda one: next(iter(one)))
def test_the_link_of_a_reset_leads_home_whatever_host_was_asked(app, browser, ana, headers):
    """A8."""
    visitor = browser()
    asked = {"email": ana.email_key}
    status = visitor.post("/forgotten-password", asked, headers=headers).status_code
    assert status == (400 if "Host" in headers else 200)
    assert db.session.query(Letter).count() == (status == 200)
    send_waiting()
    for file in app.config["SETTINGS"].mail_dir.glob("*.eml"):
        text = file.read_text()
        assert "evil.example" not in text
        assert app.config["SETTINGS"].base_url in text.replace("=\n", "")


def test_a_new_password_ends_every_sign_in_there_was(app, browser, ana):
    """A8: and the link is good once."""
    everywhere = [browser(ana) for _ in range(3)]
    browser().post("/forgotten-password", {"email": ana.email_key})
    send_waiting()
    [file] = app.config["SETTINGS"].mail_dir.glob("*.eml")
    found = re.search(r"/choose-password/\S+", file.read_text().replace("=\n", ""))
    assert found is not None
    assert browser().post(found[0], {"password": NEW}).status_code == 303
    assert [one.get("/me").status_code for one in everywhere] == [401, 401, 401]
    assert browser().post(found[0], {"password": PASSWORD}).status_code == 410
    db.session.rollback()
    alive = db.session.query(StaffSession).filter(StaffSession.ended_at.is_(None)).count()
    assert alive == 1  # whoever chose the password


def test_a_role_is_given_and_taken_from_one_request_to_the_next(browser, dialogue, ana, cleo):
    """A9: two browsers, and never a request in between."""
    themes, team = f"/processes/{dialogue.slug}/themes/new", f"/processes/{dialogue.slug}/team"
    boss, visitor = browser(ana), browser(cleo)
    role = {"person": str(cleo.id), "role": Role.ANALYST.value}
    assert visitor.get(themes).status_code == 200
    assert boss.post(f"{team}/leaving", role).status_code == 303
    assert visitor.get(themes).status_code == 404
    assert boss.post(team, role).status_code == 303
    assert visitor.get(themes).status_code == 200
    role["role"] = Role.OBSERVER.value
    boss.post(team, role)
    boss.post(f"{team}/leaving", role | {"role": Role.ANALYST.value})
    assert visitor.get(themes).status_code == 403
