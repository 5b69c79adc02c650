"""What those who are asked to a group read: what it is, and from when until when."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from flask import current_app

from dialog.extensions import db
from dialog.focusgroup import operations
from dialog.invitations.operations import invite
from dialog.mail.models import Letter
from dialog.mail.sending import compose
from dialog.process.models import PartyKind
from dialog.process.operations import cancel_occasion
from dialog.register.operations import add_contact, add_organisation
from dialog.web import clock
from tests.invitations.conftest import token_of
from tests.people import NOW, party

DAY = date(2026, 12, 1)
SAID = {
    "sv": (
        (
            "En fokusgrupp är ett samtal i en liten grupp kring några frågor. Det som sägs antecknas "
            "utan namn."
        ),
        "När: tisdag 1 december 2026 klockan 18.00–20.00",
    ),
    "en": (
        (
            "A focus group is a conversation in a small group about a few questions; what is said is "
            "noted without names."
        ),
        "When: Tuesday 1 December 2026, 18:00–20:00",
    ),
}


@pytest.fixture
def evening(group):
    group.occasion.starts_at = clock.from_wall_clock(DAY, time(18))
    group.occasion.ends_at = clock.from_wall_clock(DAY, time(20))
    db.session.commit()
    return group


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_letter_says_what_a_focus_group_is_and_when_it_begins_and_ends(
    browser, ana, dialogue, evening, language
):
    organisation = add_organisation("Norröns byalag", "association", by=ana, now=NOW)
    torsten = add_contact(organisation, "Torsten", email="t@x.example", by=ana, now=NOW)
    torsten.locale = language
    side = party(dialogue, PartyKind.ASSOCIATION)
    invitation = invite(evening.occasion, torsten, side, by=ana, now=NOW)
    db.session.commit()
    path = f"/processes/{dialogue.slug}/occasions/{evening.id}/invitations/letter"
    visit = browser(ana)
    read = visit.get(path).text
    assert visit.post(path, {}).status_code == 303
    (letter,) = db.session.query(Letter)
    sent = compose(letter, current_app.config["SETTINGS"]).get_content()
    for sentence in SAID[language]:
        assert sentence in read
        assert sentence in sent.replace("\r\n", "\n")
    guest = browser()
    page = guest.get(guest.get(f"/i/{token_of(invitation)}").location)
    assert "18.00–20.00" in page.text


def test_who_is_invited_to_a_closed_group_is_not_asked_whether_they_come(
    browser, ana, dialogue, evening
):
    organisation = add_organisation("Norröns byalag", "association", by=ana, now=NOW)
    torsten = add_contact(organisation, "Torsten", email="t@x.example", by=ana, now=NOW)
    side = party(dialogue, PartyKind.ASSOCIATION)
    invitation = invite(evening.occasion, torsten, side, by=ana, now=NOW)
    operations.open_group(evening, by=ana, now=NOW)
    db.session.commit()
    guest = browser()
    page = guest.get(f"/i/{token_of(invitation)}").location
    assert "Vi kommer" in guest.get(page).text
    operations.close_group(evening, said_on=NOW.date(), by=ana, now=NOW)
    db.session.commit()
    closed = guest.get(page).text
    assert "Fokusgruppen är avslutad. Det behövs inget svar." in closed
    assert "Vi kommer" not in closed
    late = {"reply": "yes", "invitation": str(invitation.id)}  # from a page opened before
    assert guest.post("/invitation/reply", late).status_code == 409
    colleague = {"name": "Märta", "email": "m@x.example", "invitation": str(invitation.id)}
    assert guest.post("/someone-else", colleague).status_code == 409
    assert invitation.latest_reply == ""
    team = f"/processes/oar-i-samtal/occasions/{evening.id}/invitations"
    assert "Det är avslutat, så ingen mer bjuds in" in browser(ana).get(team).text
    cancel_occasion(evening.occasion, by=ana, now=NOW)
    db.session.commit()
    assert guest.get(page).status_code == 404


def test_the_minutes_begin_with_the_day_and_count_without_stray_spaces(
    browser, ana, evening, talking
):
    page = browser(ana).get(f"/processes/oar-i-samtal/focus-groups/{evening.id}/minutes")
    words = " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", "", page.text).split())
    assert "Tisdag 1 december 2026, Biblioteket" in words
    assert "Föreningar: 2 personer" in words
    assert " :" not in words
