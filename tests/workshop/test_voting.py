"""Dots: never more than were given out, not even when many are laid at once."""

from __future__ import annotations

import threading
import uuid

import pytest

from dialog.disclosure import Released
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.web import clock
from dialog.workshop import operations, queries, results
from dialog.workshop.models import Dot
from tests.people import party
from tests.workshop.conftest import columns_of


@pytest.fixture
def ballot(phone, open_board, ana) -> list[str]:
    """Three notes, and the voting open: three dots each, at most two on one note."""
    writer = phone()
    for text in ("Ett", "Två", "Tre"):
        writer.write(text, columns_of(open_board)[0])
    db.session.rollback()
    operations.open_voting(open_board, dots=3, per_target=2, by=ana, now=clock.now())
    db.session.commit()
    return [item.target for item in queries.board_of(open_board).targets]


def lying(activity) -> int:
    db.session.rollback()
    return db.session.query(Dot).filter(Dot.taken_back_at.is_(None)).count()


def test_ben_lays_three_dots_and_not_a_fourth(phone, ballot, open_board):
    ben = phone()
    assert ben.dot(ballot[0]).status_code == 303
    assert ben.dot(ballot[0]).status_code == 303
    too_many = ben.dot(ballot[0])
    assert too_many.status_code == 409
    said = too_many.get_data(as_text=True)
    assert "Du har 3 prickar, och högst 2 får ligga på samma lapp eller grupp." in said
    assert "tryck på Ta tillbaka vid en som du vill flytta" in said
    assert "alla är lagda" not in ben.get(ben.home).get_data(as_text=True)
    assert ben.dot(ballot[1]).status_code == 303
    none_left = ben.dot(ballot[2])
    assert none_left.status_code == 409
    for page in (none_left, ben.get(ben.home)):
        said = page.get_data(as_text=True)
        assert "Du har 3 prickar och alla är lagda. Tryck på Ta tillbaka vid en av dem" in said
    assert lying(open_board) == 3


def test_a_dot_is_taken_back_and_laid_elsewhere(phone, ballot, open_board):
    ben = phone()
    for target in (ballot[0], ballot[0], ballot[1]):
        ben.dot(target)
    dot = db.session.query(Dot).order_by(Dot.id).first().id
    for _ in range(2):
        response = ben.post(f"{ben.home}/dots/{dot}/return")
    assert response.status_code == 404
    assert lying(open_board) == 2
    assert ben.dot(ballot[2]).status_code == 303
    assert lying(open_board) == 3


def test_the_same_press_is_one_dot(phone, ballot, open_board):
    ben, sent = phone(), str(uuid.uuid4())
    for _ in range(3):
        assert ben.dot(ballot[0], sent).status_code == 303
    assert lying(open_board) == 1


def test_nobody_takes_back_somebody_elses_dot(phone, ballot, open_board):
    ben, bea = phone(), phone()
    ben.dot(ballot[0])
    dot = db.session.query(Dot).one().id
    assert bea.post(f"{bea.home}/dots/{dot}/return").status_code == 404
    assert lying(open_board) == 1


@pytest.mark.parametrize(
    "target", ["", "card:", "card:99999", "place:1", "theme:1", "card:1;2", "place:x"]
)
def test_a_dot_needs_something_to_lie_on(phone, ballot, target, open_board):
    assert phone().dot(target).status_code == 409
    assert lying(open_board) == 0


def test_twenty_four_dots_at_once_become_three(app, phone, ballot, open_board):
    ben = phone()
    db.session.commit()
    headers = {"Sec-Fetch-Site": "same-origin", **ben.cookies}
    statuses: list[int] = []
    start = threading.Barrier(24)

    def press(number: int) -> None:
        finger = app.test_client(use_cookies=False)
        data = {"target": ballot[number % 3], "client_id": str(uuid.uuid4())}
        start.wait()
        response = finger.post(f"{ben.home}/dots", data=data, headers=headers, base_url=ben.base)
        statuses.append(response.status_code)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(303) == 3, statuses
    assert set(statuses) == {303, 409}
    assert lying(open_board) == 3


