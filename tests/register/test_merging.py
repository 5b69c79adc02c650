"""The same association stands twice: one row goes on, with everything the two had."""

from __future__ import annotations

from dialog.extensions import db
from dialog.invitations.operations import invite
from dialog.process.models import PartyKind, StageKind
from dialog.process.operations import add_occasion
from dialog.register.models import Organisation, Participation
from dialog.register.operations import add_contact, add_organisation, take_part
from dialog.register.queries import participants
from tests.people import NOW, party


def twin_of(byalag, ana):
    twin = add_organisation("Norröns byalag och hamn", "association", size=40, by=ana, now=NOW)
    add_contact(twin, "Kassören", email="kassor@byalag.example", by=ana, now=NOW)
    db.session.commit()
    return twin


def test_contacts_dialogues_and_invitations_follow(browser, ana, dialogue, byalag):
    twin = twin_of(byalag, ana)
    side = party(dialogue, PartyKind.ASSOCIATION)
    take_part(dialogue, twin, side, tags=["öar"], by=ana, now=NOW)
    occasion, _new = add_occasion(dialogue, StageKind.WORKSHOP, "workshop", "Workshop")
    invitation = invite(occasion, twin.contacts[0], side, by=ana, now=NOW)
    visit = browser(ana)
    assert "Norröns byalag och hamn" in visit.get(f"/register/{byalag.id}/merging").text
    path = f"/register/{byalag.id}/merging/{twin.id}"
    assert "Det går inte att ångra" in visit.get(path).text
    assert visit.post(path, {}).status_code == 422
    answer = visit.post(path, {"survivor": str(byalag.id)})
    assert answer.status_code == 303
    kept, gone = db.session.get(Organisation, byalag.id), db.session.get(Organisation, twin.id)
    assert {contact.name for contact in kept.contacts} == {"Torsten Edvall", "Kassören"}
    assert (kept.size, kept.org_number) == (40, "8024291968")
    assert (gone.merged_into, gone.is_archived, gone.contacts) == (kept, True, [])
    assert participants(dialogue) == [kept]
    assert db.session.get(Participation, (dialogue.id, kept.id)).tags == ["öar"]
    assert invitation.organisation_id == kept.id
    assert "Har blivit en del av" in visit.get(f"/register/{twin.id}").text
    assert visit.get(path).status_code == 404
    assert visit.post(f"/register/{twin.id}/unarchiving").status_code == 409


def test_both_took_part_and_the_tags_are_joined(browser, ana, dialogue, byalag):
    twin = twin_of(byalag, ana)
    side, other = (party(dialogue, kind) for kind in (PartyKind.ASSOCIATION, PartyKind.MUNICIPAL))
    take_part(dialogue, byalag, side, tags=["a"], by=ana, now=NOW)
    take_part(dialogue, twin, other, tags=["b"], by=ana, now=NOW)
    browser(ana).post(f"/register/{twin.id}/merging/{byalag.id}", {"survivor": str(twin.id)})
    part = db.session.get(Participation, (dialogue.id, twin.id))
    assert (part.party_id, part.tags) == (other.id, ["a", "b"])
    assert db.session.get(Participation, (dialogue.id, byalag.id)) is None


def test_an_organisation_is_not_its_own_twin(browser, ana, dialogue, byalag, network):
    visit = browser(ana)
    assert visit.get(f"/register/{byalag.id}/merging/{byalag.id}").status_code == 404
    page = visit.post(f"/register/{byalag.id}/merging/{network.id}", {"survivor": "999"})
    assert page.status_code == 422
