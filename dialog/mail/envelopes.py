"""The address a letter comes back to, one for each letter; and what a status code says.

An address of its own on the envelope (VERP) names the letter also when the server that returns it
quotes nothing. The sign in it can be made only here, so nobody else can call a letter returned.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from email.utils import parseaddr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialog.config import Settings
    from dialog.mail.models import Letter

SIGNED = re.compile(r"\+(\d{1,12})-([0-9a-f]{16})@", re.IGNORECASE)
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
NOTHING_SAID = "5.0.0"
# Of the codes of RFC 3463, those that are about the address: every x.1.x but the two about the
# sender's own; a mailbox that is shut; a place that is not there. 4.1 is what a large provider says
# of a mailbox that it does not know, 0.0 what is said where nothing more is.
ADDRESSES = "1"
OF_THE_SENDER = {("1", "7"), ("1", "8")}
DEAD = {("0", "0"), ("2", "1"), ("4", "1"), ("4", "4")}


def sender_of(letter: Letter, settings: Settings) -> str:
    """Who stands on the envelope, and so where the letter comes back to."""
    if not settings.bounce_address:
        return parseaddr(settings.mail_from)[1]
    name, _at, host = settings.bounce_address.partition("@")
    return f"{name}+{letter.id}-{_sign(letter.id, settings)}@{host}"


def letters_in(addresses: str, settings: Settings) -> Iterator[int]:
    """The numbers of the letters whose envelope addresses stand in this text."""
    for number, sign in SIGNED.findall(addresses):
        if hmac.compare_digest(sign.lower(), _sign(int(number), settings)):
            yield int(number)


def _sign(number: int, settings: Settings) -> str:
    """64 bits, in small letters: servers on the way may fold what stands before the @."""
    message = f"returned\x1f{number}".encode()
    return hmac.new(settings.link_key, message, hashlib.sha256).hexdigest()[:16]


def status_in(text: str) -> str:
    """The first enhanced status code (RFC 3463) in a text, like 5.1.1; "" when there is none."""
    found = STATUS.search(text)
    return found.group() if found else ""


def is_dead(status: str) -> bool:
    """Whether nothing sent to the address will ever arrive: permanent, and about the address."""
    kind, subject, detail = status.split(".")
    if kind != "5" or (subject, detail) in OF_THE_SENDER:
        return False
    return subject == ADDRESSES or (subject, detail) in DEAD
