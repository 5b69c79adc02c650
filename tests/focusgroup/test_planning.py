"""From an empty stage to a group with a guide, ready to open."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import time_machine
from sqlalchemy import func, select

from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.models import FocusGroup
from dialog.focusgroup.states import group_state
from dialog.process.models import PartyKind, StageKind
from dialog.process.queries import stage_of
from dialog.process.states import OccasionState, StageState, stage_state
from tests.conflicts import mine_stands, writes_on
from tests.people import NOW, party

WHERE = "/processes/oar-i-samtal/focus-groups"


def plan(dialogue, eva, **changes):
    return {
        "client_id": str(uuid.uuid4()),
        "title": "Fokusgrupp 1: Kultur",
        "party": str(party(dialogue, PartyKind.ASSOCIATION).id),
        "day": "2026-12-01",
        "starts": "18:00",
        "ends": "20.00",
        "place": "Vikens bibliotek",
        "guide": "new",
        "note_taker": str(eva.id),
        **changes,
    }


def test_the_empty_stage_teaches_what_to_do(browser, ana, olle, dialogue):
    assert "/focus-groups/new" in browser(ana).get(WHERE).text
    assert "/focus-groups/new" not in browser(olle).get(WHERE).text


def test_ana_plans_a_group_and_double_clicks(browser, ana, eva, dialogue):
    visit = browser(ana)
    assert "Parterna tillsammans" in visit.get(f"{WHERE}/new").text, "however many they are"
    sent = plan(dialogue, eva)
    first, second = visit.post(f"{WHERE}/new", sent), visit.post(f"{WHERE}/new", sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    group = db.session.scalars(select(FocusGroup)).one()
    assert group.occasion.starts_at == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    assert group.note_taker_id == eva.id
    assert "Vikens bibliotek" in visit.get(first.location).text
    assert "Fokusgrupp 1: Kultur" in visit.get(WHERE).text


def test_a_plan_that_cannot_be_is_kept_and_complained_about(browser, ana, eva, dialogue):
    answer = browser(ana).post(f"{WHERE}/new", plan(dialogue, eva, ends="17:00", title=""))
    assert answer.status_code == 422
    assert "Vikens bibliotek" in answer.text
    assert db.session.scalar(select(func.count()).select_from(FocusGroup)) == 0


def test_nobody_but_the_leader_plans(browser, cleo, eva, olle, dev, dialogue):
    for person, status in ((cleo, 403), (eva, 403), (olle, 403), (dev, 404)):
        assert browser(person).get(f"{WHERE}/new").status_code == status


def test_a_changed_plan_shows_both_texts_when_somebody_was_first(
    browser, ana, eva, group, dialogue
):
    visit = browser(ana)
    where = f"{WHERE}/{group.id}/settings"
    assert 'value="1"' in visit.get(where).text
    ours = plan(dialogue, eva, version="1", guide=str(group.guide_id), place="Kajutan")
    theirs = plan(dialogue, eva, version="1", guide=str(group.guide_id), place="Ladan")
    assert visit.post(where, theirs).status_code == 303
    late = visit.post(where, ours)
    assert late.status_code == 409
    assert "Ladan" in late.text
    assert "Kajutan" in late.text
    assert 'value="Kajutan"' in writes_on(visit, late).text
    assert mine_stands(visit, late).status_code == 303
    assert group.occasion.place == "Kajutan"


def rows(guide, **changes):
    sent = {"client_id": str(uuid.uuid4()), "version": str(guide.version), "title": guide.title}
    sent["row"] = [str(question.id) for question in guide.questions]
    for question in guide.questions:
        sent[f"text-{question.id}"] = question.text
        sent[f"minutes-{question.id}"] = str(question.minutes)
    return sent | changes


def test_the_guide_is_written_row_by_row(browser, ana, guide, dialogue):
    visit = browser(ana)
    where = f"/processes/{dialogue.slug}/guides/{guide.id}"
    visit.get(where)
    added = rows(guide, **{"text-new": "Vad saknas?", "minutes-new": "25", "act": "add"})
    assert visit.post(where, added).status_code == 303
    assert [q.minutes for q in guide.questions] == [15, 20, 25]
    last = guide.questions[-1].id
    assert visit.post(where, rows(guide, act=f"up {last}")).status_code == 303
    assert [q.minutes for q in guide.questions] == [15, 25, 20]
    assert visit.post(where, rows(guide, act=f"remove {last}")).status_code == 303
    assert guide.minutes == 35


def test_a_question_without_minutes_is_complained_about_and_kept(browser, ana, guide, dialogue):
    question = guide.questions[0].id
    answer = browser(ana).post(
        f"/processes/{dialogue.slug}/guides/{guide.id}",
        rows(guide, **{f"minutes-{question}": "många", f"text-{question}": "Ny lydelse"}),
    )
    assert answer.status_code == 422
    assert "Ny lydelse" in answer.text
    assert guide.version == 1


def test_two_who_write_one_guide_do_not_overwrite_each_other(browser, ana, guide, dialogue):
    where = f"/processes/{dialogue.slug}/guides/{guide.id}"
    ours, theirs = rows(guide, title="Vår guide"), rows(guide, title="Deras guide")
    assert browser(ana).post(where, theirs).status_code == 303
    late = browser(ana).post(where, ours)
    assert late.status_code == 409
    assert "Deras guide" in late.text
    assert "Vår guide" in late.text
    assert 'value="Vår guide"' in writes_on(browser(ana), late).text
    assert mine_stands(browser(ana), late).status_code == 303
    assert guide.title == "Vår guide"
    assert [question.minutes for question in guide.questions] == [15, 20]


def test_a_guide_in_use_stays_as_it_is(browser, ana, talking, guide, dialogue):
    where = f"/processes/{dialogue.slug}/guides/{guide.id}"
    assert "<textarea" not in browser(ana).get(where).text
    assert browser(ana).post(where, rows(guide, title="Annan")).status_code == 409


def test_a_group_opens_by_hand_or_at_its_time(browser, ana, group, dialogue):
    stage = stage_of(dialogue, StageKind.FOCUS_GROUPS)
    assert group_state(group, NOW) is OccasionState.PREPARING
    with time_machine.travel(NOW, tick=False):
        assert browser(ana).post(f"{WHERE}/{group.id}/opening").status_code == 303
        assert browser(ana).post(f"{WHERE}/{group.id}/opening").status_code == 409
    assert group_state(group, NOW) is OccasionState.OPEN
    assert stage_state(stage, dialogue, NOW.date()) is StageState.NOW
    group.opened_at, group.occasion.starts_at = None, NOW
    assert group_state(group, NOW) is OccasionState.OPEN


def test_a_note_taker_sees_the_assigned_group_alone(browser, ana, eva, dialogue, group, guide):
    from dialog.focusgroup import operations

    other = operations.plan_group(dialogue, "Fokusgrupp 2", guide=guide, by=ana, now=NOW)
    db.session.commit()
    visit = browser(eva)
    page = visit.get(WHERE).text
    assert "Fokusgrupp 1" in page
    assert "Fokusgrupp 2" not in page
    assert visit.get(f"{WHERE}/{other.id}").status_code == 404
    assert queries.next_number(dialogue) == 3


def test_before_a_group_the_note_taker_reads_the_guide_and_is_offered_no_button(
    browser, eva, olle, dialogue, group
):
    hers = browser(eva).get(f"{WHERE}/{group.id}").text
    assert "När fungerade det bra?" in hers
    assert "Gruppen har inte börjat" in hers
    assert "Öppna gruppen när ni sätter er" not in hers
    assert "När fungerade det bra?" not in browser(olle).get(f"{WHERE}/{group.id}").text


def test_the_observer_of_a_talking_group_is_told_nothing_to_do(browser, ana, eva, olle, group):
    from dialog.focusgroup import operations

    operations.open_group(group, by=ana, now=NOW)
    db.session.commit()
    seen = browser(olle).get(f"{WHERE}/{group.id}").text
    assert "Inget är nedskrivet än" in seen
    assert "Notera först vilka som kom" not in seen
    assert "Notera först vilka som kom" in browser(eva).get(f"{WHERE}/{group.id}").text


def test_a_group_of_another_dialogue_is_not_found(browser, ana, group):
    from tests.people import dialogue as another

    other = another(ana, title="En annan dialog")
    assert browser(ana).get(f"/processes/{other.slug}/focus-groups/{group.id}").status_code == 404
