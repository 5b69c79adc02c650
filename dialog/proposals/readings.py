"""What the pages of a proposal draw of what was said: through the one door for texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.contributions.models import Contribution, Wording
from dialog.contributions.queries import approved_quotes, shown_parties, texts_seen_by
from dialog.extensions import db
from dialog.process.models import StageKind
from dialog.proposals import queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dialog.accounts.models import Person
    from dialog.process.models import Party, Process, Role
    from dialog.proposals.models import CodeLevel, CodeStep, Proposal
    from dialog.proposals.queries import Line

QUOTES_PER_STAGE = 3
# Long ones are read on the contribution's own page.
SHORT_ENOUGH = 280


@dataclass(frozen=True)
class Quote:
    """Something that was said, and the party where showing it points nobody out."""

    contribution: Contribution
    text: str
    party: Party | None
    stage: str
    stance: str


@dataclass(frozen=True)
class StageQuotes:
    """What was said in one stage: how much there is to read, and some of it."""

    stage: str
    total: int
    quotes: Sequence[Quote]


@dataclass(frozen=True)
class Said:
    """What a proposal rests on, as far as the person who asks may read it."""

    total: int
    stages: Sequence[StageQuotes]


def said(proposal: Proposal, person: Person, roles: Collection[Role], *, reads: bool) -> Said:
    """The evidence by stage, a few of each, chosen to show the breadth: both parties in turn.

    Who does not read texts gets the approved quotes alone.
    """
    process = proposal.process
    statement = texts_seen_by(person, process, roles) if reads else approved_quotes(process)
    texts = db.session.execute(
        statement.where(Contribution.id.in_(queries.evidence_ids(proposal))).order_by(
            Contribution.id
        )
    ).all()
    quotes = _quotes(process, [(row[0], row[1]) for row in texts], proposal)
    by_stage = {kind.value: [q for q in quotes if q.stage == kind] for kind in StageKind}
    return Said(
        total=len(quotes),
        stages=[
            StageQuotes(stage, len(own), breadth(own)) for stage, own in by_stage.items() if own
        ],
    )


def breadth(quotes: Sequence[Quote], most: int = QUOTES_PER_STAGE) -> list[Quote]:
    """A few quotes: parties in turn, what speaks against before more of the same, short first."""
    left = sorted(quotes, key=lambda q: (len(q.text) > SHORT_ENOUGH, q.contribution.id))
    chosen: list[Quote] = []
    while left and len(chosen) < most:
        seen = {(q.party.id if q.party else 0, q.stance) for q in chosen}
        parties = {q.party.id if q.party else 0 for q in chosen}
        best = min(
            left,
            key=lambda q: (
                (q.party.id if q.party else 0) in parties,
                ((q.party.id if q.party else 0), q.stance) in seen,
            ),
        )
        chosen.append(best)
        left.remove(best)
    return chosen


def chosen(
    process: Process,
    person: Person,
    roles: Collection[Role],
    contributions: Iterable[Contribution],
) -> list[Quote]:
    """The texts of contributions that were chosen to become evidence."""
    numbers = [contribution.id for contribution in contributions]
    rows = db.session.execute(
        texts_seen_by(person, process, roles)
        .where(Contribution.id.in_(numbers))
        .order_by(Contribution.id)
    ).all()
    return _quotes(process, [(row[0], row[1]) for row in rows])


def contributions(
    process: Process, person: Person, roles: Collection[Role], numbers: Collection[int]
) -> list[Contribution]:
    """Contributions by number, found through the person who asks; unknown ones are left out."""
    if not numbers:
        return []
    rows = db.session.execute(
        texts_seen_by(person, process, roles)
        .where(Contribution.id.in_(list(numbers)))
        .order_by(Contribution.id)
    )
    return [row[0] for row in rows]


def by_cell(lines: Iterable[Line]) -> dict[tuple[CodeLevel, CodeStep], list[Line]]:
    """The proposals in each cell of the European code."""
    cells: dict[tuple[CodeLevel, CodeStep], list[Line]] = {}
    for line in lines:
        if line.wording.code is not None:
            cells.setdefault(line.wording.code, []).append(line)
    return cells


def _quotes(
    process: Process,
    texts: Sequence[tuple[Contribution, Wording]],
    proposal: Proposal | None = None,
) -> list[Quote]:
    parties = shown_parties(process)
    stages = queries.stages_of([contribution.id for contribution, _wording in texts])
    rows = queries.evidence_rows(proposal) if proposal is not None else {}
    return [
        Quote(
            contribution=contribution,
            text=wording.text,
            party=parties.of(contribution),
            stage=stages[contribution.id],
            stance=rows[contribution.id].stance if contribution.id in rows else "for",
        )
        for contribution, wording in texts
    ]
