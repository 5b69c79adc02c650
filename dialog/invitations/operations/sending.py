"""Letters for invitations: invite, remind, print, send a lost link. They only fill the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.invitations import done, doors, letters, queries
from dialog.invitations.models import Invitation, Sending, SendingKind
from dialog.invitations.operations.telling import tell
from dialog.mail.operations import post, stop, write_anew
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Occasion

LOST_AT_MOST = 5


def send(
    invitation: Invitation,
    kind: str,
    *,
    template: str,
    language: str,
    now: datetime,
    by: Person | None,
    quietly: bool = False,
    **parameters: str | int,
) -> Sending | None:
    """Put one letter of `kind` in the outbox, with a place for the personal link.

    None when this kind was sent before, the link is revoked, or the contact cannot be written to.
    One that was stopped before it left is written anew in its place.
    """
    contact = invitation.contact
    if contact is None or contact.email is None or not contact.reachable or invitation.is_revoked:
        return None
    db.session.execute(
        select(Invitation.id).where(Invitation.id == invitation.id).with_for_update()
    )
    sending = db.session.get(Sending, (invitation.id, kind), populate_existing=True)
    if sending is not None and sending.letter is not None:
        db.session.refresh(sending.letter, with_for_update=True)
    stopped = sending.letter if sending is not None and sending.is_stopped else None
    if stopped is not None:
        write_anew(stopped, contact.email, template, language=language, now=now, **parameters)
    elif sending is not None:
        return None
    else:
        letter = post(
            contact.email,
            template,
            language=language,
            cause=letters.cause_of(kind),
            now=now,
            link=("invitation", invitation.id),
            **parameters,
        )
        db.session.flush()
        sending = Sending(invitation=invitation, kind=kind, letter=letter, at=now)
        db.session.add(sending)
    if not quietly:
        journal.record(
            "invitation.sent",
            by=by,
            about=invitation,
            now=now,
            process_id=invitation.occasion.process_id,
            title=invitation.occasion.title,
            name=invitation.addressee,
        )
    return sending


def send_all(
    occasion: Occasion,
    invitations: Iterable[Invitation],
    kind: str,
    *,
    message: str = "",
    by: Person,
    now: datetime,
) -> int:
    """The letter of `kind` to each of `invitations`, each in the contact's language, one journal line.

    Returns how many letters are on their way. `message` is the sender's own addition.
    """
    if not doors.leads_somewhere(occasion, now):
        raise Refusal(
            _("The links would lead nowhere now: it is cancelled, not open yet or closed.")
        )
    count = 0
    for invitation in invitations:
        language = letters.language_of(invitation)
        sending = send(
            invitation,
            kind,
            template=letters.template_of(occasion, kind),
            language=language,
            now=now,
            by=by,
            quietly=True,
            **letters.parameters_of(invitation, language, sender=by.name, message=message),
        )
        count += sending is not None
    verb = "invitations.reminded" if letters.is_reminder(kind) else "invitations.sent"
    tell(verb, occasion, count, by=by, now=now)
    return count


def remind_all(occasion: Occasion, *, message: str = "", by: Person, now: datetime) -> int:
    """Remind everybody who was asked and has not answered: the same letter for all, twice at most."""
    count = 0
    for kind, waiting in queries.to_remind(occasion, done.done(occasion)).items():
        count += send_all(occasion, waiting, kind, message=message, by=by, now=now)
    return count


def stop_sending(occasion: Occasion, *, by: Person, now: datetime) -> int:
    """What has not begun to leave of the letters about `occasion` stays. How many they were."""
    count = stop(queries.leaving(occasion), now)
    tell("invitations.stopped", occasion, count, by=by, now=now)
    return count


def print_letters(
    occasion: Occasion, invitations: Iterable[Invitation], *, by: Person, now: datetime
) -> list[Invitation]:
    """The letters are printed and carried out by hand; counted like a delivered letter."""
    printed = [invitation for invitation in invitations if not invitation.is_revoked]
    for invitation in printed:
        if db.session.get(Sending, (invitation.id, SendingKind.PRINTED.value)) is None:
            db.session.add(Sending(invitation=invitation, kind=SendingKind.PRINTED.value, at=now))
    tell("invitations.printed", occasion, len(printed), by=by, now=now)
    return printed


def send_renewed(invitation: Invitation, *, now: datetime) -> bool:
    """A letter with the new link, to somebody who had one before. False when none can be sent.

    Not a sending of its own: the same invitation, by a new link.
    """
    contact = invitation.contact
    if contact is None or contact.email is None or not contact.reachable or not invitation.written:
        return False
    _post_link(invitation, contact.email, "new_link", now)
    return True


def _post_link(invitation: Invitation, address: str, cause: str, now: datetime) -> None:
    language = letters.language_of(invitation)
    post(
        address,
        "lost_link",
        language=language,
        cause=cause,
        now=now,
        link=("invitation", invitation.id),
        **letters.parameters_of(invitation, language),
    )


def send_lost_links(email_key: str, *, now: datetime) -> int:
    """Letters with the links of everything open that this address is invited to; none if nothing.

    Sent even to somebody who asked us to stop: they ask for it themselves.
    """
    open_ones = [one for one in queries.invitations_of(email_key) if doors.is_open(one, now)]
    for invitation in open_ones[:LOST_AT_MOST]:
        if invitation.contact is not None and invitation.contact.email is not None:
            _post_link(invitation, invitation.contact.email, "lost_link", now)
    return len(open_ones[:LOST_AT_MOST])
