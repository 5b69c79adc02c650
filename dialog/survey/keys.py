"""Keys for questions, sections and options: made from their words, never used twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from dialog.survey.definition import OTHER

LETTERS = str.maketrans("åäöéüæø", "aaoeuao")
LONGEST = 28
# Words of the language of conditions, and the last part of an address of ours.
RESERVED = {"and", "or", "not", "contains", "new"}


def plain_words(text: str) -> str:
    """The first words of a text in a–z, 0–9 and underscores."""
    text = text.casefold().translate(LETTERS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", text).strip("_")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("_")[0] or words[:LONGEST]
    return words.strip("_")


def new_key(text: str, taken: Collection[str], *, fallback: str) -> str:
    """A key that says what it stands for and is not among `taken`."""
    base = plain_words(text) or fallback
    if base[0].isdigit():
        base = f"{fallback}_{base}"
    key, number = base, 2
    while key in taken or key in RESERVED or key == OTHER:
        key, number = f"{base}_{number}", number + 1
    return key
