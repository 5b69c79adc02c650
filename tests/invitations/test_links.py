"""The personal link: 192 bits and never stored, opened without a trace, one page when it is no good.

TRUST B1–B5, as far as they do not belong to the survey; B6 and B9 stand in test_guessing.
"""

from __future__ import annotations

import re
import shutil
import time
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import text

from dialog import tokens
from dialog.extensions import db
from dialog.invitations import doors
from dialog.invitations.access import COOKIE
from dialog.invitations.operations import invite, renew, revoke, send_all
from dialog.mail.sending import send_waiting
from dialog.overview import backups
from dialog.process.models import PartyKind, TurnKind
from dialog.process.operations import cancel_occasion, turn
from dialog.register.operations import add_contact, add_organisation
from dialog.web import clock
from tests.invitations.conftest import token_of
from tests.people import NOW, party
from tests.stores import ENGINE
from tests.trust.lying import text_of

WRONG = "A" * 32


def everything() -> str:
    """Every value in every table, as text."""
    found = []
    for table in sorted(db.metadata.tables):
        if table != "attempt":
            rows = db.session.execute(text(f'SELECT * FROM "{table}"')).all()
            found.append(f"{table}: {sorted(map(str, rows))}")
    return "\n".join(found)


# B1


def test_b1_a_thousand_links_and_none_is_stored(app, ana, group, dialogue, caplog, tmp_path):
    side = party(dialogue, PartyKind.ASSOCIATION)
    organisation = add_organisation("Alla", "association", by=ana, now=NOW)
    made = []
    for number in range(1000):
        contact = add_contact(
            organisation, f"N{number}", email=f"n{number}@x.example", by=ana, now=NOW, quietly=True
        )
        made.append(invite(group, contact, side, by=ana, now=NOW, quietly=True))
    send_all(group, made, "invite", by=ana, now=NOW)
    db.session.commit()
    links = {token_of(one) for one in made}
    assert len(links) == 1000
    assert {len(link) for link in links} == {32}  # base64url of 24 bytes: 192 bits
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", link) for link in links)
    stored = everything()
    assert not [link for link in links if link in stored]
    assert not [link for link in links if link in caplog.text]
    assert {one.token_hash for one in made} == {tokens.digest(link) for link in links}
    send_waiting(at_most=1)
    (letter,) = list((app.config["SETTINGS"].mail_dir).glob("*.eml"))
    assert sum(link in letter.read_text() for link in links) == 1
    stored = everything()
    assert not [link for link in links if link in stored]
    if ENGINE == "sqlite" or shutil.which("pg_dump"):
        db.session.rollback()
        backups.write(tmp_path / "backup", app.config["SETTINGS"])
        kept = text_of(tmp_path / "backup")
        assert "n999@x.example" in kept
        assert not [link for link in links if link in kept]


def test_b1_the_link_depends_on_key_number_and_generation(torsten):
    link = token_of(torsten)
    assert tokens.derive("invitation", torsten.id, torsten.generation + 1) != link
    assert tokens.derive("invitation", torsten.id + 1, torsten.generation) != link
    assert tokens.derive("staff", torsten.id, torsten.generation) != link


# B2


def test_b2_the_token_is_changed_for_a_cookie_at_once(browser, torsten):
    visit = browser()
    link = token_of(torsten)
    answer = visit.get(f"/i/{link}")
    assert answer.status_code == 303
    assert link not in answer.location
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert link not in cookie
    page = visit.get(answer.location)
    assert page.status_code == 200
    assert "Samtal om lokaler" in page.text
    assert link not in page.text


# B3


def test_b3_looking_changes_nothing(browser, torsten):
    link = token_of(torsten)
    db.session.commit()
    before = everything()
    for number in range(25):
        visit = browser()
        assert visit.get(f"/i/{link}").status_code == 303
        assert visit.client.head(f"/i/{link}", base_url=visit.base).status_code == 303
        if number == 0:
            visit.get("/invitation")
            visit.get("/someone-else")
            visit.get(f"/i/{link}/stop")
    assert everything() == before


# B4, as far as this room knows


def test_b4_the_same_link_opens_again_and_shows_the_reply(browser, torsten):
    first = browser()
    first.get(f"/i/{token_of(torsten)}")
    assert first.post("/invitation/reply", {"reply": "yes"}).status_code == 303
    second = browser()
    second.get(f"/i/{token_of(torsten)}")
    page = second.get("/invitation")
    assert "Ni har svarat att ni kommer" in page.text
    second.post("/invitation/reply", {"reply": "no"})
    assert "inte kan komma" in first.get("/invitation").text


