"""What invitations bring to the application: links for the outbox, sentences, who follows a merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import update

from dialog import tokens
from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.invitations.operations.inviting import PURPOSE
from dialog.journal import sentences
from dialog.mail import links
from dialog.register import merging
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask

    from dialog.register.models import Organisation


def personal_link(number: int) -> str | None:
    """The address of an invitation's link; None when it has been revoked."""
    invitation = db.session.get(Invitation, number)
    if invitation is None or invitation.is_revoked:
        return None
    base: str = current_app.config["SETTINGS"].base_url
    return f"{base}/i/{tokens.derive(PURPOSE, number, invitation.generation)}"


def follow(gone: Organisation, kept: Organisation) -> None:
    """Two organisations become one: what one was invited to, the other is."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.organisation_id == gone.id)
        .values(organisation_id=kept.id)
    )


def init_app(_app: Flask) -> None:
    links.register(PURPOSE, personal_link)
    merging.register("invitations", follow)
    sentences.register(
        {
            "invitation.made": _l("%(who)s invited %(name)s to %(title)s."),
            "invitations.made": _l("%(who)s chose %(count)s to be invited to %(title)s."),
            "invitation.sent": _l("%(who)s wrote to %(name)s about %(title)s."),
            "invitations.sent": _l("%(who)s sent %(count)s invitations to %(title)s."),
            "invitations.reminded": _l("%(who)s sent %(count)s reminders about %(title)s."),
            "invitations.stopped": _l(
                "%(who)s stopped %(count)s letters about %(title)s before they left."
            ),
            "invitations.printed": _l("%(who)s printed %(count)s letters about %(title)s."),
            "invitation.revoked": _l("%(who)s revoked the link of %(name)s to %(title)s."),
            "invitation.renewed": _l("%(who)s made a new link for %(name)s to %(title)s."),
            "invitation.passed_on": _l(
                "Somebody at %(organisation)s passed the invitation to %(title)s on to a colleague."
            ),
            "reply.yes": _l("%(who)s noted that %(name)s will come to %(title)s."),
            "reply.no": _l("%(who)s noted that %(name)s will not come to %(title)s."),
            "reply.came": _l("%(who)s noted that %(name)s came to %(title)s."),
            "reply.walked_in": _l(
                "%(who)s noted that somebody of %(name)s came to %(title)s without an invitation."
            ),
        }
    )
