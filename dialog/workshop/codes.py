"""The way in: a short code for fingers and a long token for cameras.

Neither is stored. Both are derived from the link key, the workshop and the moment until which they
hold, so that a new moment makes new ones; the database keeps only what recognises them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from dialog import tokens

if TYPE_CHECKING:
    from dialog.workshop.models import Workshop

# Without 0 1 5 B I L O S: no two of these are mistaken for each other on a wall.
ALPHABET = "2346789ACDEFGHJKMNPQRTUVWXYZ"
LENGTH = 6
TOKEN_LENGTH = 22  # 132 bits


def _generation(workshop: Workshop) -> int:
    return round(workshop.code_until.timestamp() * 1000) if workshop.code_until else 0


def code_of(workshop: Workshop) -> str:
    """The code that opens now, as six characters; empty when none does."""
    if workshop.code_until is None:
        return ""
    secret = tokens.derive("workshop-code", workshop.id, _generation(workshop))
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest())
    signs = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


def in_groups(code: str) -> str:
    """As it is shown: two groups of three."""
    return f"{code[:3]} {code[3:]}"


def token_of(workshop: Workshop) -> str:
    """What the QR code leads to; empty when nothing does."""
    if workshop.code_until is None:
        return ""
    return tokens.derive("workshop-qr", workshop.id, _generation(workshop))[:TOKEN_LENGTH]


def typed(text: str) -> str:
    """A code as somebody typed it, in the form it is compared in."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[: LENGTH * 2]


def code_hash(code: str) -> str:
    """What the database keeps of a code. With the key, for six characters are soon guessed."""
    return tokens.digest(tokens.derive(f"workshop-code-check {typed(code)}", 0))


def token_hash(token: str) -> str:
    return tokens.digest(token)
