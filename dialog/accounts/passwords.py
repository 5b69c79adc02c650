"""Passwords: argon2id, long rather than odd."""

from __future__ import annotations

import os
from functools import cache

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

from dialog.texts import gettext as _

SHORTEST = 12
LONGEST = 128
OBVIOUS = ("lösenord", "losenord", "password", "radslag", "rådslag", "kommun", "123456", "qwerty")

# Tests hash hundreds of passwords; there a cheap profile is enough. Never elsewhere.
_CHEAP = os.environ.get("RADSLAG_TEST_CHEAP_PASSWORDS") == "1"
_hasher = PasswordHasher.from_parameters(
    profiles.CHEAPEST if _CHEAP else profiles.RFC_9106_LOW_MEMORY
)


def complaint(password: str, *own_words: str) -> str:
    """Why `password` will not do, as a sentence; empty when it will."""
    if len(password) < SHORTEST:
        return _(
            "The password needs at least %(least)s characters. Four words will do.", least=SHORTEST
        )
    if len(password) > LONGEST:
        return _("The password may have at most %(most)s characters.", most=LONGEST)
    plain = password.casefold()
    words = [word.casefold() for word in own_words if len(word) > 3]
    left = plain
    for word in (*OBVIOUS, *words):
        left = left.replace(word, "")
    if len(set(plain)) < 5 or len(left) < 6:
        return _("That password is too easy to guess. Choose other words.")
    return ""


def hashed(password: str) -> str:
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    """What is compared with when there is no such account, so that it takes as long."""
    return _hasher.hash("nobody has this password")


def matches(password: str, stored: str | None) -> bool:
    """True when `password` is the one that was stored. Takes as long when there is none."""
    try:
        _hasher.verify(stored or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
