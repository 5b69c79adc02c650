"""C4: whether something is open is asked in the transaction that writes. Closing and sending at once."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from dialog.contributions.models import Contribution
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.survey.models import Answer, Receipt, Survey
from dialog.web import clock
from dialog.workshop import codes, operations, queries
from dialog.workshop.models import Card
from tests.people import party
from tests.survey.respondents import Phone, asked, association, make_survey
from tests.workshop.conftest import Phone as Device

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.browser import Browser

Sent = tuple["Browser", str, dict[str, str]]


def all_at_once(app, sent: Iterable[Sent]) -> list[int]:
    """What each is answered who presses at the same moment."""
    everything = list(sent)

    def press(one: Sent) -> int:
        visitor, path, form = one
        answer = visitor.client.post(
            path, data=form, headers={"Sec-Fetch-Site": "same-origin"}, base_url=visitor.base
        )
        return answer.status_code

    db.session.commit()
    with ThreadPoolExecutor(len(everything)) as pool:
        return list(pool.map(press, everything))


@pytest.mark.parametrize("closes", [0, 3, 6])
def test_what_comes_in_as_the_survey_closes_is_counted_or_refused(
    app, dialogue, ana, browser, closes
):
    survey = make_survey(dialogue, ana, mode="confidential")
    names = [f"Namn{number} Ek" for number in range(6)]
    phones = [
        Phone(browser(), asked(survey, association(name, name, by=ana)[0], by=ana))
        for name in names
    ]
    for number, phone in enumerate(phones):
        phone.answer_all(f"Önskan {number}")
    address = f"/processes/{dialogue.slug}/surveys/{survey.id}/closing"
    sent = [
        (phone.browser, f"{phone.base}/review", {"page-code": phone.hidden("page-code")})
        for phone in phones
    ]
    sent.insert(closes, (browser(ana), address, {}))
    statuses = all_at_once(app, sent)
    closed = statuses.pop(closes)
    assert closed == 303
    assert set(statuses) <= {200, 404, 409}
    db.session.expire_all()
    assert db.session.get_one(Survey, survey.id).closed_at is not None
    taken = statuses.count(200)
    texts = select(func.count()).select_from(Contribution)
    unread = select(func.count()).where(Answer.text.is_not(None), Answer.contribution_id.is_(None))
    assert db.session.scalar(select(func.count()).select_from(Receipt)) == taken
    assert db.session.scalar(texts) == taken
    assert db.session.scalar(unread) == 0


def test_what_is_written_as_the_board_closes_hangs_there_or_is_refused(app, dialogue, ana, browser):
    workshop = operations.create_workshop(
        dialogue, "Kväll", question="Vad?", columns=["Allt"], by=ana, now=clock.now()
    )
    activity = queries.activity_of(workshop.id)
    assert activity is not None
    operations.open_board(activity, by=ana, now=clock.now())
    db.session.commit()
    column = queries.board_of(activity).columns[0].id
    side, code = party(dialogue, PartyKind.ASSOCIATION), codes.code_of(activity.workshop)
    devices = [Device(app, activity) for _ in range(6)]
    for device in devices:
        assert device.join(code, side.id).status_code == 303
    sent: list[Sent] = []
    for number, device in enumerate(devices):
        form = {"text": f"lapp {number}", "column": str(column), "client_id": str(uuid.uuid4())}
        sent.append((device, f"{device.home}/notes", form))
    address = f"/processes/{dialogue.slug}/workshops/{workshop.id}/closing"
    sent.insert(3, (browser(ana), address, {}))
    statuses = all_at_once(app, sent)
    assert statuses.pop(3) == 303
    assert set(statuses) <= {303, 409}
    assert db.session.scalar(select(func.count()).select_from(Card)) == statuses.count(303)
    assert len(queries.board_of(activity).notes) == statuses.count(303)
