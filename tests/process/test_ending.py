"""A dialogue ends while a survey, a group and a board are open: nothing that was said is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.contributions.models import Contribution
from dialog.extensions import db
from dialog.focusgroup import operations as groups
from dialog.focusgroup import queries as group_queries
from dialog.journal.models import Event
from dialog.journal.queries import events_of
from dialog.overview.queries import told
from dialog.process.models import TurnKind
from dialog.process.operations import turn
from dialog.process.rounds import REGRET, close_left_open
from dialog.process.states import ProcessState, process_state
from dialog.survey.models import Survey
from dialog.web import clock
from dialog.workshop import operations as boards
from dialog.workshop import results
from dialog.workshop.models import Phase
from tests.focusgroup.conftest import group, guide, talking
from tests.people import NOW
from tests.survey.respondents import Phone, asked, association, make_survey
from tests.workshop.conftest import board, columns_of, open_board, phone

__all__ = ["board", "group", "guide", "open_board", "phone", "talking"]


@pytest.fixture
def survey(dialogue, ana) -> Survey:
    made = make_survey(dialogue, ana, mode="confidential")
    db.session.commit()
    return made


@pytest.fixture
def answered(survey, ana, browser) -> Survey:
    [contact] = association("Byalaget", "Bo By", by=ana)
    Phone(browser(), asked(survey, contact, by=ana)).answer_all("Ett nummer att ringa").send()
    return survey


def completing(dialogue):
    return f"/processes/{dialogue.slug}/turns/complete"


def texts():
    db.session.rollback()
    found = db.session.scalars(select(Contribution)).all()
    return [wording.text for one in found for wording in one.wordings]


def test_completing_says_what_is_open_and_closes_what_is_chosen(
    browser, ana, dialogue, answered, talking, open_board, phone
):
    ben = phone()
    ben.write("En lapp", columns_of(open_board)[0])
    visit, path = browser(ana), completing(dialogue)
    page = visit.get(path).text
    for sign in ("Ännu öppet", "Hur vill ni arbeta ihop?", "Fokusgrupp 1", "Öppen workshop"):
        assert sign in page
    assert "1 har svarat" in page
    assert "1 lapp hänger på tavlan" in page
    assert " checked" not in page, "nothing is chosen beforehand"

    undecided = visit.post(path, {})
    assert undecided.status_code == 422
    assert "Välj vad som ska ske med Öppen workshop" in undecided.text
    assert process_state(dialogue) is ProcessState.RUNNING

    choices = {
        f"open_{answered.id}": "close",
        f"open_{talking.id}": "leave",
        f"open_{open_board.workshop_id}": "close",
    }
    assert visit.post(path, choices).status_code == 303
    assert process_state(dialogue) is ProcessState.ENDED
    assert answered.closed_at is not None
    assert open_board.phase is Phase.CLOSED
    assert talking.closed_at is None
    assert "Ett nummer att ringa" in texts()
    assert "En lapp" in texts()
    desk = visit.get(f"/processes/{dialogue.slug}").text
    assert "Ännu öppet" in desk
    assert f"/focus-groups/{talking.id}/closing" in desk


def test_a_dialogue_with_nothing_open_ends_without_a_question(browser, ana, dialogue, board):
    visit = browser(ana)
    assert "Ännu öppet" not in visit.get(completing(dialogue)).text
    assert visit.post(completing(dialogue), {}).status_code == 303
    assert "Ännu öppet" not in visit.get(f"/processes/{dialogue.slug}").text


def test_breaking_off_asks_too_and_one_refusal_leaves_everything_as_it_was(
    browser, ana, dialogue, answered, open_board
):
    visit, path = browser(ana), f"/processes/{dialogue.slug}/turns/break-off"
    chosen = {f"open_{answered.id}": "close", f"open_{open_board.workshop_id}": "close"}
    no_reason = visit.post(path, chosen)
    assert no_reason.status_code == 422
    assert answered.closed_at is None
    assert no_reason.text.count(" checked") == 2, "what was chosen is still chosen"
    broken = visit.post(path, chosen | {"reason": "Inga pengar"})
    assert broken.status_code == 303
    assert answered.closed_at is not None
    assert "Ett nummer att ringa" in texts()


def test_what_was_opened_while_the_page_was_read_is_asked_about(browser, ana, dialogue, board):
    visit = browser(ana)
    visit.get(completing(dialogue))
    boards.open_board(board, by=ana, now=clock.now())
    db.session.commit()
    assert visit.post(completing(dialogue), {}).status_code == 422
    assert process_state(dialogue) is ProcessState.RUNNING


def test_answers_that_may_still_come_are_waited_for(browser, ana, dialogue, answered):
    answered.occasion.ends_at = clock.now() - timedelta(minutes=5)
    db.session.commit()
    visit = browser(ana)
    page = visit.get(completing(dialogue)).text
    assert "kan komma in till" in page
    assert 'value="close"' not in page
    forced = visit.post(completing(dialogue), {f"open_{answered.id}": "close"})
    assert forced.status_code == 422
    assert answered.closed_at is None


def test_a_vote_that_goes_on_is_ended_with_its_result(browser, ana, dialogue, open_board, phone):
    ben = phone()
    ben.write("En lapp", columns_of(open_board)[0])
    boards.open_voting(open_board, dots=3, per_target=1, by=ana, now=clock.now())
    db.session.commit()
    visit = browser(ana)
    assert "Omröstningen avslutas" in visit.get(completing(dialogue)).text
    visit.post(completing(dialogue), {f"open_{open_board.workshop_id}": "close"})
    db.session.rollback()
    assert open_board.phase is Phase.CLOSED
    assert results.votes_of(open_board) is not None


def test_the_hourly_round_closes_what_was_left_open(
    browser, ana, dialogue, answered, talking, open_board, phone
):
    ben = phone()
    ben.write("En lapp", columns_of(open_board)[0])
    boards.open_voting(open_board, dots=3, per_target=1, by=ana, now=clock.now())
    begun = group_queries.voices(talking)[0]
    groups.save_draft(
        talking,
        "Halv men",
        client_id="c1",
        question=None,
        voice=begun,
        kind="note",
        by=ana,
        now=NOW,
    )
    now = clock.now()
    turn(dialogue, TurnKind.COMPLETED, by=ana, now=now)
    db.session.commit()
    assert close_left_open(now + REGRET - timedelta(minutes=1)) == 0, "it may have been a mistake"
    assert close_left_open(now + REGRET) == 3
    assert close_left_open(now + REGRET) == 0
    db.session.rollback()
    assert answered.closed_at is not None
    assert talking.closed_at is not None
    assert open_board.phase is Phase.CLOSED
    assert {"Ett nummer att ringa", "Halv men", "En lapp"} <= set(texts())
    closings = db.session.scalars(select(Event).where(Event.verb.like("%.closed"))).all()
    assert {(event.actor_kind, event.actor_id) for event in closings} == {("system", None)}
    sentences = [one.text for one in told(db.session.scalars(events_of(dialogue.id)))]
    assert (
        sum(text.startswith(("Systemet stängde", "The system closed")) for text in sentences) == 3
    )


def test_a_dialogue_that_is_resumed_in_time_goes_on_with_everything_open(
    ana, dialogue, answered, open_board
):
    now = clock.now()
    turn(dialogue, TurnKind.COMPLETED, by=ana, now=now)
    turn(dialogue, TurnKind.RESUMED, by=ana, now=now + timedelta(minutes=10))
    db.session.commit()
    assert close_left_open(now + timedelta(days=2)) == 0
    assert answered.closed_at is None


def test_words_without_a_speaker_wait_for_a_person(browser, ana, eva, dialogue, talking):
    groups.save_draft(
        talking,
        "Vem sade?",
        client_id="c1",
        question=None,
        voice=None,
        kind="note",
        by=eva,
        now=NOW,
    )
    db.session.commit()
    visit = browser(ana)
    page = visit.get(completing(dialogue)).text
    assert "Eva Holm har börjat på en anteckning" in page
    assert visit.post(completing(dialogue), {f"open_{talking.id}": "leave"}).status_code == 303
    assert close_left_open(clock.now() + timedelta(days=1)) == 0
    db.session.rollback()
    assert [draft.text for draft in group_queries.drafts(talking)] == ["Vem sade?"]
    assert "Eva Holm har börjat" in visit.get(f"/processes/{dialogue.slug}").text
    closing = f"/processes/{dialogue.slug}/focus-groups/{talking.id}/closing"
    assert visit.post(closing, {"drop": "y"}).status_code == 303, (
        "the leader decides, afterwards too"
    )


def test_a_group_that_only_the_clock_opened_closes_without_a_story(ana, dialogue, group):
    group.occasion.starts_at = clock.now() - timedelta(days=3)
    turn(dialogue, TurnKind.COMPLETED, by=ana, now=clock.now() - timedelta(hours=2))
    db.session.commit()
    assert close_left_open(clock.now()) == 1
    verbs = set(db.session.scalars(select(Event.verb)).all())
    assert "focus_group.closed" in verbs
    assert "focus_group.opened" not in verbs
