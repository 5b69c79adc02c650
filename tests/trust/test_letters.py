"""J5: a letter leaves once, or the outbox says that nobody knows; a refused address is not used again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from dialog.accounts.models import LinkPurpose
from dialog.accounts.operations import RESET_FOR, make_link
from dialog.config import ROOT
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.mail.models import Letter, LetterState
from dialog.mail.operations import ATTEMPTS, UNCERTAIN_AFTER, post, send_again
from dialog.mail.sending import send_waiting
from dialog.register.models import Contact
from dialog.web import clock
from tests.survey.respondents import association
from tests.trust.postbox import write

LETTERS = 500
KILLS = (40, 130, 260, 330, 420)  # letters that have arrived when the sender is killed


def test_of_five_hundred_letters_each_leaves_once_however_often_the_sender_is_killed(
    app, ana, postbox, browser, adam
):
    write(ana, *[f"n{number}@forening.example" for number in range(LETTERS)])
    settings = app.config["SETTINGS"]
    environment = {
        **os.environ,
        "RADSLAG_DATA_DIR": str(settings.data_dir),
        "RADSLAG_DATABASE_URL": settings.database_url,
        "RADSLAG_SMTP_URL": settings.smtp_url,
    }
    sender = subprocess.Popen(
        [sys.executable, "-m", "tests.trust.emptying"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sender.stdout is not None
    living = [int(sender.stdout.readline())]

    def kill(arrived: int) -> None:
        if arrived in KILLS:
            os.kill(living[-1], signal.SIGKILL)

    postbox.on_arrival = kill
    for line in sender.stdout:  # until one has come to its end
        living.append(int(line))
    assert sender.wait(60) == 0
    sender.stdout.close()
    assert len(living) == len(KILLS) + 1
    db.session.expire_all()
    letters = db.session.scalars(select(Letter)).all()
    host = "@localhost.example>"
    arrived = {letter.id: postbox.taken[f"<{letter.message_id}{host}"] for letter in letters}
    states = Counter(letter.state for letter in letters)
    assert max(postbox.taken.values()) == 1
    assert postbox.taken.total() == sum(arrived.values())
    assert all(arrived[letter.id] == 1 for letter in letters if letter.state is LetterState.SENT)
    assert set(states) <= {LetterState.SENT, LetterState.CLAIMED}
    assert states.total() == LETTERS
    assert 1 <= states[LetterState.CLAIMED] <= len(KILLS)
    page = browser(adam).get("/outbox?state=claimed").text
    assert page.count("Osäkert") >= states[LetterState.CLAIMED]
    assert send_waiting() == 0  # nobody sends an uncertain letter again but a person
    unsure = next(letter for letter in letters if letter.state is LetterState.CLAIMED)
    with pytest.raises(Refusal):
        send_again(unsure, clock.now())
    send_again(unsure, clock.now() + UNCERTAIN_AFTER)
    db.session.commit()
    assert send_waiting() == 1


def test_a_letter_about_what_was_not_done_is_never_sent(ana, postbox):
    """It is written in the transaction of the act it tells of, and goes away with it."""
    link = make_link(ana, LinkPurpose.RESET, lasts=RESET_FOR, now=clock.now())
    post("a@forening.example", "staff_reset", language="sv", cause="account", now=clock.now(),
         link=("staff", link.id), name="Anna Ek")  # fmt: skip
    db.session.rollback()
    assert send_waiting() == 0
    assert db.session.scalars(select(Letter)).all() == []
    assert postbox.taken.total() == 0


def test_a_line_that_breaks_when_the_letter_was_taken_leaves_it_uncertain(ana, postbox):
    [letter] = write(ana)
    postbox.breaks = True
    assert send_waiting() == 0
    assert (letter.state, postbox.taken.total()) == (LetterState.CLAIMED, 1)
    postbox.breaks = False
    assert send_waiting() == 0


def test_a_server_that_does_not_answer_is_asked_again_at_longer_and_longer_intervals(app, ana):
    usual = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(usual, smtp_url="smtp://127.0.0.1:9")  # nobody listens there
    [letter] = write(ana)
    waits = []
    with time_machine.travel(clock.now(), tick=False) as now:
        for _attempt in range(ATTEMPTS):
            assert send_waiting() == 0
            waits.append((letter.not_before or clock.now()) - clock.now())
            assert send_waiting() == 0  # not yet
            now.shift(waits[-1] + timedelta(seconds=1))
    app.config["SETTINGS"] = usual
    assert waits[:-1] == sorted(set(waits[:-1]))
    assert letter.state is LetterState.FAILED
    assert letter.attempts == ATTEMPTS


def test_an_address_that_is_refused_for_good_is_marked_and_one_that_must_wait_is_not(
    adam, ana, browser, postbox
):
    gone, later = association("Byalaget", "Torsten Ahl", "Märta Ek", by=ana)
    postbox.refuses = {str(gone.email): "550 no such mailbox", str(later.email): "450 try later"}
    letters = write(ana, *postbox.refuses)
    send_waiting()
    assert [letter.state for letter in letters] == [LetterState.FAILED, LetterState.WAITING]
    db.session.expire_all()
    marked = db.session.scalars(select(Contact.id).where(Contact.bounced_at.is_not(None))).all()
    assert marked == [gone.id]
    page = browser(adam).get(f"/register/{gone.organisation_id}").text
    assert "Brev kommer tillbaka" in page
    assert "550" not in page
    postbox.refuses = {}
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        assert send_waiting() == 1


def test_a_letter_says_what_it_is_and_that_a_machine_wrote_it(ana, postbox):
    write(ana, "a@forening.example", "b@forening.example")
    assert send_waiting() == 2
    assert len(postbox.taken) == 2
    assert all(count == 1 and one.count("@") == 1 for one, count in postbox.taken.items())


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://radslag.by.example", "radslag.by.example"),
        ("http://127.0.0.1:8000", "[127.0.0.1]"),
        ("http://[::1]:8000", "[IPv6:::1]"),
    ],
)
def test_the_mail_server_is_told_our_own_name(app, ana, postbox, address, name):
    """Without asking the name service, which may be slow or not there at all."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], base_url=address)
    write(ana)
    assert send_waiting() == 1
    assert postbox.told == name
