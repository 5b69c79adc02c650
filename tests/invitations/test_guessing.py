"""Guessing at links, and changing ids: TRUST B6 and B9, and that no page of the team shows a link."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from dialog.extensions import db
from dialog.invitations.access import COOKIE
from dialog.invitations.models import Invitation
from dialog.invitations.operations import renew, send_all
from dialog.mail.sending import send_waiting
from tests.invitations.conftest import letters, path_of, token_of
from tests.people import NOW

WRONG = "A" * 32


# B6


def test_b6_only_bad_links_are_counted(browser, torsten):
    visit = browser()
    with time_machine.travel(NOW, tick=False):
        answers = []
        good = [visit.get(f"/i/{token_of(torsten)}").status_code]
        for number in range(1000):
            answers.append(visit.get(f"/i/{number:032}").status_code)
            if number % 5 == 0:
                good.append(visit.get(f"/i/{token_of(torsten)}").status_code)
        assert answers == [404] * 20 + [429] * 980
        assert good == [303] * 201
        assert visit.get("/invitation").status_code == 200
        refused = visit.get(f"/i/{WRONG}")
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert (
            visit.client.post(
                f"/i/{WRONG}/stop", base_url=visit.base, headers={"Sec-Fetch-Site": "same-origin"}
            ).status_code
            == 429
        )
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        assert visit.get(f"/i/{WRONG}").status_code == 404


def test_b6_one_place_that_guesses_does_not_shut_out_another(browser):
    with time_machine.travel(NOW, tick=False):
        for number in range(25):
            browser().get(f"/i/{number:032}", environ_base={"REMOTE_ADDR": "192.0.2.1"})
        other = browser().get(f"/i/{WRONG}", environ_base={"REMOTE_ADDR": "192.0.2.2"})
        assert other.status_code == 404


# B9


def test_b9_one_association_never_sees_another(browser, torsten, stranger):
    visit = browser()
    visit.get(f"/i/{token_of(torsten)}")
    for query in (f"?invitation={stranger.id}", "?invitation=0", "?invitation=x", "?invitation=-1"):
        for path in ("/invitation", "/someone-else", "/someone-else/done"):
            page = visit.get(path + query)
            assert page.status_code == 404
            assert "Roddarna" not in page.text
    for path, form in (
        ("/invitation/reply", {"reply": "no"}),
        ("/someone-else", {"name": "X", "email": "x@x.example"}),
    ):
        answer = visit.post(path, form | {"invitation": str(stranger.id)})
        assert answer.status_code == 404
    assert db.session.get(Invitation, stranger.id).replies == []
    assert letters() == []


@pytest.mark.parametrize("cookie", ["", "x", "W1sxLDFdXQ.x", "[[1,1]]", "%00", "a" * 3000])
def test_b9_a_made_up_cookie_opens_nothing(browser, torsten, cookie):
    visit = browser()
    visit.client.set_cookie(COOKIE, cookie, secure=True)
    assert visit.get("/invitation").status_code == 404


def test_b9_the_cookie_of_an_earlier_link_opens_nothing(browser, ana, torsten):
    visit = browser()
    visit.get(f"/i/{token_of(torsten)}")
    renew(torsten, by=ana, now=NOW)
    db.session.commit()
    assert visit.get("/invitation").status_code == 404
    visit.get(f"/i/{token_of(torsten)}")
    assert visit.get("/invitation").status_code == 200


def test_b9_somebody_in_two_associations_answers_for_each(browser, torsten, stranger):
    """Two links in one browser: each page is about the association it was opened for."""
    visit = browser()
    first = visit.get(f"/i/{token_of(torsten)}").location
    second = visit.get(f"/i/{token_of(stranger)}").location
    assert "Byalaget" in visit.get(first).text
    assert "Roddarna" in visit.get(second).text
    visit.post("/invitation/reply", {"reply": "yes", "invitation": str(torsten.id)})
    assert [one.kind for one in torsten.replies] == ["yes"]
    assert stranger.replies == []


def test_no_page_of_the_team_shows_a_link(browser, ana, cleo, adam, torsten, group):
    send_all(group, [torsten], "invite", by=ana, now=NOW)
    db.session.commit()
    send_waiting()
    link = token_of(torsten)
    pages = ["", "/recipients", "/letter", "/reminder", "/attendance"]
    for person in (ana, cleo, adam):
        visit = browser(person)
        shown = [visit.get(path_of(group) + page).text for page in pages]
        shown += [visit.get(path).text for path in ("/outbox", "/register", "/journal")]
        assert not [page for page in shown if link in page]
