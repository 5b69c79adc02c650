"""A new proposal, and new words for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.errors import Stale
from dialog.extensions import db
from dialog.process.models import StageKind, TurnKind
from dialog.process.operations import lock as lock_process
from dialog.process.operations import turn_stage
from dialog.process.queries import stage_of
from dialog.proposals import evidence, queries, words
from dialog.proposals.models import Proposal, ProposalKind, code_of
from dialog.proposals.operations.common import last_position, lock, record, refuse_gone, word
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.process.models import Process
    from dialog.synthesis.models import Theme


def propose(
    process: Process,
    kind: ProposalKind | str,
    *,
    title: str,
    what: str,
    why: str = "",
    responsible: str = "",
    principles: Sequence[str] = (),
    code_cell: str = "",
    from_theme: Theme | None = None,
    contributions: Iterable[Contribution] = (),
    client_id: str | None = None,
    by: Person,
    now: datetime,
) -> Proposal:
    """A new proposal, last in the list of its kind, resting on a theme or on chosen contributions.

    The theme's contributions become evidence one by one, so that the chain holds whatever happens
    to the theme. The same `client_id` again gives the proposal that it made.
    """
    lock_process(process)
    known = queries.by_client_id(process, client_id) if client_id else None
    if known is not None:
        return known
    kind = ProposalKind(kind)
    proposal = Proposal(
        process_id=process.id,
        kind=kind.value,
        position=last_position(process.id, kind) + 1,
        client_id=client_id,
    )
    db.session.add(proposal)
    db.session.flush()
    word(
        proposal,
        title=title,
        what=what,
        why=why,
        responsible=responsible,
        principles=list(principles),
        code_cell=code_cell or None,
        by=by,
        now=now,
    )
    if from_theme is not None:
        evidence.lay_theme(proposal, from_theme, by=by, now=now)
    for contribution in contributions:
        evidence.lay(proposal, contribution, by=by, now=now)
    stage = stage_of(process, StageKind.PROPOSALS)
    if stage is not None:
        turn_stage(stage, TurnKind.STARTED, by=by, now=now)
    record("made", proposal, by, now)
    return proposal


def edit(
    proposal: Proposal,
    *,
    title: str,
    what: str,
    why: str,
    responsible: str,
    principles: Sequence[str],
    code_cell: str,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """New words for the proposal; the earlier stay. The same words change nothing.

    Raises Stale with both texts when somebody else changed it after `version`.
    """
    lock(proposal)
    refuse_gone(proposal)
    current = proposal.wording
    if proposal.version != version:
        raise Stale(
            _(
                "Somebody else changed the proposal while you were writing. Choose what is to stand."
            ),
            theirs=_texts(
                current.title,
                current.what,
                current.why,
                current.responsible,
                current.principles,
                current.code_cell or "",
            ),
            mine=_texts(title, what, why, responsible, principles, code_cell),
            drawn_now={"version": proposal.version},
        )
    same = (
        (current.title, current.what, current.why, current.responsible)
        == (title, what, why, responsible)
        and current.principles == list(principles)
        and (current.code_cell or "") == code_cell
    )
    if same:
        return
    proposal.version += 1
    word(
        proposal,
        title=title,
        what=what,
        why=why,
        responsible=responsible,
        principles=list(principles),
        code_cell=code_cell or None,
        by=by,
        now=now,
    )
    record("edited", proposal, by, now)


def _texts(
    title: str, what: str, why: str, responsible: str, principles: Sequence[str], code_cell: str
) -> dict[str, str]:
    return {
        _("Title"): title,
        _("What is proposed"): what,
        _("Why"): why,
        _("Who is responsible"): responsible,
        _("Principles"): words.principles_line(principles),
        _("Place in the European code"): words.cell_name(code_of(code_cell)),
    }
