"""One question with its released figures, and what they allow to be said of the parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.survey import results_words as say

if TYPE_CHECKING:
    from dialog.disclosure import Released
    from dialog.survey.comparing import Pair, Side
    from dialog.survey.results_words import Statement


@dataclass(frozen=True)
class PartyFigure:
    """One party’s part of a comparison; None where it may not be shown."""

    side: Side
    n: int | None
    share: float | None
    why: str


@dataclass(frozen=True)
class Comparison:
    """One question with its released figures, and what they allow to be said.

    `labels` are the columns of `released` in words and in order. `about` says in words which
    answers the shares, the difference and the interval are of; both are the first two parties’,
    −1…1, and None where nothing may be said. `statements` has one for every two parties. `prompt` is
    the question in the survey's first language, as it stands beside each text that answers it.
    """

    key: str
    number: int
    kind: str
    question: str
    released: Released
    sides: tuple[Side, ...]
    labels: Mapping[str, str]
    about: str = ""
    opposite: str = ""
    columns: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    statements: tuple[tuple[Pair, Statement], ...] = ()
    conditional: bool = False
    scale: tuple[str, ...] = ()
    prompt: str = ""

    @property
    def figures(self) -> tuple[PartyFigure, ...]:
        return tuple(self._figure(side) for side in self.sides)

    @property
    def heading(self) -> str:
        """The verdict in a few words; empty when there is none."""
        return self.statements[0][1].heading if self.statements else ""

    @property
    def sentence(self) -> str:
        """The verdict in sentences; empty when there is none."""
        return self.statements[0][1].text if self.statements else ""

    @property
    def verdict(self) -> str:
        """both_for, both_against, differ, alike, uncertain; empty when nothing may be said."""
        return self.statements[0][1].kind if self.statements else ""

    @property
    def difference(self) -> float | None:
        return self.pairs[0].difference if self.pairs else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return self.pairs[0].interval if self.pairs else None

    @property
    def hidden(self) -> tuple[Side, ...]:
        """The parties of which something is withheld."""
        return tuple(side for side in self.sides if not self.released.row_complete(side.key))

    @property
    def comparable(self) -> bool:
        """Whether at least two parties are shown whole."""
        return len(self.sides) - len(self.hidden) >= 2

    @property
    def can_be_drawn(self) -> bool:
        """Whether any party’s figures can stand in a chart."""
        return any(self.released.row_complete(s.key) and self.released.n(s.key) for s in self.sides)

    def median(self, side: Side) -> str:
        """The step that at least half of a party answered at or below; empty where not told."""
        if not self.released.row_complete(side.key):
            return ""
        cells, below = self.released.cells[side.key], 0
        total = sum(cells[step].value for step in self.scale)
        for step in self.scale:
            below += cells[step].value
            if total and below * 2 >= total:
                return self.labels[step]
        return ""

    def most(self, side: Side) -> str:
        """What nearly all of a small party answered, where only that is told."""
        column = self.released.most.get(side.key)
        return say.answers_in_words([self.labels[column]]) if column else ""

    def why(self, side: Side) -> str:
        return say.why_withheld(self.released, side.key)

    def _figure(self, side: Side) -> PartyFigure:
        shares = [self.released.share(side.key, column) for column in self.columns]
        told = [share for share in shares if share is not None]
        whole = sum(told) if shares and len(told) == len(shares) else None
        return PartyFigure(side, self.released.n(side.key), whole, self.why(side))
