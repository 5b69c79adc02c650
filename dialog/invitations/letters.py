"""What a letter to somebody invited says: its template, its language, the facts it tells.

Facts are put into words here, in the recipient's language, because the outbox keeps texts only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.invitations.models import SendingKind
from dialog.process.models import OccasionKind
from dialog.texts import force_locale
from dialog.texts import gettext as _
from dialog.web.templates import hours, long_day

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.invitations.models import Invitation
    from dialog.process.models import Occasion

REMINDERS = (SendingKind.REMINDER1.value, SendingKind.REMINDER2.value)


def is_reminder(kind: str) -> bool:
    return kind in REMINDERS


def cause_of(kind: str) -> str:
    """Why the letter was written, as the outbox shows it."""
    return "reminder" if is_reminder(kind) else "invitation"


def template_of(occasion: Occasion, kind: str) -> str:
    """The template of a letter of `kind` about `occasion`."""
    act = "reminder" if is_reminder(kind) else "invitation"
    about = "survey" if occasion.kind == OccasionKind.SURVEY else "occasion"
    return f"{act}_{about}"


def language_of(invitation: Invitation) -> str:
    return invitation.contact.locale if invitation.contact is not None else "sv"


def parameters_of(
    invitation: Invitation, language: str, *, sender: str = "", message: str = ""
) -> dict[str, str | int]:
    """The facts of a letter in `language`: what, when, where, for whom, from whom."""
    occasion = invitation.occasion
    contact = invitation.contact
    return {
        "title": occasion.title,
        "process": occasion.process.title,
        "occasion_kind": occasion.kind,
        "name": contact.name if contact is not None else invitation.addressee,
        "organisation": invitation.organisation.name if invitation.organisation else "",
        "starts": when(occasion.starts_at, language, until=occasion.ends_at),
        "until": when(occasion.ends_at, language),
        "place": occasion.place or "",
        "sender": sender,
        "message": message,
    }


def when(moment: datetime | None, language: str, *, until: datetime | None = None) -> str:
    """A day with its name and from when until when, on a Swedish wall clock; "" if not decided."""
    if moment is None:
        return ""
    with force_locale(language):
        return _("%(day)s, %(hours)s", day=long_day(moment), hours=hours(moment, until))
