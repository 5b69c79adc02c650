"""Notes: written once, changed, taken back, hidden, entered, pasted."""

from __future__ import annotations

import csv
import random
import re
import uuid

import pytest

from dialog.config import ROOT
from dialog.contributions.models import Contribution, StandingKind, Voice, Wording
from dialog.contributions.queries import latest_standing
from dialog.extensions import db
from dialog.process.models import PartyKind, TurnKind
from dialog.process.operations import turn
from dialog.web import clock
from dialog.web.forms import tidy
from dialog.workshop import operations, queries
from dialog.workshop.models import Card
from tests.conflicts import Choice
from tests.people import party
from tests.workshop.conftest import cards_in, columns_of, notes_on

OPINIONS = ROOT.parent / "shared" / "data" / "opinions" / "affordable-housing-comments.csv"


def test_the_same_note_sent_twice_hangs_once(phone, open_board):
    ben, column, sent = phone(), columns_of(open_board)[0], str(uuid.uuid4())
    for _ in range(3):
        assert ben.write("Fleråriga bidrag", column, sent).status_code == 303
    assert notes_on(open_board) == ["Fleråriga bidrag"]
    assert ben.write("Fleråriga bidrag, minst tre år", column, sent).status_code == 303
    assert notes_on(open_board) == ["Fleråriga bidrag, minst tre år"]
    assert db.session.query(Card).count() == 1


def test_a_board_where_nothing_hangs_yet_says_so_to_the_leader_and_the_room(
    browser, ana, phone, open_board
):
    ben, desk = phone(), browser(ana)
    slug, number = open_board.workshop.occasion.process.slug, open_board.workshop_id
    pages = [(desk, f"/processes/{slug}/workshops/{number}"), (ben, ben.home)]
    for visit, path in pages:
        assert "Inga lappar än." in visit.get(path).get_data(as_text=True)
    ben.write("Fleråriga bidrag", columns_of(open_board)[0])
    for visit, path in pages:
        assert "Inga lappar än." not in visit.get(path).get_data(as_text=True)


def test_two_phones_may_choose_the_same_number(phone, open_board):
    column, sent = columns_of(open_board)[0], str(uuid.uuid4())
    phone().write("Min lapp", column, sent)
    phone().write("Min lapp också", column, sent)
    assert len(notes_on(open_board)) == 2


def test_an_empty_or_too_long_note_is_refused_with_its_text(phone, open_board):
    ben, column = phone(), columns_of(open_board)[0]
    assert ben.write("   ", column).status_code == 422
    long = "å" * 141
    response = ben.write(long, column)
    assert response.status_code == 409
    assert long in response.get_data(as_text=True)
    assert ben.write("å" * 140, column).status_code == 303


def test_ben_changes_his_note_and_the_first_words_stay_for_the_record(phone, open_board):
    ben = phone()
    ben.write("Snabba pengar", columns_of(open_board)[0])
    card = db.session.query(Card).one()
    path = f"{ben.home}/notes/{card.id}"
    assert "Snabba pengar" in ben.get(path).get_data(as_text=True)
    assert ben.post(path, {"text": "Snabba pengar på en vecka", "version": "1"}).status_code == 303
    assert notes_on(open_board) == ["Snabba pengar på en vecka"]
    assert [w.text for w in db.session.query(Wording).order_by(Wording.number)] == [
        "Snabba pengar",
        "Snabba pengar på en vecka",
    ]
    stale = ben.post(path, {"text": "Helt annat", "version": "1"})
    assert stale.status_code == 409
    assert "Snabba pengar på en vecka" in stale.get_data(as_text=True)
    assert "Helt annat" in stale.get_data(as_text=True)
    choice = Choice(stale)
    assert ben.post(choice.action, choice.fields).status_code == 303
    assert notes_on(open_board) == ["Helt annat"]


def test_nobody_changes_somebody_elses_note(phone, open_board):
    ben, bea = phone(), phone()
    ben.write("Min egen", columns_of(open_board)[0])
    card = db.session.query(Card).one().id
    for path in (f"/notes/{card}", f"/notes/{card}/withdrawal"):
        assert bea.post(bea.home + path, {"text": "Kapad", "version": "1"}).status_code == 404
    assert bea.get(f"{bea.home}/notes/{card}").status_code == 404
    assert notes_on(open_board) == ["Min egen"]


def test_a_note_taken_back_leaves_every_screen(browser, ana, phone, open_board):
    ben, bea = phone(), phone()
    ben.write("Ångrar mig", columns_of(open_board)[0])
    card = db.session.query(Card).one().id
    assert ben.post(f"{ben.home}/notes/{card}/withdrawal").status_code == 303
    base = f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{ben.number}"
    for page in (
        ben.get(ben.home),
        bea.get(bea.home),
        browser(ana).get(base),
        browser(ana).get(f"{base}/hidden"),
    ):
        assert "Ångrar mig" not in page.get_data(as_text=True)
    assert browser(ana).post(f"{base}/notes/{card}/showing").status_code == 409
    contribution = db.session.query(Contribution).one()
    assert latest_standing(contribution).kind == StandingKind.WITHDRAWN


