"""What the register brings to the application: its sentences and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.journal import sentences
from dialog.mail import refusals
from dialog.register import names, operations, queries, words
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask


def _bounced(address: str, now: datetime) -> None:
    """Whoever has an address that was refused gets no more letters there until it is mended."""
    for contact in queries.contacts_at(address):
        operations.mark_bounced(contact, by=None, now=now)


def init_app(app: Flask) -> None:
    refusals.register("register", _bounced)
    app.jinja_env.filters["kind_name"] = words.kind_name
    app.jinja_env.filters["area_name"] = words.area_name
    app.jinja_env.filters["org_number"] = names.written
    sentences.register(
        {
            "organisation.added": _l("%(who)s added %(name)s to the register."),
            "organisation.edited": _l("%(who)s changed %(name)s in the register."),
            "organisation.archived": _l("%(who)s archived %(name)s."),
            "organisation.unarchived": _l("%(who)s took %(name)s into use again."),
            "organisation.merged": _l("%(who)s merged %(gone)s into %(name)s."),
            "organisation.takes_part": _l("%(who)s let %(name)s take part for %(party)s."),
            "organisation.left": _l("%(who)s noted that %(name)s no longer takes part."),
            "participants.chosen": _l(
                "%(who)s chose %(count)s organisations to take part for %(party)s."
            ),
            "contact.added": _l("%(who)s added %(name)s as contact person of %(organisation)s."),
            "contact.edited": _l("%(who)s changed %(name)s, contact person of %(organisation)s."),
            "contact.stopped": _l("%(name)s at %(organisation)s gets no more letters (%(who)s)."),
            "contact.resumed": _l(
                "%(who)s noted that %(name)s at %(organisation)s may be written to again."
            ),
            "contact.bounced": _l("Letters to %(name)s at %(organisation)s come back (%(who)s)."),
            "contact.bounce_cleared": _l(
                "%(who)s noted that letters to %(name)s at %(organisation)s arrive again."
            ),
            "register.imported": _l(
                "%(who)s read a file into the register: %(added)s new organisations, "
                "%(contacts)s more contact persons, %(skipped)s rows left out."
            ),
        }
    )
