"""Texts as weighted pieces of words: what makes rewordings of a short Swedish note recognisable."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHORTEST, LONGEST = 3, 5
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def character_ngrams(text: str) -> Counter[str]:
    """The runs of 3 to 5 characters within each word, its ends marked by a space, counted.

    Lower case and composed (NFC), so that "å" is one character however it was typed. A text without
    a letter or digit has none. The same pieces as scikit-learn's `char_wb` analyser gives.
    """
    composed = unicodedata.normalize("NFC", text).lower()
    counts: Counter[str] = Counter()
    if _LETTER_OR_DIGIT.search(composed):
        for word in composed.split():
            counts.update(_pieces(word))
    return counts


def sublinear(count: int) -> float:
    """The weight of a piece that occurs so often in one text: 1 + ln count."""
    return 1 + log(count)


class Vocabulary:
    """The pieces of a collection of texts, and how rare each is in it.

    A piece weighs (1 + ln count) × (ln((1 + texts) / (1 + texts with the piece)) + 1).
    Source: Salton and Buckley 1988, in the smoothed form of scikit-learn.
    """

    def __init__(self, counts: Sequence[Counter[str]]) -> None:
        import numpy as np

        seen: Counter[str] = Counter()
        for each in counts:
            seen.update(each.keys())
        self.numbers = {piece: number for number, piece in enumerate(seen)}
        texts_with = np.fromiter(seen.values(), dtype=float, count=len(seen))
        # What no text of the collection has is the rarest; it stands last, where -1 points.
        self.rarity = np.log((1 + len(counts)) / (1 + np.append(texts_with, 0.0))) + 1

    def vectors(self, counts: Sequence[Counter[str]]) -> csr_matrix:
        """One row per text over the pieces of the collection, of length 1; 0 without any piece.

        Pieces from outside the collection have no column, but make the rest of the row shorter, so
        that a text mostly made of them is like nothing.
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        numbers = self.numbers
        columns = np.array([numbers.get(piece, -1) for each in counts for piece in each], dtype=int)
        times = np.array([count for each in counts for count in each.values()], dtype=float)
        rows = np.repeat(np.arange(len(counts)), [len(each) for each in counts])
        weights = (1 + np.log(times)) * self.rarity[columns]
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(counts)))
        weights /= lengths[rows]
        known = columns >= 0
        where = (rows[known], columns[known])
        return csr_matrix((weights[known], where), shape=(len(counts), len(numbers)))


def text_vectors(texts: Sequence[str]) -> csr_matrix:
    """The vectors of a collection of texts by its own vocabulary."""
    counts = [character_ngrams(text) for text in texts]
    return Vocabulary(counts).vectors(counts)


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    marked = f" {word} "
    found: list[str] = []
    for length in range(SHORTEST, LONGEST + 1):
        found += [marked[i : i + length] for i in range(max(1, len(marked) - length + 1))]
        if len(marked) <= length:
            break  # a short word is one piece, not the same piece once per length
    return tuple(found)
