"""A tree that grows: named, moved, put out of use, merged; and nothing coded is ever lost."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import func, select

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.models import StageKind
from dialog.process.queries import stage_of
from dialog.process.states import StageState, stage_state
from dialog.synthesis import operations, queries
from dialog.synthesis.models import Coding, Theme
from dialog.synthesis.operations import add_theme, code
from tests.conflicts import mine_stands, writes_on
from tests.people import NOW

WHERE = "/processes/oar-i-samtal/themes"


def numbers(dialogue):
    return [(node.number, node.theme.name) for node in queries.tree(dialogue)]


def test_the_first_theme_starts_the_stage_and_is_made_once(browser, cleo, dialogue):
    visit = browser(cleo)
    assert visit.get(f"{WHERE}/tree").status_code == 200
    assert visit.get(f"{WHERE}/new").status_code == 200
    sent = {"client_id": str(uuid.uuid4()), "name": "Lokaler", "parent": "", "definition": "Rum."}
    for _time in range(2):
        assert visit.post(f"{WHERE}/new", sent).status_code == 303
    assert numbers(dialogue) == [("1", "Lokaler")]
    stage = stage_of(dialogue, StageKind.THEMES)
    assert stage_state(stage, dialogue, NOW.date()) is StageState.NOW


def test_a_theme_goes_back_to_the_desk_it_came_from_and_nowhere_else(browser, cleo, dialogue):
    visit = browser(cleo)
    for name, to, ends in (("A", f"{WHERE}/desk", "/desk"), ("B", "//evil.example", "/tree")):
        sent = {"client_id": str(uuid.uuid4()), "name": name, "parent": "", "to": to}
        assert visit.post(f"{WHERE}/new", sent).location.endswith(ends)


def test_names_are_unique_among_those_beside_each_other(browser, cleo, dialogue, way_in, answers):
    add_theme(dialogue, "Svarstider", by=cleo, now=NOW)
    sent = {"client_id": str(uuid.uuid4()), "name": "VÄGEN IN", "parent": ""}
    answer = browser(cleo).post(f"{WHERE}/new", sent)
    assert answer.status_code == 422
    assert "VÄGEN IN" in answer.text


def test_the_tree_has_three_levels_and_no_circles(dialogue, cleo, way_in, answers):
    third = add_theme(dialogue, "Växeln", parent=answers, by=cleo, now=NOW)
    with pytest.raises(Refusal):
        add_theme(dialogue, "För djupt", parent=third, by=cleo, now=NOW)
    with pytest.raises(Refusal):
        operations.move_theme(way_in, third, version=1, by=cleo, now=NOW)
    top = add_theme(dialogue, "Lokaler", by=cleo, now=NOW)
    with pytest.raises(Refusal):
        operations.move_theme(way_in, top, version=1, by=cleo, now=NOW)
    operations.move_theme(answers, top, version=1, by=cleo, now=NOW)
    assert numbers(dialogue) == [
        ("1", "Vägen in"),
        ("2", "Lokaler"),
        ("2.1", "Svarstider"),
        ("2.1.1", "Växeln"),
    ]


def test_cleo_moves_a_theme_up(browser, cleo, dialogue, way_in):
    second = add_theme(dialogue, "Lokaler", by=cleo, now=NOW)
    db.session.commit()
    visit = browser(cleo)
    moved = visit.post(f"{WHERE}/{second.id}/moving", {"step": "up", "version": "1"})
    assert moved.status_code == 303
    assert numbers(dialogue) == [("1", "Lokaler"), ("2", "Vägen in")]
    stale = visit.post(f"{WHERE}/{second.id}/moving", {"step": "down", "version": "1"})
    assert stale.status_code == 409
    under = {"parent": str(way_in.id), "version": "2"}
    assert visit.post(f"{WHERE}/{second.id}/moving", under).status_code == 303
    assert numbers(dialogue) == [("1", "Vägen in"), ("1.1", "Lokaler")]


def test_two_who_rename_do_not_overwrite_each_other(browser, cleo, ana, way_in):
    where = f"{WHERE}/{way_in.id}"
    assert browser(cleo).get(where).status_code == 200
    first = {"name": "Ingångar", "definition": "Cleos", "version": "1"}
    assert browser(cleo).post(where, first).status_code == 303
    late = browser(ana).post(where, {"name": "Dörrar", "definition": "Anas", "version": "1"})
    assert late.status_code == 409
    assert "Ingångar" in late.text
    assert "Dörrar" in late.text
    assert db.session.get(Theme, way_in.id).name == "Ingångar"
    assert 'value="Dörrar"' in writes_on(browser(ana), late).text
    assert mine_stands(browser(ana), late).status_code == 303
    assert db.session.get(Theme, way_in.id).definition == "Anas"


def test_a_theme_out_of_use_keeps_what_was_coded_to_it(browser, cleo, say, way_in, answers):
    contribution = say()
    code(contribution, answers, by=cleo, now=NOW)
    db.session.commit()
    visit = browser(cleo)
    assert visit.post(f"{WHERE}/{way_in.id}/retirement", {"version": "1"}).status_code == 409
    assert visit.post(f"{WHERE}/{answers.id}/retirement", {"version": "1"}).status_code == 303
    assert queries.contributions_of_theme(answers) == [contribution]
    assert [one.theme_id for one in queries.codings_of(contribution)] == [answers.id]
    assert contribution.id
    assert "Bra 👍" in visit.get(f"{WHERE}/contributions?theme={answers.id}").text
    with pytest.raises(Refusal):
        code(say("En till."), answers, by=cleo, now=NOW)
    db.session.rollback()
    assert visit.post(f"{WHERE}/{answers.id}/restoring", {"version": "2"}).status_code == 303
    assert numbers(way_in.process) == [("1", "Vägen in"), ("1.1", "Svarstider")]


def test_merged_themes_count_each_text_once(browser, cleo, dialogue, say, way_in, answers):
    other = add_theme(dialogue, "Väntan", by=cleo, now=NOW)
    both, one = say(), say("Vi väntade länge.")
    for theme in (other, answers):
        code(both, theme, by=cleo, now=NOW)
    code(one, other, start=3, stop=10, by=cleo, now=NOW)
    db.session.commit()
    visit = browser(cleo)
    where = f"{WHERE}/{other.id}/merging"
    assert visit.get(where).status_code == 200
    assert visit.post(where, {"into": str(answers.id), "version": "1"}).status_code == 303
    assert numbers(dialogue) == [("1", "Vägen in"), ("1.1", "Svarstider")]
    assert queries.contributions_of_theme(answers) == [both, one]
    live = select(func.count()).where(Coding.undone_at.is_(None)).select_from(Coding)
    assert db.session.scalar(live) == 2
    moved = queries.codings_of(one)[0]
    assert (moved.start, moved.stop, moved.words, moved.origin) == (3, 10, "väntade", "merge")
    assert other.merged_into_id == answers.id
    assert visit.get(f"{WHERE}/{other.id}").status_code == 200


def test_only_those_who_code_touch_the_tree(browser, eva, olle, dev, way_in, ana):
    from tests.people import dialogue as another

    for person, status in ((eva, 403), (olle, 403), (dev, 404)):
        visit = browser(person)
        assert visit.get(f"{WHERE}/{way_in.id}").status_code == status
        sent = {"version": "1", "name": "Kapad"}
        assert visit.post(f"{WHERE}/{way_in.id}", sent).status_code == status
        assert visit.post(f"{WHERE}/{way_in.id}/retirement", sent).status_code == status
    other = another(ana, title="En annan dialog")
    assert browser(ana).get(f"/processes/{other.slug}/themes/{way_in.id}").status_code == 404
    assert way_in.version == 1


def test_every_act_stands_in_the_journal(cleo, say, way_in, answers):
    from dialog.journal.sentences import registered

    made = code(say(), answers, by=cleo, now=NOW)
    operations.uncode(made, by=cleo, now=NOW)
    verbs = set(db.session.scalars(select(Event.verb)))
    assert {"theme.added", "coding.made", "coding.undone"} <= verbs
    assert {verb for verb in verbs if verb.startswith(("theme", "coding"))} <= registered()