def test_a_double_click_on_send_is_one_note(app, phone, open_board):
    ben, column, sent = phone(), columns_of(open_board)[0], str(uuid.uuid4())
    db.session.commit()
    headers = {"Sec-Fetch-Site": "same-origin", **ben.cookies}
    start, statuses = threading.Barrier(6), []

    def click() -> None:
        client = app.test_client(use_cookies=False)
        start.wait()
        response = client.post(
            f"{ben.home}/notes",
            data={"text": "Dubbelklick", "column": str(column), "client_id": sent},
            headers=headers,
            base_url=ben.base,
        )
        statuses.append(response.status_code)

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 6
    db.session.rollback()
    assert len(queries.board_of(open_board).notes) == 1


def test_what_is_let_out_when_the_voting_ends(phone, ballot, open_board, ana, browser):
    process = open_board.workshop.occasion.process
    side_f, side_k = (party(process, kind) for kind in (PartyKind.ASSOCIATION, PartyKind.MUNICIPAL))
    for number in range(5):
        ben = phone()
        ben.dot(ballot[0])
        ben.dot(ballot[0])
        if number:
            ben.dot(ballot[1])
    for _ in range(2):
        phone(PartyKind.MUNICIPAL).dot(ballot[0])
    assert results.votes_of(open_board) is None, "nothing before the end"
    operations.close_voting(open_board, by=ana, now=clock.now())
    db.session.commit()
    votes = results.votes_of(open_board)
    assert isinstance(votes.voices, Released)
    assert votes.voted(side_f) == 5
    assert votes.of(side_f, ballot[0]) == 10
    assert votes.of(side_f, ballot[1]) == 4
    assert votes.of(side_f, ballot[2]) == 0
    assert votes.voted(side_k) is None, "two are too few"
    assert votes.of(side_k, ballot[0]) is None
    assert votes.weight(ballot[0]) == 10
    base = f"/processes/{process.slug}/workshops/{open_board.workshop_id}"
    for path in ("", "/projector?view=votes", "/projector?view=board"):
        html = browser(ana).get(base + path).get_data(as_text=True)
        assert "10<svg" in html
        assert "12<svg" not in html, "never the sum that gives the small side away"
    assert phone().dot(ballot[0]).status_code == 409


@pytest.mark.parametrize(("voters", "is_told"), [(5, True), (4, False), (0, False)])
def test_what_is_said_when_it_ends_is_true_also_when_too_few_voted(
    phone, ballot, open_board, ana, browser, voters, is_told
):
    ben = phone()
    for voter in [ben, *(phone() for _ in range(voters - 1))][:voters]:
        voter.dot(ballot[0])
    desk = browser(ana)
    slug, number = open_board.workshop.occasion.process.slug, open_board.workshop_id
    ended = desk.post(f"/processes/{slug}/workshops/{number}/voting-end")
    said = desk.get(ended.location).get_data(as_text=True)
    assert ("Resultatet står på tavlan." in said) is is_told
    assert ("Inget resultat kan visas: för få har röstat." in said) is not is_told
    room = ben.get(ben.home).get_data(as_text=True)
    assert ("Prickarna står på tavlan" in room) is is_told
    assert ("Inget resultat kan visas: för få har röstat." in room) is not is_told


def test_the_voting_needs_dots_and_something_to_vote_on(browser, ana, open_board):
    base = (
        f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{open_board.workshop_id}"
    )
    desk = browser(ana)
    empty = desk.post(f"{base}/voting", {"dots": "3", "per_target": "1"})
    assert empty.status_code == 409
    desk.post(f"{base}/writing-end")
    for dots in ("0", "21", "tre", ""):
        response = desk.post(f"{base}/voting", {"dots": dots, "per_target": "1"})
        assert response.status_code == 422, dots
