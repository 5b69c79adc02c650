"""A letter that has come back is read: which it was, and whether its address is dead.

What comes to the envelope's address are reports of delivery (RFC 3464), and also answers that
people's programs give by themselves. Only the first say anything about an address. Anybody can send
to it, so nothing here is more than read: the library's oldest parser takes everything for text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import select

from dialog.extensions import db
from dialog.mail import envelopes, operations, refusals
from dialog.mail.models import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message

LONGEST = 1024 * 1024  # bytes; the report stands first, what is quoted of the letter after it
WHERE_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
OUR_NUMBER = re.compile(rb"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
NUMBERS_AT_MOST = 20
REPORTS = ("message/delivery-status", "message/global-delivery-status")
FAILED = "failed"


class Verdict(StrEnum):
    """What a letter that came in says about one that was sent."""

    DEAD = "dead"  # it came back, and nothing will ever arrive there
    RETURNED = "returned"  # it came back; a later one may arrive
    DELAYED = "delayed"  # it is still on its way
    REPLY = "reply"  # no report: a person's answer, or a machine's
    UNKNOWN = "unknown"  # about no letter from here


@dataclass(frozen=True)
class Fate:
    """What became of a letter to one recipient. `who` is "" where the report does not say."""

    action: str
    status: str
    words: str
    who: str = ""

    def kills(self, address: str) -> bool:
        """Whether the address itself is gone, and not one that it sends its letters on to."""
        is_it = not self.who or address.casefold() in self.who.casefold()
        return is_it and envelopes.is_dead(self.status, self.words)


def take_back(raw: bytes, now: datetime) -> Verdict:
    """Read one letter that came in, and note what it says about the one it is about."""
    raw = raw[:LONGEST]
    try:
        message = message_from_bytes(raw)
        letter, fates = _letter(message, raw), list(_fates(message))
    except RecursionError:  # parts within parts within parts: no mail server writes so
        return Verdict.UNKNOWN
    if letter is None:
        return Verdict.UNKNOWN
    if not fates:
        return Verdict.REPLY
    failed = [fate for fate in fates if fate.action == FAILED]
    if not failed:
        return Verdict.DELAYED
    killing = next((fate for fate in failed if fate.kills(letter.to_address)), None)
    operations.returned(letter, f"returned {(killing or failed[0]).status}", now)
    if killing is None:
        return Verdict.RETURNED
    refusals.tell(letter.to_address, now)
    return Verdict.DEAD


def _letter(message: Message, raw: bytes) -> Letter | None:
    """By the address it came to; else by our own number, quoted from the letter."""
    settings = current_app.config["SETTINGS"]
    headers = " ".join(str(one) for name in WHERE_TO for one in message.get_all(name, []))
    for number, sign in envelopes.signed_in(headers):
        letter = db.session.get(Letter, number)
        if letter is not None and envelopes.is_sign_of(sign, letter, settings):
            return letter
    quoted = [number.decode() for number in OUR_NUMBER.findall(raw)[:NUMBERS_AT_MOST]]
    return db.session.scalars(
        select(Letter).where(Letter.message_id.in_(quoted)).order_by(Letter.id).limit(1)
    ).first()


def _fates(message: Message) -> Iterator[Fate]:
    """What the report says of each recipient; nothing where it is no report."""
    told = False
    for block in _blocks(message):
        action = str(block.get("Action", "")).strip().lower()
        if action:
            told = True
            yield _fate(action, block)
    if not told and message["X-Failed-Recipients"]:  # as one server writes without a report
        words = " ".join(
            _text(part) for part in message.walk() if part.get_content_type() == "text/plain"
        )
        who = str(message["X-Failed-Recipients"])
        yield Fate(FAILED, envelopes.status_in(words) or envelopes.NOTHING_SAID, words, who)


def _fate(action: str, block: Message) -> Fate:
    words = str(block.get("Diagnostic-Code", ""))
    status = envelopes.status_in(str(block.get("Status", "")))
    if status in ("", envelopes.NOTHING_SAID):
        status = envelopes.status_in(words) or envelopes.NOTHING_SAID
    who = " ".join(str(block.get(name, "")) for name in ("Final-Recipient", "Original-Recipient"))
    return Fate(action, status, words, who.strip())


def _blocks(message: Message) -> Iterator[Message]:
    """The groups of lines in the report: one for the server, then one for each recipient."""
    for part in message.walk():
        if part.get_content_type() not in REPORTS:
            continue
        inner: Any = part.get_payload()
        for block in inner if isinstance(inner, list) else ():
            yield block
            # Only the older of the two kinds of report is taken apart by the library.
            rest = block.get_payload()
            for lines in rest.split("\n\n") if isinstance(rest, str) else ():
                yield message_from_string(lines.strip())


def _text(part: Message) -> str:
    found = part.get_payload(decode=True)
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else ""
