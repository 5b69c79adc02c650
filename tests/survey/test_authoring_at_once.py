"""Two write the same survey at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from dialog.accounts.access import COOKIE
from dialog.accounts.models import Person
from dialog.accounts.operations import sign_in
from dialog.extensions import db
from dialog.process.models import Process
from dialog.survey import queries
from dialog.survey.models import Survey
from dialog.web import clock
from tests.browser import Browser
from tests.people import NOW
from tests.survey.authors import base, written_survey

Start = Callable[..., Browser]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def survey(browser: Start, ana: Person, dialogue: Process) -> Survey:
    return written_survey(browser(ana), dialogue)


def test_two_who_save_different_questions_at_the_same_moment(
    app: Flask, ana: Person, survey: Survey
) -> None:
    """Each is drawn from the same version; neither takes the other's words away."""
    _session, token = sign_in(ana, now=clock.now())
    version = str(queries.current_version(survey).number)
    where = f"{base(survey)}/questions"
    host = app.config["SETTINGS"].base_url
    db.session.commit()
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"{COOKIE}={token}"}
    long = {"version": version, "kind": "long", "text_sv": "Var tar det stopp i dag?"}
    scale = {"version": version, "kind": "scale", "text_sv": "Hur lätt?", "options_sv": "A\nB"}
    start, statuses = threading.Barrier(2), []

    def save(key: str, data: dict[str, str]) -> None:
        client = app.test_client(use_cookies=False)
        start.wait()
        answer = client.post(f"{where}/{key}", data=data, headers=headers, base_url=host)
        statuses.append(answer.status_code)

    people = [
        threading.Thread(target=save, args=("var_tar_det_stopp", long)),
        threading.Thread(target=save, args=("hur_latt_ar_det", scale)),
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert statuses == [303, 303]
    db.session.expire_all()
    texts = [question.text["sv"] for question in queries.definition_of(survey).questions]
    assert texts == ["Hur lätt?", "Var tar det stopp i dag?"]
