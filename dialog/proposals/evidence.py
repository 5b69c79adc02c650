"""What a proposal rests on, row by row. Called by `operations`, which hold the lock and the journal.

Evidence is a row that points at a contribution in the words it had; a theme's row only tells how
the contributions came there. So the chain holds when a theme is renamed, moved or retired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.contributions.queries import current_wording, is_admitted
from dialog.extensions import db
from dialog.proposals.models import Evidence, EvidenceStance
from dialog.synthesis.queries import contributions_of_theme

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.proposals.models import Proposal
    from dialog.synthesis.models import Theme


def lay(
    proposal: Proposal,
    contribution: Contribution,
    *,
    stance: str = EvidenceStance.FOR,
    by: Person,
    now: datetime,
) -> int:
    """Attach one contribution, in its words of today. 0 when it is there already or does not count."""
    if contribution.process_id != proposal.process_id or not is_admitted(contribution):
        return 0
    if any(row.contribution_id == contribution.id for row in _standing(proposal)):
        return 0
    _add_words(proposal, contribution, stance=stance, by=by, now=now)
    return 1


def lay_theme(
    proposal: Proposal,
    theme: Theme,
    *,
    stance: str = EvidenceStance.FOR,
    by: Person,
    now: datetime,
) -> int:
    """Attach a theme, its sub-themes, and each contribution coded to them. How many are new."""
    if theme.process_id != proposal.process_id:
        return 0
    if not any(row.theme_id == theme.id for row in _standing(proposal)):
        _add(proposal, theme_id=theme.id, stance=stance, by=by, now=now)
    there = {row.contribution_id for row in _standing(proposal)}
    fresh = [one for one in contributions_of_theme(theme) if one.id not in there]
    for contribution in fresh:
        _add_words(proposal, contribution, stance=stance, by=by, now=now)
    return len(fresh)


def lift(proposal: Proposal, evidence_id: int, *, now: datetime) -> bool:
    """Detach one row: it stays, with the time. False when it was not there."""
    row = _one(proposal, evidence_id)
    if row is None:
        return False
    row.removed_at = now
    db.session.flush()
    return True


def weigh(proposal: Proposal, evidence_id: int, stance: str, *, by: Person, now: datetime) -> bool:
    """A new row with the new stance takes the place of the old one, which stays as removed."""
    row = _one(proposal, evidence_id)
    if row is None or row.stance == EvidenceStance(stance):
        return False
    row.removed_at = now
    _add(
        proposal,
        contribution_id=row.contribution_id,
        theme_id=row.theme_id,
        wording_id=row.wording_id,
        stance=stance,
        by=by,
        now=now,
    )
    return True


def take_over(proposal: Proposal, into: Proposal, *, by: Person, now: datetime) -> None:
    """`into` gets each piece of evidence of `proposal` that it lacks; the old rows stay."""
    there = {(row.contribution_id, row.theme_id) for row in _standing(into)}
    for row in _standing(proposal):
        if (row.contribution_id, row.theme_id) not in there:
            _add(
                into,
                contribution_id=row.contribution_id,
                theme_id=row.theme_id,
                wording_id=row.wording_id,
                stance=row.stance,
                by=by,
                now=now,
            )


def _standing(proposal: Proposal) -> list[Evidence]:
    return list(
        db.session.scalars(
            select(Evidence)
            .where(Evidence.proposal_id == proposal.id, Evidence.removed_at.is_(None))
            .order_by(Evidence.id)
        )
    )


def _one(proposal: Proposal, evidence_id: int) -> Evidence | None:
    return db.session.scalars(
        select(Evidence)
        .where(
            Evidence.id == evidence_id,
            Evidence.proposal_id == proposal.id,
            Evidence.removed_at.is_(None),
        )
        .options(joinedload(Evidence.contribution))
    ).first()


def _add_words(
    proposal: Proposal, contribution: Contribution, *, stance: str, by: Person, now: datetime
) -> None:
    """A contribution, in its words of today."""
    wording = current_wording(contribution).id
    _add(
        proposal,
        contribution_id=contribution.id,
        wording_id=wording,
        stance=stance,
        by=by,
        now=now,
    )


def _add(
    proposal: Proposal,
    *,
    contribution_id: int | None = None,
    theme_id: int | None = None,
    wording_id: int | None = None,
    stance: str,
    by: Person,
    now: datetime,
) -> None:
    db.session.add(
        Evidence(
            proposal_id=proposal.id,
            contribution_id=contribution_id,
            theme_id=theme_id,
            wording_id=wording_id,
            stance=EvidenceStance(stance).value,
            by_id=by.id,
            at=now,
        )
    )
    db.session.flush()
