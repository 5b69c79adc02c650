"""Who can be asked to an occasion: the participants of its dialogue, by party and tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.register import queries as register_queries

if TYPE_CHECKING:
    from dialog.process.models import Occasion, Party
    from dialog.register.models import Contact, Organisation, Participation


@dataclass(frozen=True)
class Candidate:
    """An organisation that takes part, with those of its contacts that are not invited yet."""

    organisation: Organisation
    party: Party
    tags: tuple[str, ...]
    contacts: tuple[Contact, ...]  # not invited yet, and may be written to (by mail or on paper)
    invited: int  # how many of its contacts are invited already; one for a letter on paper

    @property
    def is_new(self) -> bool:
        """Somebody of it can still be invited."""
        return bool(self.contacts) or (not self.invited and not self.organisation.contacts)

    def chosen(self, everybody: bool, on_paper: bool) -> list[Contact | None]:
        """Whom to invite: all contacts or the first that can be reached; None is a letter on paper."""
        if not self.is_new:
            return []
        if not self.contacts:
            return [None] if on_paper else []
        if everybody:
            return list(self.contacts)
        if self.invited:
            return []
        return [min(self.contacts, key=lambda contact: (not contact.reachable, contact.id))]


def candidates(occasion: Occasion, party: Party | None = None, tag: str = "") -> list[Candidate]:
    """The participants of the occasion's dialogue, by name; of one party, with one tag."""
    contacts: set[int] = set()
    on_paper: set[int] = set()
    asked = db.session.execute(
        select(Invitation.contact_id, Invitation.organisation_id).where(
            Invitation.occasion_id == occasion.id
        )
    )
    for contact_id, organisation_id in asked:
        if contact_id is not None:
            contacts.add(contact_id)
        elif organisation_id is not None:
            on_paper.add(organisation_id)
    rows = db.session.scalars(register_queries.participations(occasion.process, party))
    return [_candidate(row, contacts, on_paper) for row in rows if not tag or tag in row.tags]


def _candidate(part: Participation, invited: set[int], on_paper: set[int]) -> Candidate:
    organisation = part.organisation
    addresses = {c.email_key for c in organisation.contacts if c.id in invited and c.email_key}
    left: list[Contact] = []
    for contact in sorted(organisation.contacts, key=lambda one: one.id):
        if contact.id in invited or contact.stopped_at is not None:
            continue
        if contact.email_key is None or contact.email_key not in addresses:
            left.append(contact)
            addresses |= {contact.email_key} if contact.email_key else set()
    count = sum(contact.id in invited for contact in organisation.contacts)
    return Candidate(
        organisation=organisation,
        party=part.party,
        tags=tuple(part.tags),
        contacts=tuple(left),
        invited=count + (organisation.id in on_paper),
    )
