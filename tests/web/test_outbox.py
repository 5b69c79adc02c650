"""The outbox says in words why a letter did not leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.extensions import db
from dialog.mail.operations import failed, post
from tests.people import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.accounts.models import Person
    from tests.browser import Browser


def test_adam_reads_why_a_letter_failed(adam: Person, browser: Callable[..., Browser]) -> None:
    for reason in ("the address was refused", "TimeoutError", "SMTPHeloError"):
        letter = post(
            "bo@by.example", "account", language="sv", cause="account", now=NOW, name="Bo"
        )
        letter.attempts = 1
        failed(letter, reason, NOW, for_good=reason != "TimeoutError")
    db.session.commit()
    page = browser(adam).get("/outbox").text
    assert "e-postservern tog inte emot adressen" in page
    assert "e-postservern svarar inte" in page
    assert "e-postservern kunde inte ta emot brevet (SMTPHeloError)" in page
    assert "the address was refused" not in page
