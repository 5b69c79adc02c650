"""How far two or more people who code the same texts mean the same by a theme.

Chance agreement is taken out, so a figure can be low although most codings are equal: that happens
with rare themes. The list of texts they disagree on is worth more than the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import Any, NamedTuple


class Disagreement(NamedTuple):
    """A text that some coders found the theme in and others did not."""

    item: Any
    found_by: list[str]
    not_found_by: list[str]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How reliably one theme is coded. Figures are at most 1; 0 is what chance would give."""

    theme: str
    items: int
    """Texts that at least two coders have coded: what the figures rest on."""
    kappa: float | None
    """Cohen's kappa; the mean over pairs when there are more than two coders. None where it is
    undefined: no text in common, or nobody ever found, or everybody always found, the theme."""
    alpha: float | None
    """Krippendorff's alpha for nominal codes, all coders at once. None as for kappa."""
    disagreements: list[Disagreement]


def reliability(
    codings: Mapping[str, Mapping[Hashable, Collection[str]]], themes: Sequence[str] | None = None
) -> list[Reliability]:
    """Per theme, how far coders agree, and on which texts they do not.

    `codings` gives each coder the texts they have coded and the themes found in each; a text coded
    with no theme has an empty collection, one not coded is left out. `themes` defaults to all that
    occur, sorted. ValueError with fewer than two coders. Sources: `cohens_kappa` and
    `krippendorffs_alpha`.
    """
    if len(codings) < 2:
        raise ValueError("Reliability needs at least two coders.")
    every = {theme for coded in codings.values() for found in coded.values() for theme in found}
    return [_of_theme(theme, codings) for theme in (sorted(every) if themes is None else themes)]


def cohens_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Agreement of two coders beyond chance on the same items in the same order, −1…1.

    None without items, or when both use one and the same code throughout. ValueError for different
    lengths. Source: Cohen 1960; computed by scikit-learn.
    """
    from sklearn.metrics import cohen_kappa_score

    if len(first) != len(second):
        raise ValueError("Both coders must have coded the same items.")
    if len({*first, *second}) < 2:
        return None
    numbers = {code: number for number, code in enumerate(dict.fromkeys((*first, *second)))}
    return float(cohen_kappa_score([numbers[c] for c in first], [numbers[c] for c in second]))


def krippendorffs_alpha(codes: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Agreement of any number of coders beyond chance on nominal codes, at most 1.

    One row per coder, the same items in the same order, None where a coder has not coded an item.
    None without two different codes among the items that two or more have coded. ValueError for
    rows of different lengths. Source: Krippendorff 2019, Content Analysis, chapter 12; computed by
    nltk.
    """
    if len({len(row) for row in codes}) > 1:
        raise ValueError("Every coder must have a place for every item.")
    items = [[code for code in item if code is not None] for item in zip(*codes, strict=True)]
    paired = [item for item in items if len(item) >= 2]
    # With one code throughout nltk answers 1, and with no pair it divides by 0: both are undefined.
    if len({code for item in paired for code in item}) < 2:
        return None
    from nltk.metrics.agreement import AnnotationTask

    # Numbered by how divided they are, for nltk adds items up in the order of their numbers: their
    # order in the list then moves no last decimal. Who said what in an item does not matter.
    paired.sort(key=lambda item: sorted(Counter(item).values()))
    numbered = enumerate(paired)
    said = [(coder, number, code) for number, item in numbered for coder, code in enumerate(item)]
    return float(AnnotationTask(data=said).alpha())


def _of_theme(theme: str, codings: Mapping[str, Mapping[Hashable, Collection[str]]]) -> Reliability:
    items = list(dict.fromkeys(item for coded in codings.values() for item in coded))
    rows = {
        coder: [theme in coded[item] if item in coded else None for item in items]
        for coder, coded in codings.items()
    }
    kappas = []
    for first, second in combinations(rows.values(), 2):
        both = [(a, b) for a, b in zip(first, second, strict=True) if None not in (a, b)]
        kappas.append(cohens_kappa([a for a, _ in both], [b for _, b in both]))
    defined = [kappa for kappa in kappas if kappa is not None]
    by_item = list(zip(*rows.values(), strict=True))
    return Reliability(
        theme=theme,
        items=sum(len(said) - said.count(None) >= 2 for said in by_item),
        kappa=fsum(defined) / len(defined) if defined else None,
        alpha=krippendorffs_alpha(list(rows.values())),
        disagreements=[
            Disagreement(
                item,
                [coder for coder, code in zip(rows, said, strict=True) if code is True],
                [coder for coder, code in zip(rows, said, strict=True) if code is False],
            )
            for item, said in zip(items, by_item, strict=True)
            if True in said and False in said
        ],
    )
