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


def failure_in_words(reason: str) -> str:
    """Why a letter did not leave, as the outbox noted it."""
    known = {
        "the address was refused": _("the mail server refused the address"),
        "the link has been revoked": _("its link has been revoked"),
        "ConnectionRefusedError": _("the mail server does not answer"),
        "TimeoutError": _("the mail server does not answer"),
        "gaierror": _("the mail server is not found"),
        "SMTPAuthenticationError": _("the mail server refused the password"),
        "SMTPServerDisconnected": _("the mail server hung up"),
        "SMTPSenderRefused": _("the mail server refused the sender"),
    }
    return known.get(reason) or _("the mail server could not take it (%(reason)s)", reason=reason)


def thing_name(kind: str) -> str:
    """A kind of thing that the journal tells about."""
    known = {
        "process": _("The dialogue"),
        "stage": _("Stages"),
        "party": _("Parties"),
        "membership": _("The team"),
        "occasion": _("Occasions"),
        "organisation": _("Organisations"),
        "contact": _("Contacts"),
        "participation": _("Participants"),
        "import_file": _("Imports"),
        "invitation": _("Invitations"),
        "reply": _("Replies and attendance"),
        "survey": _("Surveys"),
        "response": _("Survey answers"),
        "focus_group": _("Focus groups"),
        "guide": _("Discussion guides"),
        "utterance": _("Notes from groups"),
        "workshop": _("Workshops"),
        "contribution": _("Contributions"),
        "theme": _("Themes"),
        "coding": _("Codings"),
        "proposal": _("Proposals"),
        "report": _("Reports"),
        "edition": _("Issued reports"),
        "release": _("Released figures"),
        "person": _("Accounts"),
        "letter": _("Letters"),
    }
    return known.get(kind, _("Other things"))
