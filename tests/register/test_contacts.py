"""The people behind an organisation: edited, asked to be left alone, unreachable."""

from __future__ import annotations

from dialog.extensions import db
from dialog.register.models import Contact
from dialog.register.operations import add_contact
from tests.conflicts import mine_stands
from tests.people import NOW


def contact_of(organisation):
    return organisation.contacts[0]


def test_ana_adds_and_edits_a_contact(browser, ana, dialogue, network):
    visit = browser(ana)
    path = f"/register/{network.id}/contacts"
    assert visit.get(f"{path}/new").status_code == 200
    form = {"name": "Kassören", "email": "", "phone": "070-174 06 05", "locale": "sv"}
    assert visit.post(f"{path}/new", form).status_code == 303
    contact = contact_of(network)
    assert not contact.reachable
    page = visit.get(f"{path}/{contact.id}")
    assert 'value="Kassören"' in page.text
    form |= {"email": "kassor@vanner.example", "version": str(contact.version)}
    assert visit.post(f"{path}/{contact.id}", form).status_code == 303
    assert contact_of(network).reachable
    stale = visit.post(f"{path}/{contact.id}", form | {"name": "Någon annan"})
    assert stale.status_code == 409
    assert "Någon annan" in stale.text
    assert mine_stands(visit, stale).status_code == 303
    assert contact_of(network).name == "Någon annan"


def test_an_address_must_look_like_one(browser, ana, dialogue, network):
    page = browser(ana).post(
        f"/register/{network.id}/contacts/new", {"name": "X", "email": "a@b@c", "locale": "sv"}
    )
    assert page.status_code == 422
    assert network.contacts == []


def test_somebody_wants_no_letters_and_changes_their_mind(browser, ana, dialogue, byalag):
    visit = browser(ana)
    contact = contact_of(byalag)
    path = f"/register/{byalag.id}/contacts/{contact.id}"
    visit.post(f"{path}/stopping")
    assert not db.session.get(Contact, contact.id).reachable
    assert "Vill inte få brev" in visit.get(f"/register/{byalag.id}").text
    visit.post(f"{path}/resuming")
    assert db.session.get(Contact, contact.id).reachable


def test_letters_come_back_until_the_address_is_mended(browser, ana, dialogue, byalag):
    visit = browser(ana)
    contact = contact_of(byalag)
    path = f"/register/{byalag.id}/contacts/{contact.id}"
    visit.post(f"{path}/bouncing")
    bounced = db.session.get(Contact, contact.id)
    assert bounced.bounced_at is not None
    form = {"name": "Torsten Edvall", "email": "ny@byalag.example", "locale": "sv"}
    visit.post(path, form | {"version": str(bounced.version)})
    assert db.session.get(Contact, contact.id).reachable
    visit.post(f"{path}/bouncing")
    visit.post(f"{path}/arriving")
    assert db.session.get(Contact, contact.id).reachable


def test_a_contact_is_found_through_its_organisation(browser, ana, dialogue, byalag, network):
    contact = contact_of(byalag)
    visit = browser(ana)
    wrong = f"/register/{network.id}/contacts/{contact.id}"
    assert visit.get(wrong).status_code == 404
    assert visit.post(f"{wrong}/stopping").status_code == 404
    assert db.session.get(Contact, contact.id).stopped_at is None


def test_the_same_client_id_is_the_same_contact(ana, byalag):
    first = add_contact(byalag, "Eva", client_id="a" * 8, by=ana, now=NOW)
    assert add_contact(byalag, "Eva", client_id="a" * 8, by=ana, now=NOW) is first
