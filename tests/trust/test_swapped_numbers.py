"""B9, C5: numbers in forms are looked up through whoever asks, just as those in addresses are.

Every form is sent with what it holds, but with one field from the same form of another dialogue, or
of another association. Whatever is answered, nothing may reach or show what belongs to the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import tokens
from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.mail.models import Letter
from dialog.process.models import PartyKind
from dialog.register.models import Contact
from dialog.survey.models import Answer, Response, Seat
from dialog.web import clock
from dialog.workshop import operations as boards
from dialog.workshop import queries as board_queries
from dialog.workshop.access import COOKIE as DEVICE
from dialog.workshop.access import device_hash
from tests import people
from tests.people import party
from tests.survey.respondents import Phone
from tests.trust.crawling import Crawler
from tests.trust.known import LAST
from tests.trust.lying import changed, rows
from tests.trust.story import CHANCE, tell
from tests.trust.ties import belonging, ties
from tests.trust.visiting import doors, note_all, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.trust.crawling import Form
    from tests.trust.visiting import Door

NUMBERED = re.compile(r"^([a-z]+:)?\d+(:\d+)?$")


def by_kind(crawler: Crawler) -> dict[str, Form]:
    return {form.kind: form for form in crawler.forms.values() if not LAST.search(form.action)}


def foreign(own: Form, theirs: Form) -> Iterator[tuple[str, str]]:
    """(field, value) for every number that the other form holds or offers and this one does not."""
    for name, field in own.fields.items():
        other = theirs.fields.get(name)
        if other is not None:
            known = {field.value, *field.offered}
            values = dict.fromkeys([other.value, *other.offered])
            numbers = [one for one in values if one not in known and NUMBERED.match(one)]
            yield from [(name, number) for number in numbers[:2]]


def test_no_form_reaches_into_another_dialogue(app, story, ana, eva):
    """Ana leads both, so nothing but the dialogue itself keeps them apart."""
    second = people.dialogue(ana, note_taker=eva, title="Ett annat samtal")
    other = tell(app, second, ana, eva)
    assert ties() == []
    crawlers = [Crawler(app, ana) for _ in range(2)]
    for crawler, whose in zip(crawlers, (story, other), strict=True):
        note_all(crawler, app, whose, "facilitator")
    forms, theirs = by_kind(crawlers[0]), by_kind(crawlers[1])
    before = {row for row, owners in belonging().items() if owners == {second.id}}
    tried = set()
    for kind, form in sorted(forms.items()):
        for name, number in foreign(form, theirs[kind]) if kind in theirs else ():
            answer = crawlers[0].ask("POST", form.action, data=form.filled() | {name: number})
            assert answer.status_code < 500, f"{form.action} {name}={number}"
            tried.add((kind, name))
    assert ties() == []
    assert before - set(belonging()) == set()
    assert len(tried) >= 25, sorted(tried)


SECRET = "Roddarnas alldeles egna ord"


def test_no_number_shows_one_association_what_is_anothers(app, story, browser):
    """Torsten of Byalaget tries every address of participants with the numbers of Roddarna."""
    theirs = db.session.get_one(Invitation, story.numbers["invitation_answered"])
    stina = Phone(browser(), theirs)
    stina.open_link().get("/change")
    stamps = {name: stina.hidden(name) for name in ("page-opened", "page-shown")}
    changed = {"members": "41", "reach": "easy", "wish": SECRET, "page-based-on": "0"}
    assert SECRET in stina.post("/change", changed | stamps).text
    numbers = {theirs.id, theirs.organisation_id, theirs.contact_id, story.numbers["contact"] + 1}
    torsten = Crawler(app, None)
    opened = torsten.ask("GET", f"/i/{story.words['link']}")
    torsten.cookie = opened.headers["Set-Cookie"].partition(";")[0]
    before, seen, asked = own_rows(theirs), [], 0
    for door in doors(app, "GET", "POST"):
        if door.guard in {"respondent", "invited", "anyone"} and not door.endpoint.startswith(
            ("static", "assets", "signing")
        ):
            for path, body in swapped(door, app, story, sorted(numbers)):
                asked += 1
                options = {"data": body} if door.method == "POST" else {}
                answer = torsten.ask(door.method, path, **options)
                text = answer.get_data(as_text=True)
                told = [word for word in (SECRET, "Roddarna", "Stina") if word in text]
                seen += [f"{door.method} {path} {body}: {told}"] if told else []
    assert seen == []
    assert own_rows(theirs) == before
    assert asked > 100


def swapped(door: Door, app, story, numbers: list[int]) -> Iterator[tuple[str, dict[str, str]]]:
    """An address with each of `numbers` in each place, and as what it asks or what a form holds."""
    for number in numbers:
        for name in door.numbers or [""]:
            path = door.path(story, app, **({name: number} if name else {}))
            yield path, {}
            yield f"{path}{'&' if '?' in path else '?'}invitation={number}", {}
            if door.method == "POST":
                yield path, {"invitation": str(number), "seat": str(number), "reply": "no"}


def own_rows(invitation: Invitation) -> list[str]:
    """Everything that is kept of an association and of what it answered."""
    db.session.rollback()
    mine, answered = invitation.organisation_id, select(Response.id)
    answered = answered.join(Seat, Seat.id == Response.seat_id).where(Seat.organisation_id == mine)
    found = [
        db.session.execute(select(Invitation.__table__).where(Invitation.organisation_id == mine)),
        db.session.execute(select(Seat.__table__).where(Seat.organisation_id == mine)),
        db.session.execute(select(Contact.__table__).where(Contact.organisation_id == mine)),
        db.session.execute(select(Answer.__table__).where(Answer.response_id.in_(answered))),
        db.session.execute(select(Letter.__table__).where(Letter.to_address.contains("stina"))),
    ]
    kept = [sorted(map(repr, rows)) for rows in found]
    db.session.rollback()
    assert all(kept[:4])
    return [line for lines in kept for line in lines]


def test_no_number_gives_one_guest_what_is_anothers(app, story, everybody):
    """Two phones at one board: the other's note, dot and place in the room are out of reach."""
    workshop = story.numbers["workshop"]
    activity = board_queries.activity_of(workshop)
    assert activity is not None
    device = tokens.fresh()
    side = party(story.process, PartyKind.MUNICIPAL)
    boards.join(
        activity, side, device_hash=device_hash(workshop, device), chance=CHANCE, now=clock.now()
    )
    db.session.commit()
    everybody.cookies["guest"] = f"{DEVICE}={device}"
    before, faults = rows(), []
    for door in doors(app, "GET", "POST"):
        if door.guard == "joined" and {"card", "dot"} & set(door.arguments):
            for path in (door.path(story, app), door.path(story, app, card=3, dot=1)):
                status = everybody.ask("guest", door.method, path).status_code
                faults += [told(door, "guest", path, status)] if status != 404 else []
    assert faults == []
    assert changed(before, rows()) == []
