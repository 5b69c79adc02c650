"""The votes: counted by side and target, let out through the door for figures when voting ends.

A side's row is shown when enough of it voted. Dots are let out beside the voices, for those sides
only: somebody may lay several dots on one note, and they should all weigh.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dialog.disclosure import CountTable, Released, Shape, release, stored
from dialog.workshop import queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Party
    from dialog.workshop.models import Activity
    from dialog.workshop.queries import LyingDot

VOICES = "votes"
DOTS = "dots"


@dataclass(frozen=True)
class Votes:
    """What may be shown of a vote: voices and dots, by side and target."""

    voices: Released
    dots: Released

    def of(self, party: Party, target: str) -> int | None:
        """The dots a side has laid on a target; None where that may not be shown."""
        row = str(party.id)
        cell = self.dots.cells.get(row, {}).get(target)
        return None if cell is None or cell.withheld else cell.value

    def voted(self, party: Party) -> int | None:
        """How many of a side voted; None where they are so few that it says nothing."""
        return self.voices.n(str(party.id))

    def hides(self, parties: Iterable[Party]) -> bool:
        """Whether a side's dots are kept back, so that the reader needs to be told why."""
        cells = [cell for row in self.dots.cells.values() for cell in row.values()]
        return any(self.voted(party) is None for party in parties) or any(
            cell.withheld for cell in cells
        )

    @property
    def tells(self) -> bool:
        """Whether there is a dot that may be shown; else too few voted."""
        return any(self.weight(target) for target in self.dots.columns)

    def weight(self, target: str) -> int:
        """All dots on a target that may be shown: what the list is ordered by."""
        cells = (self.dots.cells[row].get(target) for row in self.dots.rows)
        return sum(cell.value for cell in cells if cell is not None and not cell.withheld)


def release_votes(activity: Activity, *, by: Person | None, now: datetime) -> Votes:
    """Let the result out, once and for all: when the voting ends."""
    occasion = activity.workshop.occasion
    parties = [str(party.id) for party in occasion.process.parties]
    targets = [item.target for item in queries.board_of(activity).targets]
    lying = queries.lying_dots(activity)
    let_out = partial(release, occasion=occasion, process=occasion.process, by=by, now=now)
    voices = let_out(VOICES, count_voices(lying, parties, targets))
    shown = [party for party in parties if voices.n(party) is not None]
    dots = let_out(DOTS, count_dots(lying, shown, targets))
    return Votes(voices, dots)


def votes_of(activity: Activity) -> Votes | None:
    """The result as it was let out; None before the voting has ended."""
    if not activity.is_revealed:
        return None
    occasion = activity.workshop.occasion
    voices, dots = stored(occasion, VOICES), stored(occasion, DOTS)
    return Votes(voices, dots) if voices is not None and dots is not None else None


def count_voices(lying: Iterable[LyingDot], parties: list[str], targets: list[str]) -> CountTable:
    """How many of each side have laid a dot on each target. Somebody may stand at several."""
    who: dict[tuple[str, str], set[int]] = defaultdict(set)
    everybody: dict[str, set[int]] = defaultdict(set)
    for dot in lying:
        who[str(dot.party_id), dot.target].add(dot.voice_id)
        everybody[str(dot.party_id)].add(dot.voice_id)
    return CountTable(
        rows=tuple(parties),
        columns=tuple(targets),
        counts=tuple(tuple(len(who[party, target]) for target in targets) for party in parties),
        shape=Shape.CHOICES,
        bases=tuple(len(everybody[party]) for party in parties),
    )


def count_dots(lying: Iterable[LyingDot], parties: list[str], targets: list[str]) -> CountTable:
    """How many dots each side has laid on each target."""
    dots = Counter((str(dot.party_id), dot.target) for dot in lying)
    rows = [[dots[party, target] for target in targets] for party in parties]
    return CountTable(
        rows=tuple(parties),
        columns=tuple(targets),
        counts=tuple(tuple(row) for row in rows),
        shape=Shape.CHOICES,
        bases=tuple(sum(row) for row in rows),
    )
