"""Whoever was invited comes in by the personal link: no code, no account, the side already known."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from dialog import tokens
from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.invitations.operations import invite, renew, revoke, send_all
from dialog.journal.models import Event
from dialog.mail.sending import send_waiting
from dialog.process.models import PartyKind, TurnKind
from dialog.process.operations import turn
from dialog.register.operations import add_contact, add_organisation
from dialog.web import clock
from dialog.workshop import operations, queries
from dialog.workshop.models import Participant
from tests.browser import Browser
from tests.people import party
from tests.workshop.conftest import columns_of, notes_on

ON = '<a class="ds-button" href="'


class Guest(Browser):
    """A browser of somebody who was invited."""

    def __init__(self, app: Any, invitation: Invitation) -> None:
        super().__init__(app)
        self.invitation = invitation.id
        self.room = f"/w/{invitation.occasion_id}"
        self.link = f"/i/{tokens.derive('invitation', invitation.id, invitation.generation)}"
        self.door = f"/w/invited/{invitation.id}"

    def opens(self) -> str:
        """The page that the link leads to."""
        return self.get(self.get(self.link).location).get_data(as_text=True)

    def joins(self) -> Any:
        self.opens()
        return self.post(self.door)


@pytest.fixture
def bea(dialogue: Any, board: Any, ana: Any) -> Invitation:
    """Bea of Båtklubben is asked to the workshop."""
    club = add_organisation("Båtklubben", "association", by=ana, now=clock.now())
    contact = add_contact(club, "Bea Öhman", email="bea@bat.example", by=ana, now=clock.now())
    side = party(dialogue, PartyKind.ASSOCIATION)
    made = invite(board.workshop.occasion, contact, side, by=ana, now=clock.now())
    db.session.commit()
    return made


def participants() -> list[Participant]:
    db.session.rollback()
    return db.session.query(Participant).order_by(Participant.id).all()


def test_before_it_opens_the_page_says_when_and_takes_the_reply(app, board, bea):
    board.workshop.occasion.starts_at = clock.from_wall_clock(
        clock.today() + timedelta(days=3),
        clock.local(clock.now()).time().replace(hour=18, minute=5),
    )
    db.session.commit()
    guest = Guest(app, bea)
    page = guest.opens()
    assert "Tavlan öppnas när workshoppen börjar" in page
    assert "18.05. Då leder samma länk dit" in page
    assert ON not in page
    assert guest.post("/invitation/reply", {"reply": "yes"}).status_code == 303
    early = guest.post(guest.door)
    assert early.status_code == 409
    assert guest.get(guest.door).location.startswith("/invitation")
    assert participants() == []


def test_bea_goes_to_the_board_without_a_code(app, open_board, bea):
    guest = Guest(app, bea)
    page = guest.opens()
    assert f'{ON}{guest.door}">Gå till tavlan' in page
    assert 'data-variant="secondary" name="reply" value="yes"' in page, "the reply comes second"
    door = guest.get(guest.door).get_data(as_text=True)
    assert "allmän handling" in door
    assert "personlig länk" in door
    assert "Föreningar" in door
    assert "Båtklubben" in door
    assert participants() == [], "looking changes nothing"
    joined = guest.post(guest.door)
    assert joined.status_code == 303
    assert joined.location == guest.room
    (one,) = participants()
    assert one.invitation_id == bea.id
    assert one.voice.party_id == bea.party_id
    assert one.voice.organisation_id is None, "no name comes along to the board"
    written = guest.post(f"{guest.room}/notes", note("Vi kan låna ut båten", open_board))
    assert written.status_code == 303
    assert notes_on(open_board) == ["Vi kan låna ut båten"]


def note(text: str, activity: Any) -> dict[str, str]:
    return {"text": text, "column": str(columns_of(activity)[0])}


def test_that_she_came_is_noted_and_nothing_else(app, browser, ana, open_board, bea):
    Guest(app, bea).joins()
    db.session.rollback()
    assert db.session.get_one(Invitation, bea.id).latest_reply == "came"
    acts = [event.verb for event in db.session.query(Event) if event.actor_id is None]
    assert acts == []
    slug, number = open_board.workshop.occasion.process.slug, open_board.workshop_id
    people = browser(ana).get(f"/processes/{slug}/workshops/{number}/people")
    assert "Båtklubben" not in people.get_data(as_text=True)
    assert "Bea" not in people.get_data(as_text=True)


def test_two_devices_are_one_participant(app, open_board, bea):
    phone, laptop = Guest(app, bea), Guest(app, bea)
    phone.joins()
    phone.post(f"{phone.room}/notes", note("Skrivet på telefonen", open_board))
    assert f'{ON}{laptop.room}">Tillbaka till tavlan' in laptop.opens()
    assert laptop.get(laptop.door).location == laptop.room
    mine = laptop.get(laptop.room).get_data(as_text=True)
    mine = mine[mine.index('id="mine"') : mine.index("</template>")]
    assert "Skrivet på telefonen" in mine
    laptop.post(f"{laptop.room}/notes", note("Skrivet på datorn", open_board))
    assert laptop.joins().status_code == 303
    assert len(participants()) == 1
    assert laptop.get(f"{laptop.room}/changes?after=-1").status_code == 200


def test_tapping_twice_is_coming_once(app, open_board, bea):
    guest = Guest(app, bea)
    assert guest.joins().status_code == guest.joins().status_code == 303
    assert len(participants()) == 1
    assert [reply.kind for reply in db.session.get_one(Invitation, bea.id).replies] == ["came"]


def test_a_phone_that_came_by_the_code_stays_who_it_is(app, phone, open_board, bea):
    ben = phone(PartyKind.MUNICIPAL)
    guest = Guest(app, bea)
    guest.client = ben.client
    assert guest.joins().status_code == 303
    (one,) = participants()
    assert one.invitation_id is None
    assert one.voice.party.kind == PartyKind.MUNICIPAL


def test_the_side_is_the_one_that_was_invited(app, open_board, bea):
    guest = Guest(app, bea)
    guest.joins()
    assert "/party" not in guest.get(guest.room).get_data(as_text=True)
    other = str(party(open_board.workshop.occasion.process, PartyKind.MUNICIPAL).id)
    assert guest.post(f"{guest.room}/party", {"party": other}).status_code == 409
    assert participants()[0].voice.party_id == bea.party_id


def test_a_locked_door_keeps_newcomers_out_and_those_inside_in(app, open_board, bea, ana):
    early, late = Guest(app, bea), Guest(app, _another(open_board, ana))
    early.joins()
    operations.lock_door(queries.activity_of(bea.occasion_id), by=ana, now=clock.now())
    db.session.commit()
    page = late.opens()
    assert "Dörren är stängd just nu" in page
    assert ON not in page
    assert late.post(late.door).status_code == 409
    assert early.get(early.room).status_code == 200
    assert ON in early.opens()


def _another(activity: Any, ana: Any) -> Invitation:
    club = add_organisation("Roddarna", "association", by=ana, now=clock.now())
    contact = add_contact(club, "Stina", email="stina@rodd.example", by=ana, now=clock.now())
    occasion = activity.workshop.occasion
    side = party(occasion.process, PartyKind.ASSOCIATION)
    made = invite(occasion, contact, side, by=ana, now=clock.now())
    db.session.commit()
    return made


def test_the_link_needs_no_code_that_still_holds(app, open_board, bea):
    with time_machine.travel(clock.now() + timedelta(hours=30), tick=False):
        assert Guest(app, bea).joins().status_code == 303


def test_nobody_comes_in_by_the_number_of_somebody_elses_invitation(app, open_board, bea, ana):
    stina = Guest(app, _another(open_board, ana))
    stina.opens()
    assert stina.get(f"/w/invited/{bea.id}").status_code == 404
    assert stina.post(f"/w/invited/{bea.id}").status_code == 404
    assert Browser(app).post(f"/w/invited/{bea.id}").status_code == 404
    assert participants() == []


@pytest.mark.parametrize("act", [revoke, renew])
def test_a_link_taken_back_no_longer_opens_the_board(app, open_board, bea, ana, act):
    phone, laptop = Guest(app, bea), Guest(app, bea)
    phone.joins()
    laptop.opens()
    assert laptop.get(laptop.room).status_code == 200
    act(bea, by=ana, now=clock.now())
    db.session.commit()
    assert laptop.get(laptop.room).status_code == 404
    assert laptop.get(laptop.door).status_code == 404


def test_whoever_is_shown_out_does_not_come_back_by_the_link(app, open_board, bea, ana):
    guest = Guest(app, bea)
    guest.joins()
    operations.remove_participant(open_board, participants()[0], by=ana, now=clock.now())
    db.session.commit()
    other = Guest(app, bea)
    assert "Dörren är stängd just nu" in other.opens()
    assert other.post(other.door).status_code == 409
    assert guest.get(guest.room).status_code == 403
    assert other.get(other.room).status_code == 403


def test_leaving_makes_the_browser_forget_the_link_too(app, open_board, bea):
    guest = Guest(app, bea)
    guest.joins()
    assert guest.post(f"{guest.room}/leaving").status_code == 200
    assert guest.get(guest.room).status_code == 404
    assert guest.get(guest.door).status_code == 404
    guest.opens()
    assert guest.get(guest.room).status_code == 200, "the letter still leads back"


def test_while_the_dialogue_rests_nobody_comes_in(app, open_board, bea, ana):
    process = open_board.workshop.occasion.process
    turn(process, TurnKind.PAUSED, by=ana, now=clock.now(), reason="Semester")
    db.session.commit()
    guest = Guest(app, bea)
    assert "Dialogen vilar just nu" in guest.opens()
    assert guest.post(guest.door).status_code == 409
    assert participants() == []


def test_when_it_is_over_the_page_says_so(app, open_board, bea, ana):
    inside, outside = Guest(app, bea), Guest(app, _another(open_board, ana))
    inside.joins()
    operations.close_board(open_board, by=ana, now=clock.now())
    db.session.commit()
    assert "Läs tavlan" in inside.opens()
    page = outside.opens()
    assert "Workshoppen är slut" in page
    assert 'name="reply"' not in page
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert "Läs tavlan" not in inside.opens()


def test_the_letter_tells_that_the_link_leads_to_the_board(app, board, bea, ana):
    send_all(board.workshop.occasion, [bea], "invite", by=ana, now=clock.now())
    db.session.commit()
    send_waiting(at_most=1)
    (letter,) = list(app.config["SETTINGS"].mail_dir.glob("*.eml"))
    from email import message_from_bytes, policy

    text = message_from_bytes(letter.read_bytes(), policy=policy.default).get_content()
    assert "leder samma länk till tavlan" in re.sub(r"\s+", " ", text)


def test_who_came_by_a_link_is_offered_to_go_on_where_codes_are_written(app, board, ana, bea):
    operations.open_board(board, by=ana, now=clock.now())
    db.session.commit()
    guest = Guest(app, bea)
    guest.opens()
    assert "Fortsätt i workshopen" not in guest.get("/w").get_data(as_text=True)
    guest.joins()
    page = guest.get("/w").get_data(as_text=True)
    assert f'href="{guest.room}">Fortsätt i workshopen' in page
