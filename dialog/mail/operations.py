"""Put a letter in the outbox, send it, try again.

A letter is written in the transaction of the act that caused it; a job sends it afterwards. The
outbox holds no link: the place for it is filled as the letter leaves.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.mail.models import Letter
from dialog.mail.queries import WAITING
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

ATTEMPTS = 5
# A letter claimed by a sender that died is uncertain after this long.
UNCERTAIN_AFTER = timedelta(minutes=10)


def post(
    to: str,
    template: str,
    *,
    language: str,
    cause: str,
    now: datetime,
    link: tuple[str, int] | None = None,
    **parameters: str | int,
) -> Letter:
    """Put a letter in the outbox. `template` names templates/mail/<template>.txt.

    `link` is (purpose, number) of the secret link that is filled in as the letter leaves; `cause`
    is a short word for why it was written, shown in the outbox.
    """
    kept: dict[str, Any] = dict(parameters)
    if link is not None:
        kept["link"] = list(link)
    letter = Letter(
        message_id=str(uuid.uuid4()),
        to_address=to,
        language=language,
        template=template,
        parameters=kept,
        cause=cause,
        created_at=now,
        attempts=0,
    )
    db.session.add(letter)
    return letter


def next_to_send(now: datetime) -> Letter | None:
    """The oldest letter that waits and whose time has come."""
    return db.session.scalars(
        select(Letter)
        .where(*WAITING, (Letter.not_before.is_(None)) | (Letter.not_before <= now))
        .order_by(Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def claim(letter: Letter, now: datetime) -> None:
    letter.claimed_at = now
    letter.attempts += 1


def sent(letter: Letter, now: datetime) -> None:
    letter.sent_at = now
    if letter.returned_at is None:  # some servers are quick to give it back
        letter.last_error = None


def failed(letter: Letter, reason: str, now: datetime, *, for_good: bool) -> None:
    """The letter did not leave. Tried again later, unless it failed for good or too often."""
    letter.last_error = reason[:300]
    letter.claimed_at = None
    if for_good or letter.attempts >= ATTEMPTS:
        letter.failed_at = now
    else:
        letter.not_before = now + timedelta(minutes=2**letter.attempts)


def send_again(letter: Letter, now: datetime) -> None:
    """Back in the queue, because a person asked for it."""
    if letter.sent_at is not None:
        raise Refusal(_("The letter has already left."))
    if letter.claimed_at is not None and now - letter.claimed_at < UNCERTAIN_AFTER:
        raise Refusal(_("The letter is being sent just now. Wait ten minutes."))
    letter.failed_at = None
    letter.claimed_at = None
    letter.stopped_at = None
    letter.not_before = None
    letter.last_error = None
    letter.attempts = 0


def send_stopped_again(now: datetime) -> int:
    """Every letter that was stopped is in the queue again. How many they were."""
    stopped = db.session.scalars(select(Letter).where(Letter.stopped_at.is_not(None))).all()
    for letter in stopped:
        send_again(letter, now)
    return len(stopped)


def stop(letters: Iterable[int] | None, now: datetime) -> int:
    """The letters of these numbers, or all, that have not begun to leave stay. How many they were.

    One that is being handed over at this very moment leaves: nobody can call it back.
    """
    chosen = () if letters is None else (Letter.id.in_(letters),)
    stopped = db.session.scalars(
        update(Letter).where(*WAITING, *chosen).values(stopped_at=now).returning(Letter.id)
    )
    return len(stopped.all())


def write_anew(
    letter: Letter,
    to: str,
    template: str,
    *,
    language: str,
    now: datetime,
    **parameters: str | int,
) -> None:
    """A letter that was stopped says this instead, and waits again. Its link is the same."""
    letter.to_address = to
    letter.template = template
    letter.language = language
    letter.parameters = {"link": letter.parameters["link"], **parameters}
    letter.created_at = now
    send_again(letter, now)


def returned(letter: Letter, reason: str, now: datetime) -> None:
    """The letter came back. So it had left, also where nobody saw that it did."""
    letter.sent_at = letter.sent_at or letter.claimed_at or now
    letter.failed_at = None
    letter.stopped_at = None
    letter.returned_at = now
    letter.last_error = reason[:300]
