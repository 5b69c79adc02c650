"""What a proposal rests on: attached, detached, weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.proposals import evidence
from dialog.proposals.operations.common import lock, record, refuse_gone

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.proposals.models import Proposal
    from dialog.synthesis.models import Theme


def add_evidence(
    proposal: Proposal,
    *,
    contribution: Contribution | None = None,
    theme: Theme | None = None,
    stance: str = "for",
    by: Person,
    now: datetime,
) -> None:
    """Attach what was said: one contribution, or a theme with all its contributions.

    What is attached already stays as it is.
    """
    lock(proposal)
    refuse_gone(proposal)
    added = 0
    if theme is not None:
        added = evidence.lay_theme(proposal, theme, stance=stance, by=by, now=now)
    if contribution is not None:
        added += evidence.lay(proposal, contribution, stance=stance, by=by, now=now)
    if added:
        record("evidence_added", proposal, by, now, number=added)


def remove_evidence(proposal: Proposal, evidence_id: int, *, by: Person, now: datetime) -> None:
    """Detach one piece of evidence. The row stays, with the time it was removed."""
    lock(proposal)
    if evidence.lift(proposal, evidence_id, now=now):
        record("evidence_removed", proposal, by, now)


def weigh_evidence(
    proposal: Proposal, evidence_id: int, stance: str, *, by: Person, now: datetime
) -> None:
    """Say anew whether a piece of evidence supports, speaks against or nuances the proposal."""
    lock(proposal)
    if evidence.weigh(proposal, evidence_id, stance, by=by, now=now):
        record("evidence_weighed", proposal, by, now)
