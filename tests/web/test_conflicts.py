"""Two change the same thing. Nobody wins silently, and nobody has to copy what they wrote."""

from __future__ import annotations

import io
import threading

import pytest

from dialog.accounts.access import COOKIE
from dialog.accounts.operations import sign_in
from dialog.extensions import db
from dialog.process.models import Process
from dialog.register.models import Organisation
from dialog.register.operations import add_organisation
from dialog.web import clock
from tests.conflicts import Choice, mine_stands, theirs_stands, writes_on
from tests.people import NOW

KEPT = {"kind": "association", "org_number": "", "area": "culture", "size": "40"}


@pytest.fixture
def byalag(ana, dialogue) -> Organisation:
    made = add_organisation("Norröns byalag", "association", area="culture", by=ana, now=NOW)
    db.session.commit()
    return made


@pytest.fixture
def where(byalag) -> str:
    return f"/register/{byalag.id}/edit"


@pytest.fixture
def late(browser, ana, adam, where):
    """Adam has changed the name; Ana's page was older, and hers comes second."""
    first = browser(adam).post(where, {**KEPT, "name": "Norröns nya byalag", "version": "1"})
    assert first.status_code == 303
    sent = {**KEPT, "name": 'Norröns "gamla" <byalag>', "size": "55", "version": "1"}
    return browser(ana).post(where, sent)


def stored(organisation: Organisation) -> tuple[str, int | None]:
    db.session.expire_all()
    found = db.session.get_one(Organisation, organisation.id)
    return found.name, found.size


def test_both_versions_are_shown_with_all_that_differs_and_nothing_is_changed(late, byalag):
    assert "Någon annan hann före" in late.text
    assert "Här är båda versionerna: välj vad som ska gälla." in late.text
    assert "Norröns nya byalag" in late.text
    assert "Norröns &#34;gamla&#34; &lt;byalag&gt;" in late.text
    assert "Antal medlemmar" in late.text, "what else the choice is about"
    assert "Resten är lika i båda." in late.text
    assert "Kultur" not in late.text.partition("<main")[2], "what both agree on is no choice"
    assert stored(byalag) == ("Norröns nya byalag", 40)


def test_ana_lets_hers_stand_without_typing_it_again(browser, ana, late, byalag):
    assert mine_stands(browser(ana), late).location == f"/register/{byalag.id}"
    assert stored(byalag) == ('Norröns "gamla" <byalag>', 55)


def test_ana_keeps_what_is_stored(browser, ana, late, byalag):
    page = theirs_stands(browser(ana), late)
    assert page.request.path == f"/register/{byalag.id}"
    assert "Norröns nya byalag" in page.text
    assert stored(byalag) == ("Norröns nya byalag", 40)


def test_ana_writes_on_from_her_own_and_saves_then(browser, ana, late, byalag, where):
    form = writes_on(browser(ana), late)
    assert form.status_code == 200
    assert 'value="Norröns &#34;gamla&#34; &lt;byalag&gt;"' in form.text
    assert 'name="version" value="2"' in form.text
    assert stored(byalag) == ("Norröns nya byalag", 40)
    merged = {**KEPT, "name": "Norröns byalag (nya)", "size": "55", "version": "2"}
    assert browser(ana).post(where, merged).status_code == 303
    assert stored(byalag) == ("Norröns byalag (nya)", 55)


def test_whoever_chooses_can_be_too_late_again(browser, ana, adam, late, byalag, where):
    third = {**KEPT, "name": "Norröns tredje byalag", "version": "2"}
    assert browser(adam).post(where, third).status_code == 303
    again = mine_stands(browser(ana), late)
    assert again.status_code == 409
    assert "Norröns tredje byalag" in again.text
    assert Choice(again).fields["version"] == ["3"]
    assert mine_stands(browser(ana), again).status_code == 303
    assert stored(byalag) == ('Norröns "gamla" <byalag>', 55)


def test_what_was_sent_twice_is_no_choice(browser, ana, where):
    sent = {**KEPT, "name": "Norröns byalag 2", "version": "1"}
    visit = browser(ana)
    assert visit.post(where, sent).status_code == 303
    twice = visit.post(where, sent)
    assert "Båda versionerna säger samma sak" in twice.text
    assert Choice(twice).fields == {}


def test_the_form_goes_nowhere_but_where_it_came_from(browser, ana, adam, where):
    browser(adam).post(where, {**KEPT, "name": "Adams", "version": "1"})
    sent = {**KEPT, "name": "Anas", "version": "1", "to": "//ond.example", "action": "/x"}
    late = browser(ana).post(f"{where}?next=//ond.example/", sent)
    choice = Choice(late)
    assert choice.action == f"{where}?next=//ond.example/"
    assert choice.links[0].startswith("/register/")


def test_a_file_cannot_be_carried_along_and_is_asked_for_again(browser, ana, adam, where):
    browser(adam).post(where, {**KEPT, "name": "Adams", "version": "1"})
    sent = {**KEPT, "name": "Anas", "version": "1", "picture": (io.BytesIO(b"x"), "bild.png")}
    late = browser(ana).post(where, sent, content_type="multipart/form-data")
    assert Choice(late).buttons == ["edit-further"]
    assert "En fil måste väljas på nytt." in late.text


def test_two_who_save_at_the_same_moment(app, ana, dialogue):
    """Also where both were let in at once: one is saved, the other is told."""
    _session, token = sign_in(ana, now=clock.now())
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"{COOKIE}={token}"}
    path, base = f"/processes/{dialogue.slug}/settings", app.config["SETTINGS"].base_url
    start, answers = threading.Barrier(2), []

    def save(purpose: str, version: int) -> None:
        client = app.test_client(use_cookies=False)
        data = {"title": "Ö", "purpose": purpose, "boards": purpose, "version": version}
        start.wait()
        answer = client.post(path, data=data, headers=headers, base_url=base)
        answers.append((answer.status_code, purpose))

    for version in range(1, 6):
        db.session.commit()
        answers.clear()
        people = [threading.Thread(target=save, args=(f"{n} {version}", version)) for n in "AB"]
        for one in people:
            one.start()
        for one in people:
            one.join()
        assert sorted(status for status, _purpose in answers) == [303, 409], answers
        db.session.expire_all()
        saved = db.session.get_one(Process, dialogue.id)
        assert (303, saved.purpose) in answers
        assert [board.name for board in saved.owner_boards] == [saved.purpose]
        assert saved.version == version + 1
