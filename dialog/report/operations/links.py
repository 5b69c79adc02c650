"""Secret links by which one edition can be read without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog import tokens
from dialog.extensions import db
from dialog.report.models import ReadingLink
from dialog.report.operations.common import record

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.report.models import Edition


def make_reading_link(edition: Edition, *, by: Person, now: datetime) -> tuple[ReadingLink, str]:
    """A secret link to one edition, and its token, which is shown this once."""
    link = ReadingLink(
        edition_id=edition.id,
        token_hash=tokens.digest(tokens.fresh()),
        made_at=now,
        by_id=by.id,
    )
    db.session.add(link)
    db.session.flush()
    token = tokens.derive("reading", link.id)
    link.token_hash = tokens.digest(token)
    record("link_made", edition.report, by, now, number=edition.number)
    return link, token


def revoke_reading_link(link: ReadingLink, *, by: Person, now: datetime) -> None:
    """From now on the link opens nothing. Revoking twice changes nothing."""
    if link.is_revoked:
        return
    link.revoked_at = now
    record("link_revoked", link.edition.report, by, now, number=link.edition.number)
