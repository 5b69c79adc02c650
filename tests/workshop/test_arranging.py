"""Grouping and moving, also when several do it at once: nothing is overwritten."""

from __future__ import annotations

import uuid

import pytest

from dialog.extensions import db
from dialog.web import clock
from dialog.workshop import operations, queries
from dialog.workshop.models import Card, Dot, Place
from tests.conflicts import mine_stands, writes_on
from tests.workshop.conftest import cards_in, columns_of, notes_on


@pytest.fixture
def base(open_board) -> str:
    slug = open_board.workshop.occasion.process.slug
    return f"/processes/{slug}/workshops/{open_board.workshop_id}"


@pytest.fixture
def four_notes(phone, open_board) -> list[str]:
    """Four notes in the first column, as boxes to pick."""
    ben = phone()
    for text in ("Ett namn", "Samma kontakt", "Skolan står tom", "Nyckelkort"):
        ben.write(text, columns_of(open_board)[0])
    db.session.rollback()
    return [f"{card.id}:{card.version}" for card in db.session.query(Card).order_by(Card.id)]


def groups_of(activity) -> dict[str, list[str]]:
    db.session.rollback()
    board = queries.board_of(activity)
    return {group.title: [note.text for note in group.notes] for group in board.groups}


def test_notes_are_grouped_where_the_first_of_them_hangs(
    browser, ana, base, four_notes, open_board
):
    desk = browser(ana)
    data = {"card": four_notes[1:3], "title": "Nära", "client_id": str(uuid.uuid4())}
    assert desk.post(f"{base}/groups", data).status_code == 303
    assert groups_of(open_board) == {"Nära": ["Samma kontakt", "Skolan står tom"]}
    assert notes_on(open_board) == ["Ett namn", "Samma kontakt", "Skolan står tom", "Nyckelkort"]
    assert desk.post(f"{base}/groups", data).status_code == 303, "the button pressed twice"
    assert db.session.query(Place).filter_by(kind="group").count() == 1


def test_a_group_needs_notes_and_a_name(browser, ana, base, four_notes):
    desk = browser(ana)
    assert desk.post(f"{base}/groups", {"card": four_notes}).status_code == 409
    refused = desk.post(f"{base}/groups", {"title": "Tom"})
    assert refused.status_code == 409
    assert "Markera minst en lapp först" in refused.get_data(as_text=True)
    assert desk.post(f"{base}/moves", {"card": four_notes, "to": "abc"}).status_code == 409
    assert desk.post(f"{base}/moves", {"card": four_notes, "to": "99999"}).status_code == 404


def test_two_move_the_same_note_and_the_second_is_told(
    browser, ana, eva, base, four_notes, open_board
):
    first, second = columns_of(open_board)
    assert (
        browser(ana).post(f"{base}/moves", {"card": four_notes[0], "to": str(second)}).status_code
        == 303
    )
    late = browser(eva).post(f"{base}/groups", {"card": four_notes[:2], "title": "Evas grupp"})
    html = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "Någon annan har flyttat en lapp under tiden" in html
    assert "Bidrag och lokaler" in html
    assert "Evas grupp" in html
    assert groups_of(open_board) == {}
    db.session.rollback()
    assert queries.note_of(open_board, int(four_notes[0].split(":")[0])).place_id == second
    assert queries.note_of(open_board, int(four_notes[1].split(":")[0])).place_id == first
    assert mine_stands(browser(eva), late).status_code == 303
    assert list(groups_of(open_board)) == ["Evas grupp"]


