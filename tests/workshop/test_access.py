"""Who may do what at a workshop: every role, every door, in every state."""

from __future__ import annotations

import re

import pytest

from dialog.extensions import db
from dialog.process.models import Role
from dialog.process.operations import give_role
from dialog.web import clock
from dialog.workshop import operations
from tests import people
from tests.workshop.conftest import columns_of

READ = ("", "/projector", "/people", "/hidden", "/changes?after=-1")
RUN = (
    "/writing-end",
    "/code",
    "/lock",
    "/unlock",
    "/groups",
    "/moves",
    "/hidings",
    "/entered",
    "/pasted",
    "/voting",
    "/clock",
    "/clock/pause",
    "/clock/resumption",
    "/clock/extension",
    "/clock/stop",
)
LEAD = ("/edit", "/columns")


@pytest.fixture
def base(open_board) -> str:
    slug = open_board.workshop.occasion.process.slug
    return f"/processes/{slug}/workshops/{open_board.workshop_id}"


@pytest.fixture
def fia(dialogue, ana):
    """Fia takes notes too, but at another board."""
    person = people.staff("Fia Noor")
    give_role(dialogue, person, Role.NOTE_TAKER, by=ana, now=clock.now())
    db.session.commit()
    return person


def statuses(browser, base, paths) -> set[int]:
    return {browser.get(base + path).status_code for path in paths}


def tried(browser, base, paths) -> set[int]:
    return {browser.post(base + path).status_code for path in paths}


def test_whoever_leads_reads_and_runs(browser, ana, base):
    assert statuses(browser(ana), base, READ) == {200}
    assert not tried(browser(ana), base, RUN + LEAD) & {401, 403, 404}


def test_the_note_taker_of_the_board_runs_it_and_leads_nothing(browser, eva, base):
    assert statuses(browser(eva), base, READ) == {200}
    assert not tried(browser(eva), base, RUN) & {401, 403, 404}
    assert tried(browser(eva), base, LEAD) == {403}
    assert tried(browser(eva), base, ("/closing",)) == {403}


def test_another_note_taker_does_not_find_it(browser, fia, base):
    assert statuses(browser(fia), base, READ) == {404}
    assert tried(browser(fia), base, (*RUN, *LEAD, "/closing")) == {404}


def test_the_analyst_reads_and_does_nothing(browser, cleo, base):
    assert statuses(browser(cleo), base, READ) == {200}
    assert tried(browser(cleo), base, RUN + LEAD) == {403}


def test_the_observer_sees_that_it_takes_place(browser, olle, base):
    assert browser(olle).get(base.rpartition("/")[0]).status_code == 200
    assert statuses(browser(olle), base, READ) == {403}
    assert tried(browser(olle), base, RUN + LEAD) == {403}


def test_an_administrator_reads_nothing_that_was_said(browser, adam, base):
    assert statuses(browser(adam), base, READ) == {403}
    assert tried(browser(adam), base, RUN) == {403}


def test_nobody_else_finds_it(browser, dev, base):
    assert statuses(browser(dev), base, READ) == {404}
    assert tried(browser(dev), base, RUN + LEAD) == {404}
    assert statuses(browser(), base, READ) == {401}
    assert tried(browser(), base, RUN) == {401}


def test_a_participant_is_no_member_of_the_team(phone, base):
    ben = phone()
    assert statuses(ben, base, READ) == {401}
    assert tried(ben, base, RUN) == {401}


def test_one_room_is_not_another(phone, open_board, dialogue, ana):
    ben = phone()
    other = operations.create_workshop(
        dialogue, "En annan", question="?", columns=["A"], by=ana, now=clock.now()
    )
    db.session.commit()
    for path in ("", "/stream", "/changes?after=0", "/party"):
        assert ben.get(f"/w/{other.id}{path}").status_code == 404
    assert ben.post(f"/w/{other.id}/notes", {"text": "Hej"}).status_code == 404


def test_a_workshop_is_found_through_its_own_dialogue(browser, ana, base):
    other = people.dialogue(ana, title="Ett annat samtal")
    number = base.rpartition("/")[2]
    assert browser(ana).get(f"/processes/{other.slug}/workshops/{number}").status_code == 404


def test_nothing_is_done_before_it_opens_or_after_it_closes(browser, ana, base, board, open_board):
    operations.close_board(open_board, by=ana, now=clock.now())
    db.session.commit()
    assert tried(browser(ana), base, (*RUN, "/opening", "/closing")) == {409}
    assert statuses(browser(ana), base, READ) == {200}


def test_a_note_taker_reads_the_texts_of_assigned_boards_only(
    dialogue, eva, fia, phone, open_board
):
    from dialog.contributions.queries import texts_seen_by

    phone().write("Bara för den som är antecknare här", columns_of(open_board)[0])
    roles = {Role.NOTE_TAKER}
    assert len(db.session.execute(texts_seen_by(eva, dialogue, roles)).all()) == 1
    assert db.session.execute(texts_seen_by(fia, dialogue, roles)).all() == []


def test_no_token_or_code_stands_where_it_should_not(browser, ana, cleo, base, phone):
    html = phone().get("/w").get_data(as_text=True)
    assert not re.search(r"/w/q/", html)
    assert "/w/q/" not in browser(ana).get(base).get_data(as_text=True)
