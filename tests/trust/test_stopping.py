"""J5: what has not begun to leave can be stopped, and what is stopped never leaves by itself."""

from __future__ import annotations

import threading
from collections import Counter

from dialog.extensions import db
from dialog.mail.models import LetterState
from dialog.mail.sending import send_waiting
from tests.trust.postbox import write


def test_adam_stops_one_letter_or_all_and_sends_again(adam, ana, browser, postbox):
    letters = write(ana, *[f"n{number}@forening.example" for number in range(4)])
    visit = browser(adam)
    assert "4 brev väntar" in visit.get("/outbox").text
    visit.post(f"/outbox/{letters[0].id}/stopping")
    assert send_waiting(at_most=1) == 1
    late = visit.post(f"/outbox/{letters[1].id}/stopping")
    assert "Brevet hade redan börjat gå i väg" in visit.get(late.location).text
    rest = visit.post("/outbox/stopping")
    assert "2 brev stoppades innan de gick i väg" in visit.get(rest.location).text
    assert send_waiting() == 0
    db.session.expire_all()
    assert [letter.state.value for letter in letters] == ["stopped", "sent", "stopped", "stopped"]
    visit.post(f"/outbox/{letters[3].id}/sending")
    assert send_waiting() == 1
    again = visit.post("/outbox/sending")
    assert "2 brev ligger i kön igen" in visit.get(again.location).text
    assert send_waiting() == 2
    assert postbox.taken.total() == 4
    assert max(postbox.taken.values()) == 1


def test_what_is_stopped_while_letters_leave_never_leaves(app, ana, adam, browser, postbox):
    """The tenth letter is on the line when Adam stops the rest: who writes waits for no network."""
    letters = write(ana, *[f"n{number}@forening.example" for number in range(30)])
    on_the_line, stopped = threading.Event(), threading.Event()

    def arrives(number: int) -> None:
        if number == 10:
            on_the_line.set()
            stopped.wait(15)

    postbox.on_arrival = arrives

    def empties() -> None:
        with app.app_context():
            send_waiting()

    sender = threading.Thread(target=empties)
    sender.start()
    assert on_the_line.wait(30)
    said = browser(adam).post("/outbox/stopping")
    assert said.status_code == 303
    stopped.set()
    sender.join(60)
    db.session.expire_all()
    assert Counter(letter.state for letter in letters) == {
        LetterState.SENT: 10,
        LetterState.STOPPED: 20,
    }
    assert postbox.taken.total() == 10
