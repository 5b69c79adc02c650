"""One evening, from the empty stage to the closed board."""

from __future__ import annotations

import re

from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.models import PartyKind
from dialog.workshop import codes, queries
from dialog.workshop.models import Card, Phase
from tests.conflicts import mine_stands, writes_on
from tests.workshop.conftest import cards_in, columns_of, notes_on


def test_ana_prepares_the_first_workshop(browser, dialogue, ana, eva):
    desk = browser(ana)
    empty = desk.get(f"/processes/{dialogue.slug}/workshops").get_data(as_text=True)
    assert "Ingen workshop än" in empty
    page = desk.get(f"/processes/{dialogue.slug}/workshops/new").get_data(as_text=True)
    sent = {
        "client_id": re.search(r'name="client_id" value="([^"]+)"', page).group(1),
        "title": "Öppen workshop",
        "question": "Vad är viktigast?",
        "columns": "En väg in\nLokaler",
        "day": "2026-11-30",
        "starts": "18:00",
        "ends": "20.30",
        "place": "Folkets hus",
        "note_taker": str(eva.id),
    }
    first = desk.post(f"/processes/{dialogue.slug}/workshops/new", sent)
    second = desk.post(f"/processes/{dialogue.slug}/workshops/new", sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    board = desk.get(first.location).get_data(as_text=True)
    assert "En väg in" in board
    assert "Öppna tavlan" in board
    listed = desk.get(f"/processes/{dialogue.slug}/workshops").get_data(as_text=True)
    assert "Folkets hus" in listed


def test_a_workshop_needs_a_question_and_an_end_after_its_start(browser, dialogue, ana):
    sent = {"title": "W", "columns": "A", "day": "2026-11-30", "starts": "20:00", "ends": "18:00"}
    response = browser(ana).post(f"/processes/{dialogue.slug}/workshops/new", sent)
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Skriv frågan till rummet" in html
    assert 'value="W"' in html


def test_a_whole_evening(app, browser, dialogue, ana, board, phone, open_board):
    desk = browser(ana)
    base = f"/processes/{dialogue.slug}/workshops/{board.workshop_id}"
    page = desk.get(base).get_data(as_text=True)
    assert codes.in_groups(codes.code_of(board.workshop)) in page
    first, second = columns_of(board)

    # Everybody writes; a note is a contribution from its first save.
    ben, bea = phone(), phone(PartyKind.MUNICIPAL)
    assert ben.write("Ge oss ett namn, inte en växel.", first).status_code == 303
    assert bea.write("En samordnare per ö", first).status_code == 303
    assert ben.write("Skolan står tom varje kväll", second).status_code == 303
    assert notes_on(board) == [
        "Ge oss ett namn, inte en växel.",
        "En samordnare per ö",
        "Skolan står tom varje kväll",
    ]
    assert all(card.contribution_id for card in db.session.query(Card))
    mine = ben.get(ben.home).get_data(as_text=True)
    assert "På tavlan" in mine
    assert "En samordnare per ö" in mine, "the whole board is on every phone"

    # Grouping.
    assert desk.post(f"{base}/writing-end").status_code == 303
    assert ben.write("För sent", first).status_code == 409
    page = desk.get(base).get_data(as_text=True)
    picked = cards_in(page)[:2]
    response = desk.post(f"{base}/groups", {"card": picked, "title": "En person att ringa"})
    assert response.status_code == 303
    group = queries.board_of(board).columns[0].groups[0]
    assert len(group.notes) == 2
    assert "En person att ringa" in ben.get(ben.home).get_data(as_text=True)

    # Voting; nobody sees where dots lie.
    assert desk.post(f"{base}/voting", {"dots": "3", "per_target": "2"}).status_code == 303
    ballot = ben.get(ben.home).get_data(as_text=True)
    assert "3 prickar kvar" in ballot
    assert ben.dot(group.target).status_code == 303
    assert "2 prickar kvar" in ben.get(ben.home).get_data(as_text=True)
    during = desk.get(base).get_data(as_text=True)
    assert "1 har röstat" in during
    assert "r-votes" not in during
    assert desk.post(f"{base}/voting-end").status_code == 303
    after = desk.get(base).get_data(as_text=True)
    assert "r-votes" in after
    assert "r-low" in after, "one voter is too few to be shown"
    assert "En punkt (·) i stället för en siffra" in after
    assert "I rummet nu" in after
    wall = desk.get(f"{base}/projector?view=votes").get_data(as_text=True)
    assert "r-wall__none" in wall
    assert "<ol" not in wall, "what cannot be shown is said on a line of its own"

    # Closing.
    assert desk.get(f"{base}/closing").status_code == 200
    assert desk.post(f"{base}/closing").status_code == 303
    db.session.rollback()
    activity = queries.activity_of(board.workshop_id)
    assert activity.phase is Phase.CLOSED
    assert activity.workshop.code_hash is None
    closed = desk.get(base).get_data(as_text=True)
    assert "Deltog" in closed
    assert "I rummet nu" not in closed
    assert "Tack för att du var med!" in ben.get(ben.home).get_data(as_text=True)
    assert desk.post(f"{base}/writing").status_code == 409
    verbs = {event.verb for event in db.session.query(Event)}
    assert {"workshop.opened", "workshop.voting_closed", "workshop.closed"} <= verbs


def test_every_page_of_the_team_opens(browser, dialogue, ana, open_board, phone):
    ben = phone()
    ben.write("Nyckelkort i stället för vaktmästare", columns_of(open_board)[0])
    desk = browser(ana)
    base = f"/processes/{dialogue.slug}/workshops/{open_board.workshop_id}"
    card = cards_in(desk.get(base).get_data(as_text=True))[0].split(":")[0]
    place = columns_of(open_board)[0]
    for path in (
        "",
        "/edit",
        "/closing",
        "/hidden",
        "/people",
        "/entered",
        "/pasted",
        f"/notes/{card}",
        f"/places/{place}",
        "/projector",
        "/projector?view=board",
        f"/projector?view=board&column={place}",
        "/projector?view=votes",
    ):
        response = desk.get(base + path)
        assert response.status_code == 200, path
    wall = desk.get(f"{base}/projector").get_data(as_text=True)
    assert ana.name not in wall
    assert "Nyckelkort" in wall


def test_two_who_plan_the_same_workshop_choose(browser, dialogue, ana, eva, open_board):
    base = f"/processes/{dialogue.slug}/workshops/{open_board.workshop_id}"
    visit = browser(ana)
    plan = {
        "title": "Stormöte",
        "day": "2026-12-01",
        "starts": "18:00",
        "question": "Vad behövs?",
        "version": str(open_board.workshop.occasion.version),
    }
    assert visit.post(f"{base}/edit", plan | {"place": "Kajutan"}).status_code == 303
    late = visit.post(f"{base}/edit", plan | {"place": "Ladan", "note_taker": str(eva.id)})
    assert "Kajutan" in late.text
    assert "Eva Holm" in late.text, "all that the choice is about"
    assert 'value="Ladan"' in writes_on(visit, late).text
    assert mine_stands(visit, late).status_code == 303
    assert open_board.workshop.occasion.place == "Ladan"
