"""The outbox's own words in the page's language."""

from __future__ import annotations

from dialog.texts import gettext as _


def cause_name(cause: str) -> str:
    """Why a letter was written, for the people who look after the outbox."""
    known = {
        "account": _("an account"),
        "invite": _("an invitation"),
        "invitation": _("an invitation"),
        "reminder": _("a reminder"),
        "reminder1": _("a reminder"),
        "reminder2": _("a second reminder"),
        "lost_link": _("a lost link"),
        "new_link": _("a new link"),
        "passed_on": _("an invitation that was passed on"),
        "cancelled": _("something cancelled"),
        "summary": _("a summary"),
    }
    return known.get(cause, cause)