def test_a_group_is_renamed_moved_into_and_dissolved(browser, ana, base, four_notes, open_board):
    desk = browser(ana)
    desk.post(f"{base}/groups", {"card": four_notes[:2], "title": "Nära"})
    group = db.session.query(Place).filter_by(kind="group").one()
    path = f"{base}/places/{group.id}"
    assert "Nära" in desk.get(path).get_data(as_text=True)
    assert desk.post(path, {"title": "En person att ringa", "version": "1"}).status_code == 303
    stale = desk.post(path, {"title": "Annat", "version": "1"})
    assert stale.status_code == 409
    assert "En person att ringa" in stale.get_data(as_text=True)
    assert 'value="Annat"' in writes_on(desk, stale).text
    assert desk.post(path, {"title": "", "version": "2"}).status_code == 422
    assert (
        desk.post(f"{base}/moves", {"card": four_notes[3], "to": str(group.id)}).status_code == 303
    )
    assert groups_of(open_board) == {
        "En person att ringa": ["Ett namn", "Samma kontakt", "Nyckelkort"]
    }
    assert desk.post(f"{path}/ungrouping", {"version": "1"}).status_code == 409
    assert desk.post(f"{path}/ungrouping", {"version": "2"}).status_code == 303
    assert groups_of(open_board) == {}
    assert sorted(notes_on(open_board)) == [
        "Ett namn",
        "Nyckelkort",
        "Samma kontakt",
        "Skolan står tom",
    ]


def test_dots_come_along_when_notes_are_grouped(phone, browser, ana, base, four_notes, open_board):
    ben = phone()
    operations.open_voting(open_board, dots=3, per_target=2, by=ana, now=clock.now())
    ben.dot(f"card:{four_notes[0].split(':')[0]}")
    assert (
        browser(ana).post(f"{base}/groups", {"card": four_notes[:2], "title": "Nära"}).status_code
        == 303
    )
    group = db.session.query(Place).filter_by(kind="group").one()
    assert [dot.target for dot in queries.lying_dots(open_board)] == [f"place:{group.id}"]
    assert "Nära" in ben.get(ben.home).get_data(as_text=True)
    # A phone that still shows the note by itself votes for its group.
    assert ben.dot(f"card:{four_notes[1].split(':')[0]}").status_code == 303
    assert db.session.query(Dot).filter_by(place_id=group.id).count() == 1
    refused = browser(ana).post(f"{base}/places/{group.id}/ungrouping", {"version": "1"})
    assert refused.status_code == 409
    assert "Det ligger prickar på gruppen" in refused.get_data(as_text=True)


def test_columns_are_added_and_only_empty_ones_removed(browser, ana, base, four_notes, open_board):
    desk = browser(ana)
    assert desk.post(f"{base}/columns", {"title": "Ungas engagemang"}).status_code == 303
    first, second, third = columns_of(open_board)
    assert desk.post(f"{base}/places/{third}/removal", {"version": "1"}).status_code == 303
    refused = desk.post(f"{base}/places/{first}/removal", {"version": "1"})
    assert refused.status_code == 409
    assert columns_of(open_board) == [first, second]


def test_a_note_of_another_board_is_not_found(browser, ana, base, four_notes, dialogue):
    other = operations.create_workshop(
        dialogue, "En annan", question="?", columns=["A"], by=ana, now=clock.now()
    )
    activity = queries.activity_of(other.id)
    operations.open_board(activity, by=ana, now=clock.now())
    db.session.commit()
    elsewhere = base.rpartition("/")[0] + f"/{other.id}"
    desk = browser(ana)
    place = columns_of(activity)[0]
    assert (
        desk.post(f"{elsewhere}/moves", {"card": four_notes[0], "to": str(place)}).status_code
        == 409
    )
    assert desk.get(f"{elsewhere}/notes/{four_notes[0].split(':')[0]}").status_code == 404
    assert desk.post(f"{base}/moves", {"card": four_notes[0], "to": str(place)}).status_code == 404


def test_the_page_gives_the_boxes_in_their_present_version(
    browser, ana, base, four_notes, open_board
):
    desk = browser(ana)
    desk.post(f"{base}/moves", {"card": four_notes[0], "to": str(columns_of(open_board)[1])})
    boxes = cards_in(desk.get(base).get_data(as_text=True))
    number = four_notes[0].split(":")[0]
    assert f"{number}:2" in boxes
    assert len(boxes) == 4
