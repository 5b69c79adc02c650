"""Two rows for one association become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.register import merging
from dialog.register.models import Organisation, Participation
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person


def merge(gone: Organisation, kept: Organisation, *, by: Person, now: datetime) -> None:
    """`gone` is merged into `kept`: contacts, participations and invitations follow.

    What `kept` does not know (number, area, size) it learns from `gone`. Cannot be undone.
    """
    if gone.id == kept.id:
        raise Refusal(_("Choose two different organisations."))
    ids = sorted([gone.id, kept.id])
    db.session.execute(
        select(Organisation.id)
        .where(Organisation.id.in_(ids))
        .order_by(Organisation.id)
        .with_for_update()
    )
    for organisation in (gone, kept):
        db.session.refresh(organisation)
        if organisation.merged_into_id is not None:
            raise Refusal(
                _("%(name)s has already been merged into another.", name=organisation.name)
            )
    for contact in list(gone.contacts):
        contact.organisation = kept
    _move_participations(gone, kept)
    merging.follow(gone, kept)
    kept.org_number = kept.org_number or gone.org_number
    kept.area = kept.area or gone.area
    kept.size = kept.size if kept.size is not None else gone.size
    kept.version += 1
    gone.merged_into = kept
    gone.archived_at = gone.archived_at or now
    gone.version += 1
    journal.record(
        "organisation.merged", by=by, about=kept, now=now, gone=gone.name, name=kept.name
    )


def _move_participations(gone: Organisation, kept: Organisation) -> None:
    present = {part.process_id: part for part in kept.participations}
    for part in list(gone.participations):
        there = present.get(part.process_id)
        if there is None:
            db.session.add(
                Participation(
                    process_id=part.process_id,
                    organisation_id=kept.id,
                    party_id=part.party_id,
                    tags=part.tags,
                    left_at=part.left_at,
                )
            )
        else:
            there.tags = sorted({*there.tags, *part.tags}, key=str.casefold)
            if there.left_at is not None and part.left_at is None:
                there.left_at, there.party_id = None, part.party_id
        db.session.delete(part)
    db.session.flush()
    db.session.expire(kept, ["participations"])
    db.session.expire(gone, ["participations"])
