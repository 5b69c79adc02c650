"""Who takes part in the dialogue, on which side."""

from __future__ import annotations

from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.register.models import Participation
from dialog.register.operations import add_organisation
from dialog.register.queries import participants
from tests.people import NOW, party
from tests.people import dialogue as another_dialogue


def test_nobody_yet_and_what_to_do(browser, ana, olle, dialogue):
    page = browser(ana).get(f"/processes/{dialogue.slug}/participants")
    assert "Ingen deltar än" in page.text
    assert "Välj ur registret" in page.text
    watching = browser(olle).get(f"/processes/{dialogue.slug}/participants")
    assert "Välj ur registret" not in watching.text


def test_ana_ticks_some_with_a_tag(browser, ana, dialogue, byalag, network):
    visit = browser(ana)
    path = f"/processes/{dialogue.slug}/participants"
    side = party(dialogue, PartyKind.ASSOCIATION)
    assert "Ödegårdens vänner" in visit.get(f"{path}/new").text
    form = {"party": str(side.id), "tags": "öar, Hamn", "organisation": [str(byalag.id)]}
    assert visit.post(f"{path}/new", form).status_code == 303
    assert [one.name for one in participants(dialogue, side)] == ["Norröns byalag"]
    assert db.session.get(Participation, (dialogue.id, byalag.id)).tags == ["Hamn", "öar"]
    assert "Norröns byalag" not in visit.get(f"{path}/new").text
    page = visit.get(f"{path}?party={side.id}")
    assert "Norröns byalag" in page.text
    assert page.text.count('class="r-tag"') == 2


def test_all_of_a_selection_at_once(browser, ana, dialogue, byalag, network):
    for number in range(130):
        add_organisation(f"Förening {number:03}", "association", by=ana, now=NOW, quietly=True)
    visit = browser(ana)
    path = f"/processes/{dialogue.slug}/participants"
    side = party(dialogue, PartyKind.ASSOCIATION)
    page = visit.get(f"{path}/new?kind=association")
    assert "Lägg till alla 131 i urvalet" in page.text
    answer = visit.post(f"{path}/new", {"party": str(side.id), "kind": "association", "all": "1"})
    assert answer.status_code == 303
    assert len(participants(dialogue, side)) == 131
    assert "131" in visit.get(path).text


def test_choosing_nobody_or_no_party_is_refused(browser, ana, dialogue, byalag):
    visit = browser(ana)
    path = f"/processes/{dialogue.slug}/participants/new"
    side = party(dialogue, PartyKind.ASSOCIATION)
    assert visit.post(path, {"party": str(side.id)}).status_code == 422
    page = visit.post(path, {"party": "0", "organisation": [str(byalag.id)]})
    assert page.status_code == 422
    assert participants(dialogue) == []


def test_who_leaves_can_come_back(browser, ana, dialogue, byalag):
    visit = browser(ana)
    path = f"/processes/{dialogue.slug}/participants"
    side = party(dialogue, PartyKind.ASSOCIATION)
    form = {"party": str(side.id), "organisation": [str(byalag.id)]}
    visit.post(f"{path}/new", form)
    assert visit.post(f"{path}/{byalag.id}/leaving").status_code == 303
    assert participants(dialogue) == []
    visit.post(f"{path}/new", form)
    assert participants(dialogue) == [byalag]


def test_the_team_sees_and_only_the_facilitator_chooses(
    browser, ana, adam, cleo, eva, olle, dev, dialogue, byalag
):
    path = f"/processes/{dialogue.slug}/participants"
    side = party(dialogue, PartyKind.ASSOCIATION)
    form = {"party": str(side.id), "organisation": [str(byalag.id)]}
    for person, see, choose in (
        (cleo, 200, 403),
        (eva, 200, 403),
        (olle, 200, 403),
        (adam, 200, 403),
        (dev, 404, 404),
        (None, 401, 401),
    ):
        visit = browser(person)
        assert visit.get(path).status_code == see
        assert visit.post(f"{path}/new", form).status_code == choose
    assert participants(dialogue) == []
    browser(ana).post(f"{path}/new", form)
    assert browser(olle).post(f"{path}/{byalag.id}/leaving").status_code == 403
    assert participants(dialogue) == [byalag]


def test_a_party_of_another_dialogue_does_not_fit(browser, ana, dialogue, byalag):
    other = another_dialogue(ana, title="En annan dialog")
    foreign = other.parties[0]
    page = browser(ana).post(
        f"/processes/{dialogue.slug}/participants/new",
        {"party": str(foreign.id), "organisation": [str(byalag.id)]},
    )
    assert page.status_code == 422
