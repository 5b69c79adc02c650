"""Ask somebody to an occasion; take the link back, or make a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal, tokens
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.invitations import newly
from dialog.invitations.models import Invitation
from dialog.invitations.operations.telling import tell
from dialog.process.models import Occasion
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Party
    from dialog.register.models import Contact, Organisation

PURPOSE = "invitation"


def invite(
    occasion: Occasion,
    contact: Contact | None,
    party: Party,
    *,
    list_name: str = "",
    organisation: Organisation | None = None,
    by: Person | None,
    now: datetime,
    quietly: bool = False,
) -> Invitation:
    """Ask `contact` (or, by a letter on paper, an `organisation` without one) to `occasion`.

    Asking the same again gives the invitation that is there. The token of the link is derived from
    the invitation's number and generation; only its digest is kept.
    """
    organisation = contact.organisation if contact is not None else organisation
    _check(occasion, contact, organisation)
    known = _known(occasion, contact, organisation)
    if known is not None:
        return known
    invitation = _invite(occasion, contact, party, organisation, list_name, now)
    newly.invited_to(occasion)
    if not quietly:
        _record("invitation.made", invitation, by=by, now=now)
    return invitation


def _invite(
    occasion: Occasion,
    contact: Contact | None,
    party: Party,
    organisation: Organisation | None,
    list_name: str,
    now: datetime,
) -> Invitation:
    invitation = Invitation(
        occasion=occasion,
        contact=contact,
        organisation=organisation,
        party=party,
        list_name=list_name,
        generation=1,
        created_at=now,
    )
    db.session.add(invitation)
    db.session.flush()
    _keep_digest(invitation)
    return invitation


def _check(occasion: Occasion, contact: Contact | None, organisation: Organisation | None) -> None:
    if contact is None and organisation is None:
        raise Refusal(_("Choose who is to be invited."))
    if occasion.is_cancelled:
        raise Refusal(_("It has been cancelled. Nobody can be invited to it."))


def _known(
    occasion: Occasion, contact: Contact | None, organisation: Organisation | None
) -> Invitation | None:
    # The occasion's row is held until commit: two who ask at once make one invitation.
    db.session.execute(select(Occasion.id).where(Occasion.id == occasion.id).with_for_update())
    statement = select(Invitation).where(Invitation.occasion_id == occasion.id)
    if contact is not None:
        statement = statement.where(Invitation.contact_id == contact.id)
    else:
        statement = statement.where(
            Invitation.contact_id.is_(None),
            Invitation.organisation_id == (organisation.id if organisation else None),
        )
    return db.session.scalars(statement).first()


def _keep_digest(invitation: Invitation) -> None:
    token = tokens.derive(PURPOSE, invitation.id, invitation.generation)
    invitation.token_hash = tokens.digest(token)


def invite_many(
    occasion: Occasion,
    who: Iterable[tuple[Contact | None, Organisation, Party]],
    *,
    by: Person,
    now: datetime,
) -> int:
    """Ask many at once, with one line in the journal. Returns how many are new."""
    fresh = 0
    for contact, organisation, party in who:
        asked = contact.organisation if contact is not None else organisation
        _check(occasion, contact, asked)
        if _known(occasion, contact, asked) is None:
            _invite(occasion, contact, party, asked, "", now)
            fresh += 1
    if fresh:
        newly.invited_to(occasion)
    tell("invitations.made", occasion, fresh, by=by, now=now)
    return fresh


def revoke(invitation: Invitation, *, by: Person, now: datetime) -> None:
    """The link stops working at once, everywhere it has been opened."""
    _lock(invitation)
    if invitation.is_revoked:
        raise Refusal(_("The link has already been revoked."))
    invitation.revoked_at = now
    _next_generation(invitation)
    _record("invitation.revoked", invitation, by=by, now=now)


def renew(invitation: Invitation, *, by: Person, now: datetime) -> None:
    """A new link; the earlier one stops working at once."""
    _lock(invitation)
    invitation.revoked_at = None
    _next_generation(invitation)
    _record("invitation.renewed", invitation, by=by, now=now)


def _next_generation(invitation: Invitation) -> None:
    invitation.generation += 1
    _keep_digest(invitation)


def _lock(invitation: Invitation) -> None:
    db.session.execute(
        select(Invitation.id).where(Invitation.id == invitation.id).with_for_update()
    )
    db.session.refresh(invitation, ["generation", "revoked_at"])


def _record(verb: str, invitation: Invitation, *, by: Person | None, now: datetime) -> None:
    occasion = invitation.occasion
    journal.record(
        verb,
        by=by,
        about=invitation,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
        name=invitation.addressee,
    )
