"""Yes, no, came, walked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.invitations.models import Reply, ReplyKind
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.invitations.models import Invitation
    from dialog.process.models import Occasion, Party
    from dialog.register.models import Organisation


def reply(
    occasion: Occasion,
    kind: str,
    party: Party,
    *,
    invitation: Invitation | None = None,
    organisation: Organisation | None = None,
    now: datetime,
    by: Person | None = None,
) -> Reply:
    """Write down a reply. Append-only: the latest of an invitation (or organisation) counts.

    `by` is the member of staff who registered it; a participant's own reply leaves no line.
    """
    if invitation is not None and invitation.occasion_id != occasion.id:
        raise Refusal(_("That invitation is to something else."))
    if occasion.is_cancelled:
        raise Refusal(_("It has been cancelled. No replies are needed."))
    if invitation is not None and organisation is None:
        organisation = invitation.organisation
    made = Reply(
        occasion=occasion,
        invitation=invitation,
        organisation=organisation,
        party=party,
        kind=ReplyKind(kind).value,
        at=now,
    )
    db.session.add(made)
    db.session.flush()
    if by is not None:
        journal.record(
            f"reply.{made.kind}",
            by=by,
            about=made,
            now=now,
            process_id=occasion.process_id,
            title=occasion.title,
            name=organisation.name if organisation is not None else party.name,
        )
    return made
