"""Before the room is full: the question, the columns, who takes notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.live.operations import new_channel
from dialog.process.models import OccasionKind, StageKind
from dialog.process.operations import add_occasion
from dialog.texts import gettext as _
from dialog.workshop.models import Activity, ActivityKind, Place, PlaceKind, Workshop
from dialog.workshop.models.boards import DEFAULT_DOTS, DEFAULT_LIMIT, DEFAULT_PER_TARGET
from dialog.workshop.operations import common

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.errors import Shown
    from dialog.process.models import Process

MOST_COLUMNS = 8


def create_workshop(
    process: Process,
    title: str,
    *,
    question: str,
    columns: Sequence[str],
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    place: str | None = None,
    note_taker: Person | None = None,
    client_id: str | None = None,
    by: Person,
    now: datetime,
) -> Workshop:
    """A workshop with an empty board. The same client id again is the same workshop."""
    occasion, is_new = add_occasion(
        process,
        StageKind.WORKSHOP,
        OccasionKind.WORKSHOP.value,
        title,
        client_id=client_id,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place or None,
    )
    if not is_new:
        known = db.session.get(Workshop, occasion.id)
        if known is None:
            raise Refusal(_("That form has already been used for something else. Reload the page."))
        return known
    workshop = Workshop(occasion=occasion, note_taker=note_taker)
    settings = {
        "question": question,
        "dots": DEFAULT_DOTS,
        "per_target": DEFAULT_PER_TARGET,
        "limit": DEFAULT_LIMIT,
    }
    activity = Activity(
        workshop=workshop,
        channel=new_channel(),
        kind=ActivityKind.BOARD.value,
        position=1,
        settings=settings,
    )
    db.session.add_all([workshop, activity])
    db.session.flush()
    for position, name in enumerate(_checked(columns), 1):
        db.session.add(
            Place(
                activity_id=activity.id, kind=PlaceKind.COLUMN.value, title=name, position=position
            )
        )
    _record("workshop.created", workshop, by, now)
    return workshop


def _checked(columns: Sequence[str]) -> Sequence[str]:
    if not columns:
        raise Refusal(_("A board needs at least one column."))
    if len(columns) > MOST_COLUMNS:
        raise Refusal(
            _("At most %(most)s columns: more cannot be read on a wall.", most=MOST_COLUMNS)
        )
    return columns


def edit_workshop(
    activity: Activity,
    *,
    title: str,
    question: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    place: str | None,
    note_taker: Person | None,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """What it is called, asks, when and where it is. Stale when somebody else was first."""
    common.lock(activity)
    workshop, occasion = activity.workshop, activity.workshop.occasion
    db.session.refresh(workshop)
    db.session.refresh(occasion)
    if occasion.version != version:
        raise Stale(
            _(
                "Somebody else changed the workshop while you were writing. "
                "Choose what is to stand."
            ),
            theirs=_texts(
                occasion.title,
                activity.question,
                occasion.starts_at,
                occasion.ends_at,
                occasion.place,
                workshop.note_taker,
            ),
            mine=_texts(title, question, starts_at, ends_at, place, note_taker),
            drawn_now={"version": occasion.version},
        )
    occasion.title, occasion.place = title, place or None
    occasion.starts_at, occasion.ends_at = starts_at, ends_at
    occasion.version += 1
    activity.settings = {**activity.settings, "question": question}
    set_note_taker(activity.workshop, note_taker, by=by, now=now)
    _record("workshop.edited", activity.workshop, by, now)
    common.announce(activity, "board", [activity.id], now)


def _texts(
    title: str,
    question: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    place: str | None,
    note_taker: Person | None,
) -> dict[str, Shown]:
    return {
        _("Title"): title,
        _("The question to the room"): question,
        _("Starts at"): starts_at,
        _("Ends at"): ends_at,
        _("Place"): place,
        _("Note-taker"): note_taker.name if note_taker else _("Nobody"),
    }


def set_note_taker(workshop: Workshop, person: Person | None, *, by: Person, now: datetime) -> None:
    """Who keeps the board beside the facilitator; nobody, with None."""
    if workshop.note_taker_id == (person.id if person else None):
        return
    workshop.note_taker = person
    journal.record(
        "workshop.note_taker_set",
        by=by,
        about=workshop,
        now=now,
        process_id=workshop.occasion.process_id,
        title=workshop.occasion.title,
        name=person.name if person else "–",
    )


def _record(verb: str, workshop: Workshop, by: Person, now: datetime) -> None:
    journal.record(
        verb,
        by=by,
        about=workshop,
        now=now,
        process_id=workshop.occasion.process_id,
        title=workshop.occasion.title,
    )
