"""A collection of texts that grows one by one and says at once which are like a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from dialog.measures.ngrams import character_ngrams, sublinear

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.45
"""From this cosine on, a text is shown as like another. Measured on Swedish notes: best at .43."""


class Match(NamedTuple):
    """A text like the one asked about: its position, and the cosine within [0, 1]."""

    position: int
    score: float


class TextIndex:
    """Texts by position, in the order they came. Takes one, or compares one with thousands, in
    milliseconds. Not safe to change from several threads at once.

    Scores are exactly those of `near_duplicates` on the texts it holds and the new one together,
    whatever order they came in. Empty and punctuation-only texts keep a position and match nothing.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        import numpy as np

        self._numbers: dict[str, int] = {}
        """Per piece, its column."""
        self._texts_with = np.zeros(1024)
        """Per column, how many texts have the piece."""
        self._starts = [0]
        """Where each text begins in the two arrays that follow, and where the last one ends."""
        self._columns = np.zeros(1024, dtype=np.int32)
        self._weights = np.zeros(1024)
        self._removed: set[int] = set()
        for text in texts:
            self.add(text)

    def __len__(self) -> int:
        """The texts held, removed ones not counted."""
        return len(self._starts) - 1 - len(self._removed)

    def add(self, text: str) -> int:
        """Takes a text and returns its position, from 0."""
        counts = character_ngrams(text)
        start, end = self._starts[-1], self._starts[-1] + len(counts)
        columns = [self._numbers.setdefault(piece, len(self._numbers)) for piece in counts]
        self._texts_with = _with_room(self._texts_with, len(self._numbers))
        self._columns = _with_room(self._columns, end)
        self._weights = _with_room(self._weights, end)
        self._texts_with[columns] += 1
        self._columns[start:end] = columns
        self._weights[start:end] = [sublinear(count) for count in counts.values()]
        self._starts.append(end)
        return len(self._starts) - 2

    def remove(self, position: int) -> None:
        """Forgets a text; its position is not used again. ValueError when it is not there."""
        if position in self._removed or not 0 <= position < len(self._starts) - 1:
            raise ValueError(f"There is no text at position {position}.")
        span = slice(self._starts[position], self._starts[position + 1])
        self._texts_with[self._columns[span]] -= 1
        self._weights[span] = 0
        self._removed.add(position)

    def like(self, text: str, most: int = 3, threshold: float = ALIKE) -> list[Match]:
        """The texts most like this one, best first, at most `most`, with a cosine of at least
        `threshold`; those that came first go first where they are level."""
        import numpy as np

        scores = self._cosines(character_ngrams(text))
        found = np.flatnonzero(scores >= max(threshold, 1e-9)).tolist()
        matches = [Match(position, as_score(scores[position])) for position in found]
        return sorted(matches, key=lambda match: (-match.score, match.position))[:most]

    def _cosines(self, counts: Counter[str]) -> NDArray[np.float64]:
        """Per position, the cosine with a text that is counted as one more of the collection."""
        import numpy as np
        from scipy.sparse import csr_matrix

        known = {self._numbers[piece]: n for piece, n in counts.items() if piece in self._numbers}
        strange = [n for piece, n in counts.items() if piece not in self._numbers]
        texts, pieces, end = len(self) + 1, len(self._numbers), self._starts[-1]
        texts_with = self._texts_with[:pieces].copy()
        texts_with[list(known)] += 1
        rarity = np.log((1 + texts) / (1 + texts_with)) + 1
        wanted = np.zeros(pieces)
        wanted[list(known)] = [sublinear(count) for count in known.values()]
        wanted *= rarity
        rarest = log((1 + texts) / 2) + 1
        length = wanted @ wanted + sum((sublinear(count) * rarest) ** 2 for count in strange)
        where = (self._columns[:end], np.array(self._starts, dtype=np.int32))
        shape = (len(self._starts) - 1, pieces)
        weights = self._weights[:end]
        products = csr_matrix((weights, *where), shape=shape).dot(rarity * wanted)
        squares = csr_matrix((weights * weights, *where), shape=shape).dot(rarity * rarity)
        lengths = np.sqrt(np.asarray(squares) * length)
        return np.asarray(products) / np.where(lengths > 0, lengths, 1)


def as_score(cosine: float) -> float:
    """A cosine freed of the last decimals, which depend on the order of summing, not on the texts:
    texts that are level stay level."""
    return min(1.0, round(float(cosine), 12))


def _with_room(array: NDArray[Any], wanted: int) -> NDArray[Any]:
    """The array, or a copy twice as long or more, so that adding texts stays cheap."""
    import numpy as np

    if wanted <= len(array):
        return array
    return np.concatenate([array, np.zeros(max(wanted, len(array)), dtype=array.dtype)])
