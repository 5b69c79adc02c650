"""How many voices each proposal rests on, by party, through the door for figures.

The team that reads the texts sees the figures of now, with the rules applied; everybody else sees
what has been released. Each proposal is a figure of its own, so that one of them can be let out
anew without the others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.disclosure import CountTable, foresee, protect, release, stored
from dialog.proposals import queries
from dialog.synthesis.queries import count_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.disclosure import Released
    from dialog.measures.disclosure import Cell
    from dialog.process.models import Process
    from dialog.proposals.models import Proposal

ROW = "voices"
THEMES = "themes"


@dataclass(frozen=True)
class Figures:
    """The figures of the proposals, as they may be shown. None where nothing has been released."""

    by_proposal: Mapping[int, Released]

    def cell(self, proposal: Proposal, party_id: int) -> Cell | None:
        """How many voices of one party."""
        released = self.by_proposal.get(proposal.id)
        return released.cells[ROW].get(str(party_id)) if released else None

    def total(self, proposal: Proposal) -> Cell | None:
        """How many voices of all parties together; withheld where a part of it is."""
        released = self.by_proposal.get(proposal.id)
        return released.bases[ROW] if released else None


def name_of(proposal_id: int) -> str:
    return f"proposal-{proposal_id}"


def live(process: Process) -> Figures:
    """As it is now, for those who read the texts."""
    return Figures(
        {
            number: protect(name_of(number), table, process=process)
            for number, table in _tables(process).items()
        }
    )


def released(process: Process) -> Figures:
    """As it was last let out."""
    found: dict[int, Released] = {}
    for line in queries.lines_of(process):
        one = stored(None, name_of(line.proposal.id), process=process)
        if one is not None:
            found[line.proposal.id] = one
    return Figures(found)


def let_out(process: Process, *, because: str, by: Person, now: datetime) -> Figures:
    """Release the figures of every standing proposal."""
    return Figures(
        {
            number: release(
                name_of(number),
                table,
                process=process,
                viewer=by,
                by=by,
                now=now,
                because=because,
            )
            for number, table in _tables(process).items()
        }
    )


def foreseen(process: Process) -> Figures:
    """What `let_out` would release now. Nothing is stored."""
    return Figures(
        {
            number: foresee(name_of(number), table, process=process)
            for number, table in _tables(process).items()
        }
    )


def of_themes(process: Process, *, reads: bool) -> Released | None:
    """Voices by theme (row) and party (column): of now for readers, else as last released."""
    if not reads:
        return stored(None, THEMES, process=process)
    return protect(THEMES, count_table(process), process=process)


def let_out_themes(process: Process, *, because: str, by: Person, now: datetime) -> Released:
    """Release the voices by theme and party."""
    table = count_table(process)
    return release(THEMES, table, process=process, viewer=by, by=by, now=now, because=because)


def foreseen_themes(process: Process) -> Released:
    """What `let_out_themes` would release now. Nothing is stored."""
    return foresee(THEMES, count_table(process), process=process)


def _tables(process: Process) -> dict[int, CountTable]:
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for proposal_id, party_id, voices in queries.voices_by_proposal_and_party(process):
        counts[proposal_id][party_id] = voices
    columns = tuple(str(party.id) for party in process.parties)
    return {
        line.proposal.id: CountTable(
            rows=(ROW,),
            columns=columns,
            counts=(tuple(counts[line.proposal.id].get(party.id, 0) for party in process.parties),),
        )
        for line in queries.lines_of(process)
    }
