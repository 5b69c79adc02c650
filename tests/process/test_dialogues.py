"""A dialogue from its making to its end, and who sees it."""

from __future__ import annotations

import uuid

import pytest

from dialog.extensions import db
from dialog.journal.models import Event
from dialog.journal.sentences import registered
from dialog.process.models import Process
from dialog.process.states import ProcessState, process_state

FORM = {
    "title": "Öar i samverkan",
    "purpose": "Hur vill vi arbeta ihop?",
    "association_name": "Föreningar",
    "municipal_name": "Kommunen",
    "boards": "Kultur- och fritidsnämnden\nSocialnämnden\n",
}


def test_adam_creates_a_dialogue_and_the_same_form_twice_is_one(browser, adam):
    boss = browser(adam)
    form = {**FORM, "client_id": str(uuid.uuid4())}
    first = boss.post("/processes/new", form)
    second = boss.post("/processes/new", form)
    assert first.headers["Location"] == second.headers["Location"] == "/processes/oar-i-samverkan"
    process = db.session.query(Process).one()
    assert [party.name for party in process.parties] == ["Föreningar", "Kommunen"]
    assert [board.name for board in process.owner_boards] == [
        "Kultur- och fritidsnämnden",
        "Socialnämnden",
    ]
    assert len(process.stages) == 6


def test_a_form_with_faults_keeps_what_was_typed(browser, adam):
    response = browser(adam).post("/processes/new", {**FORM, "title": ""})
    assert response.status_code == 422
    assert "Hur vill vi arbeta ihop?" in response.text
    assert "<title>Fel: " in response.text
    assert "Skriv en titel" in response.text


def test_turns_follow_one_another(browser, adam):
    boss = browser(adam)
    boss.post("/processes/new", FORM)
    base = "/processes/oar-i-samverkan"
    states = []
    for act, reason in (
        ("start", ""),
        ("pause", "Valår"),
        ("resume", ""),
        ("break-off", "Arbetsgruppen enades inte"),
        ("resume", ""),
        ("complete", ""),
    ):
        assert boss.get(f"{base}/turns/{act}").status_code == 200
        assert boss.post(f"{base}/turns/{act}", {"reason": reason}).status_code == 303
        states.append(process_state(db.session.query(Process).one()))
    assert states == [
        ProcessState.RUNNING,
        ProcessState.PAUSED,
        ProcessState.RUNNING,
        ProcessState.ENDED,
        ProcessState.RUNNING,
        ProcessState.ENDED,
    ]
    assert "Arbetsgruppen enades inte" in boss.get(f"{base}/journal").text


def test_a_turn_that_does_not_follow_is_refused_in_words(browser, dialogue, ana):
    response = browser(ana).post(f"/processes/{dialogue.slug}/turns/start")
    assert response.status_code == 409
    assert "följer inte" in response.text


def test_a_pause_needs_a_reason(browser, dialogue, ana):
    response = browser(ana).post(f"/processes/{dialogue.slug}/turns/pause", {"reason": "  "})
    assert response.status_code == 422


@pytest.mark.parametrize("who", ["cleo", "eva", "olle"])
def test_the_rest_of_the_team_sees_but_does_not_lead(browser, dialogue, who, request):
    visitor = browser(request.getfixturevalue(who))
    base = f"/processes/{dialogue.slug}"
    assert visitor.get(base).status_code == 200
    assert visitor.get(f"{base}/journal").status_code == 200
    assert visitor.get(f"{base}/settings").status_code == 403
    assert visitor.post(f"{base}/turns/pause", {"reason": "nej"}).status_code == 403


def test_what_you_have_no_part_in_does_not_exist(browser, dialogue, dev):
    visitor = browser(dev)
    assert visitor.get(f"/processes/{dialogue.slug}").status_code == 404
    assert visitor.get("/processes/no-such").status_code == 404
    assert dialogue.title not in visitor.get("/").text


def test_a_stranger_is_asked_to_sign_in(browser, dialogue):
    response = browser().get(f"/processes/{dialogue.slug}")
    assert response.status_code == 401
    assert f'value="/processes/{dialogue.slug}"' in response.text


def test_two_who_edit_at_once_both_keep_their_text(browser, dialogue, ana):
    one, other = browser(ana), browser(ana)
    form = {"title": "Nytt namn", "purpose": "Ett", "boards": "A", "version": dialogue.version}
    assert one.post(f"/processes/{dialogue.slug}/settings", form).status_code == 303
    late = other.post(f"/processes/{dialogue.slug}/settings", {**form, "purpose": "Två"})
    assert late.status_code == 409
    assert "Ett" in late.text
    assert "Två" in late.text


def test_the_last_process_leader_stays(browser, dialogue, ana):
    response = browser(ana).post(
        f"/processes/{dialogue.slug}/team/leaving", {"person": ana.id, "role": "facilitator"}
    )
    assert response.status_code == 409


def test_every_act_that_was_recorded_has_a_sentence(dialogue):
    assert {event.verb for event in db.session.query(Event)} <= registered()


def test_every_page_of_the_desk_opens(browser, dialogue, adam, ana):
    boss = browser(adam)
    for path in ("/", "/people", "/people/new", f"/people/{ana.id}", "/outbox", "/journal", "/me"):
        assert boss.get(path).status_code == 200, path
    leader = browser(ana)
    for path in ("", "/settings", "/team", "/journal", f"/stages/{dialogue.stages[0].id}"):
        assert leader.get(f"/processes/{dialogue.slug}{path}").status_code == 200, path


def test_a_board_keeps_its_number_wherever_it_stands_in_the_list(browser, dialogue, ana):
    culture, social = dialogue.owner_boards
    form = {"title": dialogue.title, "purpose": dialogue.purpose, "version": dialogue.version}
    names = "Socialnämnden\nByggnadsnämnden\nKultur- och fritidsnämnden"
    browser(ana).post(f"/processes/{dialogue.slug}/settings", {**form, "boards": names})
    db.session.refresh(dialogue)
    assert {board.name: board.id for board in dialogue.owner_boards} == {
        "Socialnämnden": social.id,
        "Byggnadsnämnden": max(board.id for board in dialogue.owner_boards),
        "Kultur- och fritidsnämnden": culture.id,
    }
    assert [board.name for board in dialogue.owner_boards] == names.split("\n")


def test_a_board_with_a_report_is_not_taken_away(browser, dialogue, ana):
    from dialog.report.operations import create_report
    from dialog.web import clock

    create_report(dialogue, dialogue.owner_boards[1], "Så vill vi", by=ana, now=clock.now())
    form = {"title": dialogue.title, "purpose": dialogue.purpose, "version": dialogue.version}
    response = browser(ana).post(
        f"/processes/{dialogue.slug}/settings",
        {**form, "boards": "Kultur- och fritidsnämnden"},
    )
    assert response.status_code == 409
    assert "Socialnämnden har en rapport" in response.text


def test_a_stage_is_marked_as_done_and_taken_up_again(browser, dialogue, ana):
    stage = dialogue.stages[3]
    where = f"/processes/{dialogue.slug}/stages/{stage.id}"
    leader = browser(ana)
    leader.post(f"{where}/completion")
    assert "Steget är klart" in leader.get(where).text
    leader.post(f"{where}/reopening")
    assert "Markera steget som klart" in leader.get(where).text
