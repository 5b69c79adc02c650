"""Staff, their sessions and one-time links, and the counters against guessing."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.extensions import Model

LONGEST_SESSION = timedelta(hours=12)


class LinkPurpose(StrEnum):
    """What a one-time link by mail is for."""

    WELCOME = "welcome"
    RESET = "reset"


class Person(Model):
    """Somebody on the staff. `email_key` is the address in the form it is looked up by."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email_key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    locale: Mapped[str] = mapped_column(default="sv")
    administrator_since: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]

    @property
    def is_administrator(self) -> bool:
        return self.administrator_since is not None and not self.is_disabled

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None


class StaffSession(Model):
    """A sign-in. The cookie holds a random token, the row its SHA-256."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    def is_alive(self, now: datetime, idle: timedelta) -> bool:
        """Not ended, not idle for longer than `idle`, and not older than any session may get."""
        return (
            self.ended_at is None
            and not self.person.is_disabled
            and now < self.last_seen_at + idle
            and now < self.created_at + LONGEST_SESSION
        )


class StaffLink(Model):
    """A link sent to a member of staff, good once: to choose a first or a new password."""

    __tablename__ = "staff_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    def is_good(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at


class Attempt(Model):
    """Tries by one key (an address, a name; hashed) within one window of time."""

    __tablename__ = "attempt"

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    tries: Mapped[int] = mapped_column(default=0)
