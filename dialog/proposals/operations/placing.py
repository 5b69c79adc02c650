"""Where a proposal stands: its place, its list, withdrawn, or part of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.errors import Refusal
from dialog.proposals import evidence, queries
from dialog.proposals.models import Proposal, ProposalKind
from dialog.proposals.operations.common import (
    last_position,
    lock,
    record,
    refuse_gone,
    word_again,
)
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person


def change_kind(
    proposal: Proposal, kind: ProposalKind | str, because: str, *, by: Person, now: datetime
) -> None:
    """Move it to the other list, last, and say why. Being there already changes nothing."""
    lock(proposal)
    refuse_gone(proposal)
    kind = ProposalKind(kind)
    if proposal.kind == kind:
        return
    if not because:
        raise Refusal(_("Write why the proposal changes kind, in a sentence or two."))
    proposal.position = last_position(proposal.process_id, kind) + 1
    proposal.kind = kind.value
    proposal.version += 1
    word_again(proposal, because=because, by=by, now=now)
    record("kind_changed", proposal, by, now, because=because)


def move(proposal: Proposal, steps: int, *, by: Person, now: datetime) -> None:
    """Up (negative) or down in its list by `steps`; no further than the ends."""
    lock(proposal)
    refuse_gone(proposal)
    row = queries.standing(proposal.process_id, ProposalKind(proposal.kind))
    before = row.index(proposal)
    after = max(0, min(len(row) - 1, before + steps))
    if before == after:
        return
    row.insert(after, row.pop(before))
    for position, one in enumerate(row, 1):
        one.position = position
    record("moved", proposal, by, now, place=after + 1)


def withdraw(proposal: Proposal, because: str, *, by: Person, now: datetime) -> None:
    """Take it out of its list, and say why. Its words and its evidence are kept."""
    lock(proposal)
    refuse_gone(proposal)
    if not because:
        raise Refusal(_("Write why the proposal is withdrawn: those who spoke for it will ask."))
    proposal.withdrawn_at = now
    proposal.version += 1
    word_again(proposal, because=because, by=by, now=now)
    record("withdrawn", proposal, by, now, because=because)


def bring_back(proposal: Proposal, *, by: Person, now: datetime) -> None:
    """A withdrawn proposal stands again, last in its list. One that stands is left alone."""
    lock(proposal)
    if proposal.withdrawn_at is None:
        return
    proposal.withdrawn_at = None
    proposal.position = last_position(proposal.process_id, ProposalKind(proposal.kind)) + 1
    proposal.version += 1
    record("brought_back", proposal, by, now)


def merge(proposal: Proposal, into: Proposal, because: str, *, by: Person, now: datetime) -> None:
    """`proposal` becomes part of `into`, which takes over its evidence. Says why."""
    lock(proposal)
    refuse_gone(proposal)
    refuse_gone(into)
    if into.id == proposal.id or into.process_id != proposal.process_id:
        raise Refusal(_("Choose another proposal to merge it with."))
    if not because:
        raise Refusal(_("Write why the two become one, in a sentence or two."))
    evidence.take_over(proposal, into, by=by, now=now)
    proposal.merged_into_id = into.id
    proposal.version += 1
    into.version += 1
    word_again(proposal, because=because, by=by, now=now)
    record("merged", proposal, by, now, into=into.wording.title, because=because)
