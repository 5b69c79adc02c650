"""A text with its markings, and themes and texts that are like it. Pure: rows in, rows out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dialog.measures.similarity import like

if TYPE_CHECKING:
    from dialog.synthesis.models import Coding
    from dialog.synthesis.tree import Node

STEM = 6  # letters: enough to tell words apart, few enough to join their endings
LEAST_ALIKE = 0.12
WORD = re.compile(r"[^\W\d_]{3,}")
# Words that say nothing about what a text is about.
COMMON_WORDS = """
    alla allt andra att av bara bli blir de den det detta dig din där efter eller en ett får
    finns för från går gör hade han har här hon hos hur inga ingen inte jag kan kommer kommun
    kommunen kunna man med men mer mot mycket måste när något någon också oss på så samma sedan
    sig sin ska skulle som sådan till tycker under upp ut utan vad var vara varit vem vi vid vill
    vilka är över and are but for from have not that the they this was were with you
"""
COMMON = frozenset(COMMON_WORDS.split())


@dataclass(frozen=True)
class Run:
    """A stretch of text covered by the same codings. `at` counts code points from the start.

    `ends` are the codings that end here: their numbers are written after it.
    """

    at: int
    text: str
    codings: tuple[Coding, ...] = ()
    ends: tuple[Coding, ...] = ()


def paragraphs(text: str, codings: Iterable[Coding]) -> list[list[Run]]:
    """The text as paragraphs of runs: a new paragraph at an empty line, every sign in its place."""
    spans = [c for c in codings if c.start is not None and c.stop is not None]
    edges = {0, len(text)} | {c.start or 0 for c in spans} | {c.stop or 0 for c in spans}
    gaps = [found.span() for found in re.finditer(r"\n{2,}", text)]
    for start, stop in gaps:
        edges |= {start, stop}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    made: list[list[Run]] = [[]]
    for start, stop in pairwise(cuts):
        if any(gap[0] <= start and stop <= gap[1] for gap in gaps):
            made.append([])
        else:
            made[-1].append(_run(text, start, stop, spans))
    return [runs for runs in made if runs]


def _run(text: str, start: int, stop: int, spans: list[Coding]) -> Run:
    over = tuple(c for c in spans if (c.start or 0) <= start and stop <= (c.stop or 0))
    return Run(start, text[start:stop], over, tuple(c for c in over if c.stop == stop))


def suggested(
    text: str,
    nodes: Sequence[Node],
    examples: Iterable[tuple[int, str]],
    already: Iterable[int],
    most: int = 5,
) -> list[Node]:
    """Themes to code `text` as: those whose names, definitions and coded words share most with it.

    `examples` are (theme, words) of what is coded already. A word that few themes share says more.
    Where nothing is shared, the themes used most often come first.
    """
    bags = {node.theme.id: Counter(3 * _words(node.theme.name)) for node in nodes}
    used: Counter[int] = Counter()
    for node in nodes:
        bags[node.theme.id].update(_words(node.theme.definition))
    for number, words in examples:
        if number in bags:
            bags[number].update(_words(words))
            used[number] += 1
    spread = Counter(stem for bag in bags.values() for stem in bag)
    taken, own = set(already), set(_words(text))

    def score(node: Node) -> float:
        bag = bags[node.theme.id]
        shared = sum(
            math.log1p(bag[s]) * math.log1p(len(bags) / spread[s]) for s in own if s in bag
        )
        return shared / math.log(10 + bag.total()) + used[node.theme.id] / 1e6

    free = [node for node in nodes if node.theme.id not in taken]
    return sorted(free, key=lambda node: -score(node))[:most]


def alike(text: str, others: Mapping[int, str], most: int = 5) -> list[int]:
    """The numbers of the texts most like `text`, best first."""
    numbers = list(others)
    found = like(text, [others[number] for number in numbers], most, LEAST_ALIKE)
    return [numbers[match.position] for match in found]


def _words(text: str) -> list[str]:
    return [w[:STEM] for w in WORD.findall(text.casefold()) if w not in COMMON]