# B5


@pytest.fixture
def no_good(group, torsten, stranger, ana, dialogue):
    """Links that open nothing, by why."""
    side = party(dialogue, PartyKind.ASSOCIATION)
    organisation = torsten.organisation
    revoked = invite(
        group,
        add_contact(organisation, "B", email="b@x.example", by=ana, now=NOW),
        side,
        by=ana,
        now=NOW,
    )
    old = token_of(revoked)
    revoke(revoked, by=ana, now=NOW)
    changed = invite(
        group,
        add_contact(organisation, "C", email="c@x.example", by=ana, now=NOW),
        side,
        by=ana,
        now=NOW,
    )
    before = token_of(changed)
    renew(changed, by=ana, now=NOW)
    db.session.commit()
    return {
        "wrong": WRONG,
        "revoked": old,
        "revoked, next generation": token_of(revoked),
        "replaced": before,
        "short": "abc",
        "long": "A" * 500,
        "strange": "%00%ff'--",
        "staff": tokens.derive("staff", torsten.id),
    }


def test_b5_every_bad_link_gets_the_same_page(browser, no_good):
    answers = {why: browser().get(f"/i/{link}") for why, link in no_good.items()}
    assert {answer.status_code for answer in answers.values()} == {404}
    bodies = {re.sub(r"to=/i/[^\"]*", "to=", answer.text) for answer in answers.values()}
    assert len(bodies) == 1
    assert "Länken fungerar inte" in bodies.pop()
    assert not [why for why, answer in answers.items() if "Set-Cookie" in answer.headers]


@pytest.mark.parametrize("end", ["cancelled", "ended", "closed"])
def test_b5_a_link_to_what_is_over_gets_that_page_too(
    browser, ana, group, torsten, end, monkeypatch
):
    visit = browser()
    visit.get(f"/i/{token_of(torsten)}")
    wrong = browser().get(f"/i/{WRONG}")
    if end == "cancelled":
        cancel_occasion(group, by=ana, now=NOW)
    elif end == "ended":
        turn(group.process, TurnKind.COMPLETED, by=ana, now=NOW)
    else:
        monkeypatch.setitem(
            doors._doors, "meeting", doors.Door("invited.show", lambda _occasion, _now: False)
        )
    db.session.commit()
    link = token_of(torsten)
    over = browser().get(f"/i/{link}")
    assert over.status_code == wrong.status_code == 404
    assert over.text.replace(link, "") == wrong.text.replace(WRONG, "")
    inside = visit.get("/invitation")  # the cookie does not open what the link no longer does
    assert inside.status_code == 404
    assert "Länken fungerar inte" in inside.text


def test_only_who_holds_a_real_link_reads_why_the_dialogue_was_broken_off(
    browser, ana, group, torsten, no_good
):
    visit = browser()
    visit.get(f"/i/{token_of(torsten)}")
    turn(group.process, TurnKind.BROKEN_OFF, by=ana, now=NOW, reason="Inga pengar")
    db.session.commit()
    for told in (browser().get(f"/i/{token_of(torsten)}"), visit.get("/invitation")):
        assert told.status_code == 410
        assert "Inga pengar" in told.text
        assert f"<h2>{clock.local(NOW).date()}</h2>" in told.text
    others = [
        browser().get("/invitation"),
        *(browser().get(f"/i/{bad}") for bad in no_good.values()),
    ]
    assert {answer.status_code for answer in others} == {404}
    assert not any("Inga pengar" in answer.text for answer in others)


def test_b5_no_bad_link_takes_longer_than_another(browser, no_good):
    """In the time that this process works, which does not depend on what else the machine does."""

    def seconds(link):
        with time_machine.travel(NOW + next(minutes), tick=False):
            start = time.process_time()
            browser().get(f"/i/{link}")
            return time.process_time() - start

    minutes = iter(timedelta(minutes=number) for number in range(1000))  # or they are too many
    kinds = ("wrong", "revoked", "revoked, next generation", "replaced", "staff")
    measured = {why: [] for why in kinds}
    for _round in range(15):
        for why, times in measured.items():
            times.append(seconds(no_good[why]))
    # The least of each: what else a process does now and then, as to collect what is not used any
    # more, only ever adds.
    least = [min(times) for times in measured.values()]
    assert max(least) < 1.5 * min(least)
