"""What accounts bring to the application: who is asking, links, sentences, the sign-in page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from werkzeug.exceptions import Unauthorized

from dialog import tokens
from dialog.accounts import access
from dialog.accounts.models import StaffLink
from dialog.accounts.routes.signing import offer_sign_in
from dialog.extensions import db
from dialog.journal import sentences
from dialog.mail import links
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask


def staff_link(number: int) -> str | None:
    """The address of a link to a member of staff; None when it has been used."""
    link = db.session.get(StaffLink, number)
    if link is None or link.used_at is not None:
        return None
    base: str = current_app.config["SETTINGS"].base_url
    return f"{base}/choose-password/{tokens.derive('staff', number)}"


def init_app(app: Flask) -> None:
    app.before_request(access.recognise)
    app.register_error_handler(Unauthorized, offer_sign_in)
    links.register("staff", staff_link)
    sentences.register(
        {
            "person.invited": _l("%(who)s invited %(name)s to the staff."),
            "person.invited_again": _l("%(who)s sent %(name)s a new invitation to the staff."),
            "person.changed": _l("%(who)s changed name or language of the own account."),
            "person.password_chosen": _l("%(who)s chose a new password."),
            "person.disabled": _l("%(who)s disabled the account of %(name)s."),
            "person.enabled": _l("%(who)s enabled the account of %(name)s again."),
            "person.made_administrator": _l("%(who)s made %(name)s an administrator."),
            "person.no_longer_administrator": _l(
                "%(who)s decided that %(name)s is no longer an administrator."
            ),
            "person.signed_out_everywhere": _l("%(who)s signed %(name)s out everywhere."),
        }
    )
