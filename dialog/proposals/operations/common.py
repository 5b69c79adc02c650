"""What every act on a proposal shares: the lock, the wording it adds, the line in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.operations import lock as lock_process
from dialog.proposals.models import Proposal, ProposalKind, ProposalWording
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person


def lock(proposal: Proposal) -> None:
    """Hold the dialogue's row until commit: order and wordings of its proposals change one by one."""
    db.session.flush()
    lock_process(proposal.process)
    db.session.refresh(proposal)


def refuse_gone(proposal: Proposal) -> None:
    if not proposal.is_standing:
        raise Refusal(_("The proposal has been withdrawn or merged with another. Reload the page."))


def last_position(process_id: int, kind: ProposalKind) -> int:
    last = db.session.scalar(
        select(func.max(Proposal.position)).where(
            Proposal.process_id == process_id, Proposal.kind == kind.value
        )
    )
    return last or 0


def word(
    proposal: Proposal,
    *,
    title: str,
    what: str,
    why: str,
    responsible: str,
    principles: list[str],
    code_cell: str | None,
    by: Person,
    now: datetime,
    because: str | None = None,
) -> None:
    proposal.wordings.append(
        ProposalWording(
            number=len(proposal.wordings) + 1,
            kind=proposal.kind,
            title=title,
            what=what,
            why=why,
            responsible=responsible,
            principles=principles,
            code_cell=code_cell,
            by_id=by.id,
            at=now,
            because=because,
        )
    )
    db.session.flush()


def word_again(proposal: Proposal, *, because: str, by: Person, now: datetime) -> None:
    """The same words once more, with the reason for what was done."""
    last = proposal.wording
    word(
        proposal,
        title=last.title,
        what=last.what,
        why=last.why,
        responsible=last.responsible,
        principles=list(last.principles),
        code_cell=last.code_cell,
        by=by,
        now=now,
        because=because,
    )


def record(verb: str, proposal: Proposal, by: Person, now: datetime, **facts: str | int) -> None:
    journal.record(
        f"proposal.{verb}",
        by=by,
        about=proposal,
        now=now,
        process_id=proposal.process_id,
        title=proposal.wording.title,
        **facts,
    )
