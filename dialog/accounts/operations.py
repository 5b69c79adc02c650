"""Acts on accounts: invite, sign in and out, reset, disable, revoke."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from dialog import journal, tokens
from dialog.accounts import passwords, queries
from dialog.accounts.models import LinkPurpose, Person, StaffLink, StaffSession
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.mail.operations import post
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

WELCOME_FOR = timedelta(days=7)
RESET_FOR = timedelta(minutes=30)


def invite(
    name: str,
    email: str,
    email_key: str,
    *,
    locale: str,
    by: Person | None,
    now: datetime,
    administrator: bool = False,
) -> Person:
    """A new account, with a letter that lets its owner choose a password.

    Refuses when the address has an account already.
    """
    if queries.person_by_email(email_key) is not None:
        raise Refusal(_("%(email)s already has an account.", email=email))
    person = Person(
        email_key=email_key,
        name=name,
        locale=locale,
        administrator_since=now if administrator else None,
    )
    db.session.add(person)
    journal.record("person.invited", by=by, about=person, now=now, name=name)
    send_welcome(person, email, by=by, now=now)
    return person


def send_welcome(person: Person, email: str, *, by: Person | None, now: datetime) -> StaffLink:
    """A letter with a link for choosing the first password; earlier links stop working."""
    link = make_link(person, LinkPurpose.WELCOME, lasts=WELCOME_FOR, now=now)
    post(
        email,
        "staff_welcome",
        language=person.locale,
        cause="account",
        now=now,
        link=("staff", link.id),
        name=person.name,
        inviter=by.name if by else "",
    )
    return link


def welcome_again(person: Person, *, by: Person, now: datetime) -> None:
    """A new letter to somebody whose first one was lost or has grown too old."""
    send_welcome(person, person.email_key, by=by, now=now)
    journal.record("person.invited_again", by=by, about=person, now=now, name=person.name)


def change_own(person: Person, name: str, locale: str, *, now: datetime) -> None:
    """What one is called, and the language one reads; what was there already says nothing."""
    if (name, locale) == (person.name, person.locale):
        return
    person.name, person.locale = name, locale
    journal.record("person.changed", by=person, about=person, now=now)


def ask_for_reset(person: Person, *, now: datetime) -> None:
    """A letter with a link, good for half an hour, for choosing a new password."""
    link = make_link(person, LinkPurpose.RESET, lasts=RESET_FOR, now=now)
    post(
        person.email_key,
        "staff_reset",
        language=person.locale,
        cause="account",
        now=now,
        link=("staff", link.id),
        name=person.name,
    )


def make_link(
    person: Person, purpose: LinkPurpose, *, lasts: timedelta, now: datetime
) -> StaffLink:
    db.session.flush()
    db.session.execute(
        update(StaffLink)
        .where(StaffLink.person_id == person.id, StaffLink.used_at.is_(None))
        .values(used_at=now)
    )
    link = StaffLink(
        person=person, purpose=purpose.value, token_hash=tokens.fresh(), expires_at=now + lasts
    )
    db.session.add(link)
    db.session.flush()
    link.token_hash = tokens.digest(tokens.derive("staff", link.id))
    return link


def choose_password(link: StaffLink, password: str, *, now: datetime) -> Person:
    """Use a link: the person gets the password, and every earlier sign-in ends."""
    if not link.is_good(now) or link.person.is_disabled:
        raise Refusal(_("The link has been used or is too old. Ask for a new one."))
    link.used_at = now
    link.person.password_hash = passwords.hashed(password)
    end_sessions(link.person, now=now)
    journal.record("person.password_chosen", by=link.person, about=link.person, now=now)
    return link.person


def change_password(person: Person, password: str, *, now: datetime) -> None:
    person.password_hash = passwords.hashed(password)
    end_sessions(person, now=now)
    journal.record("person.password_chosen", by=person, about=person, now=now)


def sign_in(person: Person, *, now: datetime) -> tuple[StaffSession, str]:
    """A new sign-in and the token for its cookie. The token is not kept."""
    token = tokens.fresh()
    session = StaffSession(
        person=person, token_hash=tokens.digest(token), created_at=now, last_seen_at=now
    )
    db.session.add(session)
    return session, token


def end_sessions(person: Person, *, now: datetime) -> None:
    """Every sign-in of the person ends at once."""
    db.session.execute(
        update(StaffSession)
        .where(StaffSession.person_id == person.id, StaffSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def disable(person: Person, *, by: Person, now: datetime) -> None:
    """The account stops working at the next request. What the person did stays."""
    if person.id == by.id:
        raise Refusal(_("You cannot disable your own account. Ask another administrator."))
    if person.is_disabled:
        raise Refusal(_("The account is already disabled."))
    person.disabled_at = now
    end_sessions(person, now=now)
    journal.record("person.disabled", by=by, about=person, now=now, name=person.name)


def enable(person: Person, *, by: Person, now: datetime) -> None:
    if not person.is_disabled:
        raise Refusal(_("The account is already in use."))
    person.disabled_at = None
    journal.record("person.enabled", by=by, about=person, now=now, name=person.name)


def set_administrator(person: Person, wanted: bool, *, by: Person, now: datetime) -> None:
    """Give or take the installation's keys. The last administrator keeps them."""
    if wanted == (person.administrator_since is not None):
        return
    if not wanted and [p.id for p in queries.administrators(now)] == [person.id]:
        raise Refusal(_("There must be at least one administrator."))
    person.administrator_since = now if wanted else None
    end_sessions(person, now=now)
    verb = "person.made_administrator" if wanted else "person.no_longer_administrator"
    journal.record(verb, by=by, about=person, now=now, name=person.name)


def revoke_sessions(person: Person, *, by: Person, now: datetime) -> None:
    end_sessions(person, now=now)
    journal.record("person.signed_out_everywhere", by=by, about=person, now=now, name=person.name)
