"""A letter that has come back is read: which it was, and whether its address is dead.

What comes to the envelope's address are reports of delivery (RFC 3464), and also answers that
people's programs give by themselves. Only the first say anything about an address.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import select

from dialog.extensions import db
from dialog.mail import envelopes, operations, refusals
from dialog.mail.models import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LONGEST = 1024 * 1024  # bytes; the report stands first, what is quoted of the letter after it
WHERE_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
OUR_NUMBER = re.compile(rb"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
NUMBERS_AT_MOST = 20


class Verdict(StrEnum):
    """What a letter that came in says about one that was sent."""

    DEAD = "dead"  # it came back, and nothing will ever arrive there
    RETURNED = "returned"  # it came back; a later one may arrive
    DELAYED = "delayed"  # it is still on its way
    REPLY = "reply"  # no report: a person's answer, or a machine's
    UNKNOWN = "unknown"  # about no letter from here


def take_back(raw: bytes, now: datetime) -> Verdict:
    """Read one letter that came in, and note what it says about the one it is about."""
    raw = raw[:LONGEST]
    message = message_from_bytes(raw, policy=policy.default)
    letter = _letter(message, raw)
    if letter is None:
        return Verdict.UNKNOWN
    action, status = _report(message)
    if not action:
        return Verdict.REPLY
    if action != "failed":
        return Verdict.DELAYED
    operations.returned(letter, f"returned {status}", now)
    if not envelopes.is_dead(status):
        return Verdict.RETURNED
    refusals.tell(letter.to_address, now)
    return Verdict.DEAD


def _letter(message: EmailMessage, raw: bytes) -> Letter | None:
    """By the address it came to; else by our own number, quoted from the letter."""
    settings = current_app.config["SETTINGS"]
    headers = " ".join(str(one) for name in WHERE_TO for one in message.get_all(name, []))
    for number in envelopes.letters_in(headers, settings):
        letter = db.session.get(Letter, number)
        if letter is not None:
            return letter
    quoted = [number.decode() for number in OUR_NUMBER.findall(raw)[:NUMBERS_AT_MOST]]
    return db.session.scalars(
        select(Letter).where(Letter.message_id.in_(quoted)).order_by(Letter.id).limit(1)
    ).first()


def _report(message: EmailMessage) -> tuple[str, str]:
    """What became of it and why: ("failed", "5.1.1"); ("", "") where this is no report."""
    told = [(action, status) for action, status in _recipients(message) if action]
    if told:
        return next((one for one in told if one[0] == "failed"), told[0])
    if message["X-Failed-Recipients"]:  # one well-known server's way before there were reports
        body = message.get_body(("plain",))
        words = body.get_content() if body is not None else ""
        return "failed", envelopes.status_in(words) or envelopes.NOTHING_SAID
    return "", ""


def _recipients(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """Action and status of each recipient in the report."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.iter_parts():
            action = str(block.get("Action", "")).strip().lower()
            status = envelopes.status_in(str(block.get("Status", "")))
            if status in ("", envelopes.NOTHING_SAID):
                said = envelopes.status_in(str(block.get("Diagnostic-Code", "")))
                status = said or envelopes.NOTHING_SAID
            yield action, status