def test_ana_hides_a_note_at_once_and_shows_it_again(browser, ana, phone, open_board):
    ben = phone()
    ben.write("Ett namn som inte ska stå här", columns_of(open_board)[0])
    base = f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{ben.number}"
    desk = browser(ana)
    picked = cards_in(desk.get(base).get_data(as_text=True))
    assert desk.post(f"{base}/hidings", {"card": picked, "because": "namn"}).status_code == 303
    mine = ben.get(ben.home).get_data(as_text=True)
    assert "Dold av den som leder workshopen" in mine
    assert notes_on(open_board) == []
    hidden = desk.get(f"{base}/hidden").get_data(as_text=True)
    assert "Ett namn som inte ska stå här" in hidden
    card = picked[0].split(":")[0]
    assert desk.post(f"{base}/notes/{card}/showing").status_code == 303
    assert notes_on(open_board) == ["Ett namn som inte ska stå här"]


def test_eva_enters_a_note_for_somebody_without_a_phone(browser, eva, open_board):
    base = (
        f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{open_board.workshop_id}"
    )
    desk, sent = browser(eva), str(uuid.uuid4())
    data = {
        "client_id": sent,
        "text": "Jag har ingen telefon men en åsikt",
        "party": str(party(open_board.workshop.occasion.process, PartyKind.MUNICIPAL).id),
        "column": str(columns_of(open_board)[1]),
    }
    assert desk.post(f"{base}/entered", data).status_code == 303
    assert desk.post(f"{base}/entered", data).status_code == 303
    assert notes_on(open_board) == ["Jag har ingen telefon men en åsikt"]
    contribution = db.session.query(Contribution).one()
    assert contribution.voice.confidential
    assert contribution.wordings[0].by_id == eva.id


def comments() -> list[str]:
    """Real statements from a dialogue held on the net."""
    if not OPINIONS.exists():
        pytest.skip("The real statements lie beside the project, and are not here.")
    with OPINIONS.open(encoding="utf-8", newline="") as file:
        return [tidy(" ".join(row["comment-body"].split())) for row in csv.DictReader(file)]


def test_ana_pastes_lines_looks_at_them_and_hangs_them(browser, ana, open_board):
    lines = comments()
    assert len(lines) >= 40
    base = (
        f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{open_board.workshop_id}"
    )
    desk = browser(ana)
    data = {
        "client_id": str(uuid.uuid4()),
        "text": "\r\n".join(lines),
        "party": str(party(open_board.workshop.occasion.process, PartyKind.ASSOCIATION).id),
        "column": str(columns_of(open_board)[0]),
    }
    preview = desk.post(f"{base}/pasted", data)
    assert preview.status_code == 200
    assert preview.get_data(as_text=True).count('class="r-note"') == len(lines)
    assert notes_on(open_board) == []
    for _ in range(2):  # the button pressed twice
        assert desk.post(f"{base}/pasted", data | {"confirmed": "y"}).status_code == 303
    assert notes_on(open_board) == lines
    assert db.session.query(Voice).count() == len(lines)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("\n".join(["rad"] * 201), "Högst 200 rader"),
        ("kort\n" + "x" * 501, "Rad 2 har 501 tecken"),
        ("\n \n", "Klistra in minst en rad"),
    ],
)
def test_a_paste_that_does_not_fit_is_refused_in_words(browser, ana, open_board, text, complaint):
    base = (
        f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{open_board.workshop_id}"
    )
    data = {"text": text, "party": str(open_board.workshop.occasion.process.parties[0].id)}
    data["column"] = str(columns_of(open_board)[0])
    response = browser(ana).post(f"{base}/pasted", data)
    assert response.status_code == 422
    assert complaint in response.get_data(as_text=True)
    assert notes_on(open_board) == []


def test_lines_from_one_person_are_one_voice(open_board, ana):
    process = open_board.workshop.occasion.process
    operations.paste_notes(
        open_board,
        process.parties[0],
        ["ett", "två", "tre"],
        one_voice=True,
        column=queries.find_place(open_board, columns_of(open_board)[0]),
        client_id=str(uuid.uuid4()),
        language="sv",
        today=clock.today(),
        by=ana,
        chance=random.Random(3),
        now=clock.now(),
    )
    db.session.commit()
    assert db.session.query(Voice).count() == 1
    assert db.session.query(Contribution).count() == 3


def test_nobody_writes_while_the_dialogue_rests(phone, open_board, ana):
    ben = phone()
    process = open_board.workshop.occasion.process
    turn(process, TurnKind.PAUSED, by=ana, now=clock.now(), reason="Semester")
    assert ben.write("Nu?", columns_of(open_board)[0]).status_code == 409
    assert ben.get(ben.home).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "<div hx-get=/w hx-trigger=load>",
        "{{ 7*7 }}",
        "data: x\n\nevent: change\ndata: <b>",
    ],
)
def test_what_people_write_is_text_and_nothing_else(browser, ana, phone, open_board, text):
    ben = phone()
    ben.write(text, columns_of(open_board)[0])
    base = f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{ben.number}"
    for page in (
        ben.get(ben.home),
        browser(ana).get(base),
        browser(ana).get(f"{base}/projector"),
        browser(ana).get(f"{base}/projector?view=board"),
        ben.get(f"{ben.home}/changes?after=1"),
    ):
        html = page.get_data(as_text=True)
        assert not re.search(r"<(script>alert|img src=x|svg onload|div hx-get)", html)
        assert "{{ 7*7 }}" in html or "49" not in text
