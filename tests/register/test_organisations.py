"""Ana keeps the register: adds, edits, archives, searches."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.register import operations
from dialog.register.models import Contact, Organisation
from tests.people import NOW


def names_on(page):
    rows = db.session.scalars(select(Organisation.name)).all()
    return [name for name in rows if f">{name}</a></th>" in page.text]


def test_the_empty_register_teaches(browser, ana, dialogue):
    page = browser(ana).get("/register")
    assert page.status_code == 200
    assert "Ingen finns i registret än" in page.text


def test_ana_adds_an_association_with_its_chair(browser, ana, dialogue):
    visit = browser(ana)
    assert visit.get("/register/new").status_code == 200
    answer = visit.post(
        "/register/new",
        {
            "name": "Norröns byalag",
            "kind": "association",
            "org_number": "8024291968",
            "area": "community",
            "size": "1 200",
            "contact": "Ordföranden",
            "email": "Torsten@Byalag.example",
            "client_id": str(uuid.uuid4()),
        },
    )
    assert answer.status_code == 303
    organisation = db.session.scalars(select(Organisation)).one()
    assert (organisation.org_number, organisation.size) == ("8024291968", 1200)
    assert organisation.contacts[0].email_key == "torsten@byalag.example"
    page = visit.get(answer.location)
    assert "802429-1968" in page.text
    assert "Ordföranden" in page.text


def test_saving_twice_with_the_same_form_is_one_organisation(browser, ana, dialogue):
    visit = browser(ana)
    form = {"name": "Sörby gille", "kind": "association", "client_id": str(uuid.uuid4())}
    first = visit.post("/register/new", {**form, "contact": "Eva", "email": "eva@x.example"})
    second = visit.post("/register/new", {**form, "contact": "Eva", "email": "eva@x.example"})
    assert first.location == second.location
    assert len(db.session.scalars(select(Contact)).all()) == 1


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(browser, ana, dialogue):
    page = browser(ana).post(
        "/register/new",
        {
            "name": "Norröns byalag",
            "kind": "association",
            "org_number": "802412-345",
            "email": "byalaget.norron.example",
            "contact": "Ordföranden",
            "size": "många",
        },
    )
    assert page.status_code == 422
    assert "Organisationsnumret ska ha tio siffror, det här har nio" in page.text
    assert "E-postadressen saknar ett @" in page.text
    assert "Skriv antalet medlemmar med siffror" in page.text
    assert 'value="byalaget.norron.example"' in page.text
    assert db.session.scalars(select(Organisation)).all() == []


def test_a_number_belongs_to_one_association_only(browser, ana, dialogue, byalag):
    page = browser(ana).post(
        "/register/new",
        {"name": "Ett annat", "kind": "association", "org_number": "802429-1968"},
    )
    assert page.status_code == 422
    assert "Norröns byalag har redan det organisationsnumret" in page.text


def test_the_same_name_is_noticed(browser, ana, dialogue, byalag):
    page = browser(ana).post("/register/new", {"name": "NORRÖNS  byalag", "kind": "association"})
    assert page.status_code == 422
    assert "finns redan i registret" in page.text


def test_units_of_one_municipality_share_its_number(ana):
    for name in ("Kulturförvaltningen", "Socialförvaltningen"):
        operations.add_organisation(
            name, "municipal_unit", org_number="212000-0142", by=ana, now=NOW
        )


def test_two_who_edit_at_once_lose_nothing(browser, ana, dialogue, byalag):
    visit = browser(ana)
    assert 'name="version" value="1"' in visit.get(f"/register/{byalag.id}/edit").text
    form = {"kind": "association", "org_number": "", "area": "culture", "version": "1"}
    first = visit.post(f"/register/{byalag.id}/edit", {**form, "name": "Norröns nya byalag"})
    assert first.status_code == 303
    second = visit.post(f"/register/{byalag.id}/edit", {**form, "name": "Norröns gamla byalag"})
    assert second.status_code == 409
    assert "Norröns nya byalag" in second.text
    assert "Norröns gamla byalag" in second.text
    assert db.session.get(Organisation, byalag.id).name == "Norröns nya byalag"


def test_archived_ones_are_not_listed_and_come_back(browser, ana, dialogue, byalag):
    visit = browser(ana)
    assert visit.post(f"/register/{byalag.id}/archiving").status_code == 303
    assert "Arkiverad" in visit.get(f"/register/{byalag.id}").text
    assert names_on(visit.get("/register")) == []
    assert names_on(visit.get("/register?state=archived")) == ["Norröns byalag"]
    assert visit.post(f"/register/{byalag.id}/archiving").status_code == 409
    assert visit.post(f"/register/{byalag.id}/unarchiving").status_code == 303
    assert names_on(visit.get("/register")) == ["Norröns byalag"]


def test_search_filter_and_sort(browser, ana, dialogue, byalag, network):
    visit = browser(ana)
    for name in ("Ängens vänner", "Åkerbo IF", "Zorns vänner"):
        operations.add_organisation(name, "association", area="sports", by=ana, now=NOW)
    page = visit.get("/register")
    order = ["Norröns byalag", "Zorns vänner", "Åkerbo IF", "Ängens vänner", "Ödegårdens vänner"]
    places = [page.text.index(f">{name}</a>") for name in order]
    assert places == sorted(places)
    assert "5 organisationer att bjuda in" in page.text
    assert "4 saknar kontaktperson" in page.text
    assert set(names_on(visit.get("/register?q=VÄNNER"))) == {
        "Zorns vänner",
        "Ängens vänner",
        "Ödegårdens vänner",
    }
    assert names_on(visit.get("/register?q=802429-19")) == ["Norröns byalag"]
    assert names_on(visit.get("/register?kind=network")) == ["Ödegårdens vänner"]
    assert len(names_on(visit.get("/register?area=sports&state=no_contact"))) == 3
    down = visit.get("/register?sort=name&order=descending").text
    assert down.index("Ödegårdens") < down.index("Norröns")
    assert "Ingen organisation passar" in visit.get("/register?q=finns+inte").text


@pytest.mark.parametrize(
    "query",
    [
        "sort=version;drop table organisation",
        "sort=name&order='",
        "kind=' or 1=1 --",
        "area=%00",
        "party=99999999999999999999",
        "party=-1",
        "page=0",
        "page=1e9",
        "q=%25_%5C",
        "q=" + "x" * 5000,
        "state=all",
    ],
)
def test_nonsense_in_the_address_does_no_harm(browser, ana, dialogue, byalag, query):
    assert browser(ana).get(f"/register?{query}").status_code == 200


def test_fifty_on_a_page(browser, ana, dialogue):
    for number in range(53):
        operations.add_organisation(
            f"Förening {number:02}", "association", by=ana, now=NOW, quietly=True
        )
    visit = browser(ana)
    page = visit.get("/register?kind=association")
    assert "Rad 1–50 av 53" in page.text
    assert len(names_on(visit.get("/register?kind=association&page=2"))) == 3
    part = visit.get("/register?kind=association", part=True)
    assert part.text.strip() in page.text


def test_the_register_is_for_administrators_and_facilitators(
    browser, adam, ana, dialogue, cleo, eva, olle, dev, byalag
):
    pages = ["/register", "/register/new", f"/register/{byalag.id}", "/register/imports/new"]
    for person, status in (
        (adam, 200),
        (ana, 200),
        (cleo, 404),
        (eva, 404),
        (olle, 404),
        (dev, 404),
    ):
        for page in pages:
            assert browser(person).get(page).status_code == status
    assert browser().get("/register").status_code == 401
    assert browser(dev).post("/register/new", {"name": "X", "kind": "network"}).status_code == 404
    assert browser(dev).get("/register/download/csv").status_code == 404
    assert browser(dev).post(f"/register/{byalag.id}/archiving").status_code == 404
    assert db.session.get(Organisation, byalag.id).archived_at is None


def test_every_act_has_its_line(ana, byalag):
    operations.archive(byalag, by=ana, now=NOW)
    with pytest.raises(Refusal):
        operations.archive(byalag, by=ana, now=NOW)
    operations.unarchive(byalag, by=ana, now=NOW)
    with pytest.raises(Stale):
        operations.edit_organisation(
            byalag,
            name="X",
            kind="network",
            org_number=None,
            area=None,
            size=None,
            version=1,
            by=ana,
            now=NOW,
        )
    verbs = db.session.scalars(select(Event.verb).order_by(Event.id)).all()
    assert [verb for verb in verbs if verb.startswith(("organisation", "contact"))] == [
        "organisation.added",
        "contact.added",
        "organisation.archived",
        "organisation.unarchived",
    ]
