"""What the invited can do themselves: hand on, get a lost link, ask for no more letters."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.invitations.operations import revoke
from dialog.journal.models import Event
from dialog.journal.sentences import sentence
from dialog.register.models import Contact
from dialog.register.operations import stop
from tests.invitations.conftest import letters, path_of, token_of
from tests.people import NOW


def enter(browser, invitation):
    visit = browser()
    visit.get(f"/i/{token_of(invitation)}")
    return visit


def test_somebody_else_in_the_association_should_answer(browser, torsten):
    visit = enter(browser, torsten)
    assert "Byalaget" in visit.get("/someone-else").text
    answer = visit.post("/someone-else", {"name": "Sten Åkesjö", "email": "sten@byalag.example"})
    assert answer.status_code == 303
    assert "Inbjudan är på väg" in visit.get(answer.location).text
    made = db.session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()
    assert (made.contact.name, made.organisation_id) == ("Sten Åkesjö", torsten.organisation_id)
    (letter,) = letters("passed_on")
    assert letter.to_address == "sten@byalag.example"
    event = db.session.scalars(select(Event).where(Event.verb == "invitation.passed_on")).one()
    assert (event.actor_kind, event.actor_id) == ("system", None)
    assert sentence(event, "x") == (
        "Somebody at Byalaget passed the invitation to Samtal om lokaler on to a colleague."
    ) or "Byalaget" in sentence(event, "x")
    assert "Torsten" not in sentence(event, "x")
    assert browser().get(f"/i/{token_of(torsten)}").status_code == 303
    assert browser().get(f"/i/{token_of(made)}").status_code == 303


def test_three_times_and_no_more_whoever_passes_it_on(browser, torsten):
    visit = enter(browser, torsten)
    for number in range(2):
        form = {"name": f"N{number}", "email": f"n{number}@byalag.example"}
        assert visit.post("/someone-else", form).status_code == 303
    second = db.session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()
    other = enter(browser, second)
    third = {"name": "N3", "email": "n3@byalag.example"}
    assert other.post("/someone-else", third).status_code == 303
    for one in (visit, other):
        page = one.post("/someone-else", {"name": "N4", "email": "n4@byalag.example"})
        assert page.status_code == 422
        assert "redan lämnats vidare tre gånger" in page.text
    assert len(letters("passed_on")) == 3


def test_a_colleague_who_is_known_is_not_made_twice(browser, torsten, associations):
    visit = enter(browser, torsten)
    before = len(db.session.scalars(select(Contact)).all())
    visit.post("/someone-else", {"name": "M", "email": "MARTA@byalag.example"})
    assert len(db.session.scalars(select(Contact)).all()) == before
    visit.post("/someone-else", {"name": "M", "email": "marta@byalag.example"})
    assert len(letters("passed_on")) == 1


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"name": "X"},
        {"name": "X", "email": "x"},
        {"name": "a\r\nBcc: b@c.example", "email": "a\nb"},
    ],
)
def test_a_colleague_needs_name_and_address(browser, torsten, form):
    page = enter(browser, torsten).post("/someone-else", form)
    assert page.status_code == 422
    assert letters() == []


def test_a_lost_link_comes_again_and_the_answer_never_tells(browser, ana, torsten, stranger):
    visit = browser()
    assert visit.get("/link").status_code == 200
    known = visit.post("/link", {"email": "TORSTEN@byalag.example"})
    unknown = visit.post("/link", {"email": "ingen@x.example"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert "på väg" in visit.get(known.location).text
    (letter,) = letters("lost_link")
    assert letter.to_address == "torsten@byalag.example"
    assert letter.parameters["link"] == ["invitation", torsten.id]
    revoke(stranger, by=ana, now=NOW)
    visit.post("/link", {"email": "stina@roddarna.example"})
    assert len(letters()) == 1
    assert visit.post("/link", {"email": "inte en adress"}).status_code == 422


def test_somebody_who_stopped_still_gets_the_link_they_ask_for(browser, ana, torsten):
    stop(torsten.contact, by=ana, now=NOW)
    browser().post("/link", {"email": "torsten@byalag.example"})
    assert len(letters("lost_link")) == 1


def test_nobody_can_fill_another_mailbox(browser, torsten):
    with time_machine.travel(NOW, tick=False):
        for number in range(10):
            answer = browser().post(
                "/link",
                {"email": "torsten@byalag.example"},
                environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
            )
            assert answer.status_code == 303
        assert len(letters("lost_link")) == 3
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        browser().post("/link", {"email": "torsten@byalag.example"})
        assert len(letters("lost_link")) == 4


def test_stopping_takes_a_button_not_a_look(browser, torsten, ana, group):
    visit = browser()
    path = f"/i/{token_of(torsten)}/stop"
    assert "Vill du inte ha fler brev" in visit.get(path).text
    assert db.session.get(Contact, torsten.contact_id).stopped_at is None
    assert "Du får inga fler brev" in visit.post(path).text
    assert not db.session.get(Contact, torsten.contact_id).reachable
    visit.post(path)
    browser(ana).post(f"{path_of(group)}/letter", {})
    assert letters() == []
    assert browser().get(f"/i/{token_of(torsten)}").status_code == 303


def test_the_reply_must_be_yes_or_no(browser, torsten):
    visit = enter(browser, torsten)
    for kind in ("came", "walked_in", "", "x"):
        assert visit.post("/invitation/reply", {"reply": kind}).status_code == 400
    assert torsten.replies == []


def test_a_participants_own_reply_leaves_no_line(browser, torsten):
    visit = enter(browser, torsten)
    visit.post("/invitation/reply", {"reply": "yes"})
    verbs = db.session.scalars(select(Event.verb)).all()
    assert not [verb for verb in verbs if verb.startswith("reply")]


def test_a_stranger_gets_the_neutral_page(browser):
    for path in ("/invitation", "/someone-else", "/someone-else/done"):
        page = browser().get(path)
        assert page.status_code == 404
        assert "Länken fungerar inte" in page.text


def test_the_page_speaks_the_contacts_language(browser, torsten):
    torsten.contact.locale = "en"
    db.session.commit()
    page = enter(browser, torsten).get("/invitation")
    assert '<html lang="en">' in page.text
    assert "We are coming" in page.text
