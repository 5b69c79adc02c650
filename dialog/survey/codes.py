"""The receipt's code: 24 unambiguous signs, 115 bits. Only its digest is kept."""

from __future__ import annotations

import hashlib
import random

# No 0 O 1 I L 5 S B: nothing that is read wrong on paper or over the telephone.
ALPHABET = "2346789ACDEFGHJKMNPQRTUVWXYZ"
LENGTH = 24
GROUP = 4


def new_code(chance: random.Random | None = None) -> str:
    """A code nobody has had: groups of four with spaces between."""
    chosen = chance or random.SystemRandom()
    return grouped("".join(chosen.choice(ALPHABET) for _ in range(LENGTH)))


def plain(text: str) -> str:
    """The signs of a code as somebody wrote it: capitals, without spaces and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def is_code(text: str) -> bool:
    """Whether `text` could be a code at all."""
    signs = plain(text)
    return len(signs) == LENGTH and set(signs) <= set(ALPHABET)


def grouped(text: str) -> str:
    """A code as it is shown: groups of four."""
    signs = plain(text)
    return " ".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def digest(text: str) -> str:
    """What the database keeps: SHA-256 of the plain signs."""
    return hashlib.sha256(plain(text).encode()).hexdigest()
