"""Readings about proposals: the two lists, one proposal, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.contributions.models import Contribution, StandingKind, Voice
from dialog.contributions.queries import standing_of
from dialog.extensions import db
from dialog.process.models import Occasion, Stage
from dialog.proposals.models import Evidence, Proposal, ProposalKind, ProposalWording
from dialog.synthesis.models import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialog.process.models import Process


@dataclass(frozen=True)
class Line:
    """One line of the two lists. `number` runs through both, direct measures first."""

    number: int
    proposal: Proposal
    wording: ProposalWording


def standing(process_id: int, kind: ProposalKind) -> list[Proposal]:
    """The proposals of one list, in order."""
    return list(
        db.session.scalars(
            select(Proposal)
            .where(
                Proposal.process_id == process_id,
                Proposal.kind == kind.value,
                Proposal.withdrawn_at.is_(None),
                Proposal.merged_into_id.is_(None),
            )
            .order_by(Proposal.position, Proposal.id)
            .options(selectinload(Proposal.wordings))
        )
    )


def lists_of(process: Process) -> dict[ProposalKind, list[Line]]:
    """Both lists, numbered through."""
    lists: dict[ProposalKind, list[Line]] = {}
    number = 0
    for kind in ProposalKind:
        lists[kind] = []
        for proposal in standing(process.id, kind):
            number += 1
            lists[kind].append(Line(number, proposal, proposal.wording))
    return lists


def lines_of(process: Process) -> list[Line]:
    """Both lists as one row."""
    return [line for lines in lists_of(process).values() for line in lines]


def gone(process: Process) -> list[Proposal]:
    """Withdrawn and merged proposals, the latest first."""
    statement = (
        select(Proposal)
        .where(
            Proposal.process_id == process.id,
            Proposal.withdrawn_at.is_not(None) | Proposal.merged_into_id.is_not(None),
        )
        .order_by(Proposal.id.desc())
        .options(
            selectinload(Proposal.wordings),
            joinedload(Proposal.merged_into).selectinload(Proposal.wordings),
        )
    )
    return list(db.session.scalars(statement))


def one_of(process: Process, number: int) -> Proposal | None:
    """One proposal of this process, standing or not, with its wordings."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.process_id == process.id, Proposal.id == number)
        .options(selectinload(Proposal.wordings).joinedload(ProposalWording.by))
    ).first()


def by_client_id(process: Process, client_id: str) -> Proposal | None:
    return db.session.scalars(
        select(Proposal).where(Proposal.process_id == process.id, Proposal.client_id == client_id)
    ).first()


def resting_on(contribution: Contribution) -> list[Proposal]:
    """The standing proposals that a contribution is evidence for, in the order of the lists."""
    statement = (
        select(Proposal)
        .where(
            Proposal.withdrawn_at.is_(None),
            Proposal.merged_into_id.is_(None),
            Proposal.id.in_(
                select(Evidence.proposal_id).where(
                    Evidence.contribution_id == contribution.id, Evidence.removed_at.is_(None)
                )
            ),
        )
        .order_by(Proposal.kind.desc(), Proposal.position, Proposal.id)
        .options(selectinload(Proposal.wordings))
    )
    return list(db.session.scalars(statement))


def evidence_rows(proposal: Proposal) -> dict[int, Evidence]:
    """Contribution number → the row that attaches it now."""
    rows = db.session.scalars(
        select(Evidence).where(
            Evidence.proposal_id == proposal.id,
            Evidence.removed_at.is_(None),
            Evidence.contribution_id.is_not(None),
        )
    )
    return {row.contribution_id: row for row in rows if row.contribution_id is not None}


def evidence_ids(proposal: Proposal) -> Select[int | None]:
    """The numbers of the contributions a proposal rests on, to narrow a selection of texts by."""
    return select(Evidence.contribution_id).where(
        Evidence.proposal_id == proposal.id,
        Evidence.removed_at.is_(None),
        Evidence.contribution_id.is_not(None),
    )


def themes_of(proposal: Proposal) -> list[tuple[Theme, Evidence]]:
    """The themes a proposal came from, in their order."""
    rows = db.session.execute(
        select(Theme, Evidence)
        .join(Evidence, Evidence.theme_id == Theme.id)
        .where(Evidence.proposal_id == proposal.id, Evidence.removed_at.is_(None))
        .order_by(Theme.position, Theme.id)
    )
    return [(row[0], row[1]) for row in rows]


def stages_of(contribution_ids: Iterable[int]) -> dict[int, str]:
    """Contribution number → the kind of the stage it was said in."""
    rows = db.session.execute(
        select(Contribution.id, Stage.kind)
        .join(Occasion, Occasion.id == Contribution.occasion_id)
        .join(Stage, Stage.id == Occasion.stage_id)
        .where(Contribution.id.in_(list(contribution_ids)))
    )
    return {row[0]: row[1] for row in rows}


def voices_by_proposal_and_party(process: Process) -> list[tuple[int, int, int]]:
    """(proposal, party, distinct voices) over the admitted contributions that proposals rest on."""
    statement = (
        select(Evidence.proposal_id, Voice.party_id, func.count(Voice.id.distinct()))
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .join(Voice, Voice.id == Contribution.voice_id)
        .join(Proposal, Proposal.id == Evidence.proposal_id)
        .where(
            Proposal.process_id == process.id,
            Proposal.withdrawn_at.is_(None),
            Proposal.merged_into_id.is_(None),
            Evidence.removed_at.is_(None),
            standing_of(Contribution.id) == StandingKind.ADMITTED,
        )
        .group_by(Evidence.proposal_id, Voice.party_id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement)]
