"""Which short texts say nearly the same, and what people might want to call or group them.

Near-duplicates can be found; themes can not, without a model of the language. So everything here is
a suggestion that a person takes or leaves: nothing is merged, moved or named by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dialog.measures.naming import name_group
from dialog.measures.ngrams import Vocabulary, character_ngrams, text_vectors
from dialog.measures.text_index import ALIKE, Match, TextIndex, as_score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = [
    "ALIKE",
    "Grouping",
    "Match",
    "Pair",
    "Suggestion",
    "TextIndex",
    "ThemeSuggester",
    "like",
    "name_group",
    "near_duplicates",
    "suggest_groups",
    "suggest_themes",
]

GROUP_WITHIN = 0.85
"""Notes are put in one suggested group up to this average cosine distance."""

ROWS_AT_ONCE = 250
"""Rows of the table of all pairs that are held at a time."""


class Pair(NamedTuple):
    """Two texts by position, the first before the second, and their cosine within [0, 1]."""

    first: int
    second: int
    score: float


class Grouping(NamedTuple):
    """Suggested groups of at least two positions, largest first, and everything left over."""

    groups: list[list[int]]
    ungrouped: list[int]


class Suggestion(NamedTuple):
    """A theme a text may belong to, and the cosine with its examples within [0, 1]."""

    theme: str
    score: float


def near_duplicates(texts: Sequence[str], threshold: float = ALIKE) -> list[Pair]:
    """Pairs of texts that say nearly the same, most alike first, ties by position.

    Cosine of TF-IDF weighted runs of 3 to 5 characters, at least `threshold`. Rewordings that
    share words are found; paraphrases in other words are not. Texts without a letter or digit are
    in no pair. Needs memory for a few hundred rows of all pairs at a time.
    Source: Salton and Buckley 1988 (see `ngrams.Vocabulary`).
    """
    import numpy as np

    vectors = text_vectors(texts)
    pairs: list[Pair] = []
    for start in range(0, len(texts), ROWS_AT_ONCE):
        # Each pair once: a block of texts with itself and those that come after it.
        block = (vectors[start : start + ROWS_AT_ONCE] @ vectors[start:].T).toarray()
        block[block < max(threshold, 1e-9)] = 0
        for row, column in zip(*np.nonzero(np.triu(block, 1)), strict=True):
            score = as_score(block[row, column])
            pairs.append(Pair(start + int(row), start + int(column), score))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def like(text: str, texts: Sequence[str], most: int = 3, threshold: float = ALIKE) -> list[Match]:
    """The texts most like a new one; see `TextIndex`, which keeps them ready between questions."""
    return TextIndex(texts).like(text, most, threshold)


def suggest_groups(texts: Sequence[str], within: float = GROUP_WITHIN) -> Grouping:
    """Small groups of texts that may belong together, to be confirmed by a person.

    Agglomerative clustering, average linkage, on cosine distance up to `within` (0–1): measured on
    Swedish notes, half of them end up in groups, four in five of those rightly. Texts without a
    letter or digit are left over. Needs memory for all pairs: for thousands of notes, not more.
    Source: average linkage, Sokal and Michener 1958; computed by scipy.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    vectors = text_vectors(texts)
    worded = [i for i in range(len(texts)) if vectors.indptr[i] < vectors.indptr[i + 1]]
    if len(worded) < 2:
        return Grouping([], list(range(len(texts))))
    labels = fcluster(linkage(_distances(vectors[worded]), "average"), within, "distance")
    members: dict[int, list[int]] = {}
    for position, label in zip(worded, labels.tolist(), strict=True):
        members.setdefault(label, []).append(position)
    groups = sorted((g for g in members.values() if len(g) > 1), key=lambda g: (-len(g), g))
    grouped = {position for group in groups for position in group}
    return Grouping(groups, [i for i in range(len(texts)) if i not in grouped])


def suggest_themes(
    text: str, examples: Mapping[str, Sequence[str]], most: int = 3
) -> list[Suggestion]:
    """Themes the text may belong to, by how like it is to texts people have put in each.

    `examples` gives each theme its texts. Measured with five examples per theme: the right theme is
    first in 55 of 100, among three in 78. So it is a suggestion, never a coding. At most `most`,
    best first; none for a text without words or like nothing. For many texts: `ThemeSuggester`.
    """
    return ThemeSuggester(examples).suggest(text, most)


class ThemeSuggester:
    """Coded examples made ready for many questions: the nearest centroid (Rocchio 1971)."""

    def __init__(self, examples: Mapping[str, Sequence[str]]) -> None:
        import numpy as np

        self._themes = [theme for theme, texts in examples.items() if len(texts)]
        counts = {theme: [character_ngrams(t) for t in examples[theme]] for theme in self._themes}
        self._vocabulary = Vocabulary([count for each in counts.values() for count in each])
        centroids = [
            np.asarray(self._vocabulary.vectors(each).sum(axis=0)).ravel()
            for each in counts.values()
        ]
        self._centroids = [each / (np.linalg.norm(each) or 1.0) for each in centroids]

    def suggest(self, text: str, most: int = 3) -> list[Suggestion]:
        """As `suggest_themes`."""
        vector = self._vocabulary.vectors([character_ngrams(text)])
        scores = [as_score((vector @ each)[0]) for each in self._centroids]
        best = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:most]
        return [Suggestion(self._themes[i], scores[i]) for i in best if scores[i] > 1e-9]


def _distances(vectors: csr_matrix) -> NDArray[np.float64]:
    """Cosine distances of all pairs, in the condensed order scipy's linkage takes."""
    import numpy as np

    cosines = (vectors @ vectors.T).toarray()
    above = np.triu_indices(len(cosines), 1)
    return np.asarray(np.clip(1 - cosines[above], 0, 2))
