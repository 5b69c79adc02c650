"""Add and edit contacts; note that mail does not arrive, or that somebody asked us to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.register import names, words
from dialog.register.models import Contact
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.errors import Shown
    from dialog.register.models import Organisation


def add_contact(
    organisation: Organisation,
    name: str,
    *,
    email: str | None = None,
    phone: str | None = None,
    locale: str = "sv",
    client_id: str | None = None,
    by: Person | None,
    now: datetime,
    quietly: bool = False,
) -> Contact:
    """Somebody who answers for the organisation. The same client id again is the same contact."""
    if client_id:
        known = db.session.scalars(select(Contact).where(Contact.client_id == client_id)).first()
        if known is not None:
            return known
    contact = Contact(
        organisation=organisation,
        name=name,
        email=email or None,
        email_key=names.email_key(email) if email else None,
        phone=phone or None,
        locale=locale,
        client_id=client_id,
    )
    db.session.add(contact)
    db.session.flush()
    if not quietly:
        _record("contact.added", contact, by=by, now=now)
    return contact


def edit_contact(
    contact: Contact,
    *,
    name: str,
    email: str | None,
    phone: str | None,
    locale: str,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """Change a contact. A new address has not bounced. Stale when somebody else was first."""
    _lock(contact)
    if contact.version != version:
        raise Stale(
            _("Somebody else changed the contact while you were writing. Choose what is to stand."),
            theirs=_as_texts(contact.name, contact.email, contact.phone, contact.locale),
            mine=_as_texts(name, email, phone, locale),
            drawn_now={"version": contact.version},
        )
    key = names.email_key(email) if email else None
    if key != contact.email_key:
        contact.bounced_at = None
    contact.name = name
    contact.email = email or None
    contact.email_key = key
    contact.phone = phone or None
    contact.locale = locale
    contact.version += 1
    _record("contact.edited", contact, by=by, now=now)


def _as_texts(name: str, email: str | None, phone: str | None, locale: str) -> dict[str, Shown]:
    return {
        _("Name"): name,
        _("E-mail"): email,
        _("Telephone"): phone,
        _("Language of letters"): words.language_name(locale),
    }


def stop(contact: Contact, *, by: Person | None, now: datetime) -> None:
    """The contact asked not to be written to. Asking twice changes nothing."""
    _lock(contact)
    if contact.stopped_at is not None:
        return
    contact.stopped_at = now
    contact.version += 1
    _record("contact.stopped", contact, by=by, now=now)


def resume(contact: Contact, *, by: Person, now: datetime) -> None:
    """The contact may be written to again, because they said so."""
    _lock(contact)
    if contact.stopped_at is None:
        raise Refusal(_("Letters are already sent to this contact person."))
    contact.stopped_at = None
    contact.version += 1
    _record("contact.resumed", contact, by=by, now=now)


def mark_bounced(contact: Contact, *, by: Person | None, now: datetime) -> None:
    """Mail to the address came back. Marking twice changes nothing."""
    _lock(contact)
    if contact.email is None:
        raise Refusal(_("The contact person has no e-mail address."))
    if contact.bounced_at is not None:
        return
    contact.bounced_at = now
    contact.version += 1
    _record("contact.bounced", contact, by=by, now=now)


def clear_bounce(contact: Contact, *, by: Person, now: datetime) -> None:
    """The address works after all."""
    _lock(contact)
    if contact.bounced_at is None:
        raise Refusal(_("The address is already in use."))
    contact.bounced_at = None
    contact.version += 1
    _record("contact.bounce_cleared", contact, by=by, now=now)


def _record(verb: str, contact: Contact, *, by: Person | None, now: datetime) -> None:
    journal.record(
        verb,
        by=by,
        about=contact,
        now=now,
        name=contact.name,
        organisation=contact.organisation.name,
    )


def _lock(contact: Contact) -> None:
    db.session.execute(select(Contact.id).where(Contact.id == contact.id).with_for_update())
    db.session.refresh(contact)
