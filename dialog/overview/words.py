"""The outbox's own words in the page's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.mail.envelopes import is_dead
from dialog.mail.returned import Verdict
from dialog.texts import gettext as _
from dialog.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping


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


RETURNED = "returned "


def failure_in_words(reason: str) -> str:
    """Why a letter did not leave or came back, as the outbox noted it."""
    if reason.startswith(RETURNED):
        return _returned(reason.removeprefix(RETURNED))
    known = {
        "stopped": _("it was stopped before it left"),
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


def _returned(status: str) -> str:
    """What a status code of RFC 3463 says, in words; with the code, for whoever looks it up."""
    _kind, subject, detail = status.split(".")
    known = {
        ("2", "1"): _("the mailbox is closed"),
        ("2", "2"): _("the mailbox is full"),
        ("4", "7"): _("it could not be delivered in time"),
    }
    if is_dead(status) and (subject, detail) not in known:
        said = _("there is no such address")
    elif subject == "7":
        said = _("the receiving server does not accept our letters")
    else:
        said = known.get((subject, detail)) or _("it could not be delivered")
    return _("%(reason)s (code %(code)s)", reason=said, code=status)


def told(verdicts: Mapping[Verdict, int]) -> str:
    """What the letters that had come back were, a sentence for each kind that there was."""
    dead, delayed = verdicts.get(Verdict.DEAD, 0), verdicts.get(Verdict.DELAYED, 0)
    reply, unknown = verdicts.get(Verdict.REPLY, 0), verdicts.get(Verdict.UNKNOWN, 0)
    noted = dead + verdicts.get(Verdict.RETURNED, 0)
    told = [
        ngettext(
            "%(num)s letter is noted as come back.",
            "%(num)s letters are noted as come back.",
            noted,
        )
    ]
    if dead:
        told.append(
            ngettext(
                "%(num)s address takes no letters and is not written to any more.",
                "%(num)s addresses take no letters and are not written to any more.",
                dead,
            )
        )
    if delayed:
        told.append(
            ngettext("%(num)s is on its way still.", "%(num)s are on their way still.", delayed)
        )
    if reply:
        told.append(
            ngettext(
                "%(num)s is an answer that somebody should read.",
                "%(num)s are answers that somebody should read.",
                reply,
            )
        )
    if unknown:
        told.append(
            ngettext(
                "%(num)s is about no letter from here.",
                "%(num)s are about no letter from here.",
                unknown,
            )
        )
    return " ".join(told)


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
