"""Two who send at the very same time: one receipt, one response, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from dialog.extensions import db
from dialog.survey.models import Receipt, Response
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_two_browsers_of_one_seat_send_at_once(
    app: Flask, dialogue: Process, ana: Person, browser: Callable[..., Browser], mode: str
) -> None:
    survey = make_survey(dialogue, ana, mode=mode)
    kim, lo = (
        Phone(browser(), asked(survey, contact, by=ana))
        for contact in association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana)
    )
    kim.answer_all()
    lo.open_link().get("/review")
    sent = [(phone, f"{phone.base}/review", phone.hidden("page-code")) for phone in (kim, lo)] * 2

    def send(what: tuple[Phone, str, str]) -> int:
        phone, path, code = what
        return phone.browser.client.post(
            path,
            data={"page-code": code},
            headers={"Sec-Fetch-Site": "same-origin"},
            base_url=phone.browser.base,
        ).status_code

    db.session.commit()
    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(send, sent))
    assert set(answers) <= {200, 303}
    assert answers.count(200) == 2  # the page that won, and the same page sent again
    for model in (Receipt, Response):
        assert db.session.scalar(select(func.count()).select_from(model)) == 1
