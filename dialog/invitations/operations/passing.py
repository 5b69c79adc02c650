"""Somebody else in the association should answer: the invitation is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.invitations import letters
from dialog.invitations.models import Invitation, SendingKind
from dialog.invitations.operations.inviting import invite
from dialog.invitations.operations.sending import send
from dialog.register.models import Contact
from dialog.register.names import email_key
from dialog.register.operations import add_contact
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

AT_MOST = 3
LIST = "passed on from "


def pass_on(invitation: Invitation, name: str, email: str, *, now: datetime) -> Invitation:
    """Invite a colleague of the invited to the same occasion, and write to them.

    Three times at most for one invitation, counted from the first in the chain. The first link
    goes on working: the right to answer is the association's.
    """
    if invitation.organisation is None:
        raise Refusal(_("This invitation is personal and cannot be passed on."))
    db.session.execute(
        select(Invitation.id).where(Invitation.id == invitation.id).with_for_update()
    )
    if passed_on(invitation) >= AT_MOST:
        raise Refusal(
            _("The invitation has been passed on three times. Write to the municipality instead.")
        )
    language = letters.language_of(invitation)
    contact = _contact(invitation, name, email, language, now)
    made = invite(
        invitation.occasion,
        contact,
        invitation.party,
        list_name=root_list(invitation),
        by=None,
        now=now,
        quietly=True,
    )
    send(
        made,
        SendingKind.INVITE.value,
        template="passed_on",
        language=contact.locale,
        now=now,
        by=None,
        quietly=True,
        **letters.parameters_of(made, contact.locale),
    )
    journal.record(
        "invitation.passed_on",
        by=None,
        about=made,
        now=now,
        process_id=invitation.occasion.process_id,
        organisation=invitation.organisation.name,
        title=invitation.occasion.title,
    )
    return made


def root_list(invitation: Invitation) -> str:
    """The list on which everybody stands to whom the same first invitation was passed on."""
    name = invitation.list_name
    return name if name.startswith(LIST) else f"{LIST}{invitation.id}"


def passed_on(invitation: Invitation) -> int:
    """How often the first invitation of this chain has been passed on."""
    return (
        db.session.scalar(
            select(func.count(Invitation.id)).where(
                Invitation.occasion_id == invitation.occasion_id,
                Invitation.list_name == root_list(invitation),
            )
        )
        or 0
    )


def _contact(
    invitation: Invitation, name: str, email: str, language: str, now: datetime
) -> Contact:
    """The contact with that address in the organisation; made when there is none."""
    organisation = invitation.organisation
    assert organisation is not None  # noqa: S101 - the caller refused personal invitations
    known = db.session.scalars(
        select(Contact).where(
            Contact.organisation_id == organisation.id, Contact.email_key == email_key(email)
        )
    ).first()
    if known is not None:
        return known
    return add_contact(
        organisation, name, email=email, locale=language, by=None, now=now, quietly=True
    )
