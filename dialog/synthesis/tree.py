"""The tree of themes: numbers, levels, what stands above and below. Rows in, a tree out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialog.synthesis.models import Theme

DEEPEST = 3


@dataclass(frozen=True)
class Node:
    """A theme in its place: its number as it is read (2, 2.1, 2.1.3) and its level from 1."""

    theme: Theme
    number: str
    level: int
    parents: tuple[int, ...]
    children: tuple[Node, ...] = ()

    @property
    def height(self) -> int:
        """How many levels hang on it, itself included."""
        return 1 + max((child.height for child in self.children), default=0)


class Tree:
    """The themes in use, in reading order."""

    def __init__(self, roots: tuple[Node, ...]) -> None:
        self.roots = roots
        self._nodes = {node.theme.id: node for node in _walk(roots)}

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes.values())

    def __len__(self) -> int:
        return len(self._nodes)

    def get(self, number: int | None) -> Node | None:
        return self._nodes.get(number) if number is not None else None

    def above(self, number: int) -> tuple[int, ...]:
        """The themes over one, nearest last; none for a theme that is not in use."""
        node = self._nodes.get(number)
        return node.parents if node is not None else ()

    def below(self, number: int) -> set[int]:
        """The themes under one, at any depth."""
        node = self._nodes.get(number)
        return {n.theme.id for n in _walk(node.children)} if node is not None else set()

    def named(self, text: str) -> Node | None:
        """The theme somebody means who writes its number or its name."""
        wanted = " ".join(text.split()).casefold()
        by_number = next((node for node in self if node.number == wanted), None)
        if by_number is not None or not wanted:
            return by_number
        same = [node for node in self if node.theme.name.casefold() == wanted]
        begins = [node for node in self if node.theme.name.casefold().startswith(wanted)]
        if same:
            return same[0]
        whole = next((n for n in self if f"{n.number} {n.theme.name}".casefold() == wanted), None)
        return whole or (begins[0] if len(begins) == 1 else None)


def grown(themes: Iterable[Theme]) -> Tree:
    """A tree from themes in order. One whose parent is not among them stands on top."""
    rows = list(themes)
    known = {row.id for row in rows}
    under: dict[int | None, list[Theme]] = defaultdict(list)
    for row in rows:
        under[row.parent_id if row.parent_id in known else None].append(row)
    return Tree(_nodes(under, None, "", ()))


def _nodes(
    under: dict[int | None, list[Theme]],
    parent: int | None,
    prefix: str,
    parents: tuple[int, ...],
) -> tuple[Node, ...]:
    made = []
    for place, theme in enumerate(under.get(parent, []), 1):
        number = f"{prefix}{place}"
        children = _nodes(under, theme.id, f"{number}.", (*parents, theme.id))
        made.append(Node(theme, number, len(parents) + 1, parents, children))
    return tuple(made)


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
