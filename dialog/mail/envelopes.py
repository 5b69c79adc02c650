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

SIGNED = re.compile(r"\+([0-9]{1,12})-([0-9a-f]{16})@", re.IGNORECASE)
# An enhanced status code (RFC 3463), and not a part of an IP address.
STATUS = re.compile(r"(?<![\d.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?!\.?\d)")
NOTHING_SAID = "5.0.0"
# The codes that say that the address is gone: no such mailbox, host or syntax; moved; unknown to the
# system (as one large provider writes it); shut; said of an unknown mailbox by another; no route.
DEAD = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.1", "5.4.4"}
# The same in words, for servers that give no such code.
GONE = re.compile(
    r"no such|unknown (?:user|recipient|address|mailbox)|(?:user|recipient|mailbox) unknown"
    r"|not exist|n[o']t found|invalid (?:recipient|mailbox|address)|no mailbox|unrouteable",
    re.IGNORECASE,
)


def sender_of(letter: Letter, settings: Settings) -> str:
    """Who stands on the envelope, and so where the letter comes back to."""
    if not settings.bounce_address:
        return parseaddr(settings.mail_from)[1]
    name, _at, host = settings.bounce_address.partition("@")
    return f"{name}+{letter.id}-{_sign(letter, settings)}@{host}"


def signed_in(addresses: str) -> Iterator[tuple[int, str]]:
    """Number and sign of each letter whose envelope address seems to stand in this text."""
    for number, sign in SIGNED.findall(addresses):
        yield int(number), sign.lower()


def is_sign_of(sign: str, letter: Letter, settings: Settings) -> bool:
    """Whether the envelope address was really this letter's."""
    return hmac.compare_digest(sign, _sign(letter, settings))


def _sign(letter: Letter, settings: Settings) -> str:
    """64 bits, in small letters: servers on the way may fold what stands before the @."""
    message = f"returned\x1f{letter.id}\x1f{letter.message_id}".encode()
    return hmac.new(settings.link_key, message, hashlib.sha256).hexdigest()[:16]


def status_in(text: str) -> str:
    """The first enhanced status code in a text, like 5.1.1; "" when there is none."""
    found = STATUS.search(text)
    return found.group() if found else ""


def is_dead(status: str, words: str = "") -> bool:
    """Whether nothing sent to the address will ever arrive, by its code, or by the words beside it.

    All else that is refused may be our own fault, or a full mailbox's, and says nothing of it.
    """
    if status in ("", NOTHING_SAID):
        return GONE.search(words) is not None
    return status in DEAD
