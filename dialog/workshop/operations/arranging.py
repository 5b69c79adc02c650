"""Grouping, moving, naming. Everything carries the version it was seen in: nobody is overrun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.workshop import queries
from dialog.workshop.models import Card, Dot, Phase, Place, PlaceKind
from dialog.workshop.operations import common
from dialog.workshop.operations.preparing import MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.workshop.models import Activity

OPEN = (Phase.WRITING, Phase.SORTING, Phase.VOTING, Phase.TALKING)


@dataclass(frozen=True)
class Picked:
    """A note somebody has picked, in the version they saw."""

    card_id: int
    version: int


def gather(
    activity: Activity,
    picked: Sequence[Picked],
    title: str,
    *,
    client_id: str,
    by: Person,
    now: datetime,
) -> Place:
    """Put notes together in a new group, where the first of them hangs. Their dots come along."""
    common.lock(activity)
    common.require_phase(activity, *OPEN)
    known = db.session.scalars(
        select(Place).where(Place.activity_id == activity.id, Place.client_id == client_id)
    ).first()
    if known is not None:
        return known
    cards = _take(activity, picked, title)
    first = cards[0]
    left = {common.column_id(card.place) for card in cards}
    inside = first.place.kind == PlaceKind.GROUP
    group = Place(
        activity_id=activity.id,
        parent_id=common.column_id(first.place),
        kind=PlaceKind.GROUP.value,
        title=title,
        position=first.place.position if inside else first.position,
        client_id=client_id,
    )
    db.session.add(group)
    db.session.flush()
    _lay(cards, group)
    _record("workshop.notes_grouped", activity, by, now, name=title, count=len(cards))
    common.announce(activity, "column", sorted({*left, common.column_id(group)}), now)
    return group


def move(
    activity: Activity, picked: Sequence[Picked], to: Place, *, by: Person, now: datetime
) -> None:
    """Hang notes at the bottom of another column or group."""
    common.lock(activity)
    common.require_phase(activity, *OPEN)
    if to.is_dissolved:
        raise Refusal(_("The group has been dissolved. Choose another place."))
    cards = _take(activity, picked, to.title)
    _lay(cards, to)
    _record("workshop.notes_moved", activity, by, now, name=to.title, count=len(cards))
    common.announce(activity, "card", [card.id for card in cards], now)


def _take(activity: Activity, picked: Sequence[Picked], wanted: str) -> list[Card]:
    """The cards that were picked, in the order they hang. Stale when one has been moved since."""
    versions = {one.card_id: one.version for one in picked}
    if not versions:
        raise Refusal(_("Pick at least one note first."))
    cards = db.session.scalars(
        select(Card)
        .where(Card.activity_id == activity.id, Card.id.in_(versions))
        .order_by(Card.position, Card.id)
        .execution_options(populate_existing=True)
    ).all()
    if len(cards) != len(versions):
        raise Refusal(_("One of the notes is not on this board."))
    late = [card for card in cards if card.version != versions[card.id]]
    if late:
        texts = [queries.note_of(activity, card.id) for card in late]
        labels = [
            note.text[:60] if note else str(card.id) for note, card in zip(texts, late, strict=True)
        ]
        raise Stale(
            _("Somebody else has moved a note in the meantime. Choose what is to stand."),
            theirs={label: card.place.title for label, card in zip(labels, late, strict=True)},
            mine=dict.fromkeys(labels, wanted),
            drawn_now={"card": [f"{card.id}:{card.version}" for card in cards]},
        )
    return list(cards)


def _lay(cards: Sequence[Card], place: Place) -> None:
    position = common.next_position(place)
    for offset, card in enumerate(cards):
        card.place_id = place.id
        card.position = position + offset
        card.version += 1
    db.session.flush()


def ungroup(activity: Activity, group: Place, *, version: int, by: Person, now: datetime) -> None:
    """Let the notes of a group hang loose again, where the group hung."""
    common.lock(activity)
    common.require_phase(activity, *OPEN)
    if group.is_dissolved:
        return
    _check_version(group, version, _("dissolve the group"))
    if _carries_dots(group):
        raise Refusal(
            _("There are dots on the group. It stays together, so that they keep counting.")
        )
    column = db.session.get_one(Place, group.parent_id)
    cards = db.session.scalars(
        select(Card).where(Card.place_id == group.id).order_by(Card.position, Card.id)
    ).all()
    for card in cards:
        card.place_id, card.position = column.id, group.position
        card.version += 1
    group.dissolved_at = now
    group.version += 1
    _record("workshop.group_dissolved", activity, by, now, name=group.title)
    common.announce(activity, "column", [column.id], now)


def rename(
    activity: Activity, place: Place, title: str, *, version: int, by: Person, now: datetime
) -> None:
    """Another name for a column or group."""
    common.lock(activity)
    _check_version(place, version, title)
    if place.title == title:
        return
    place.title = title
    place.version += 1
    _record("workshop.place_renamed", activity, by, now, name=title)
    common.announce(activity, "column", [common.column_id(place)], now)


def add_column(
    activity: Activity, title: str, *, client_id: str, by: Person, now: datetime
) -> Place:
    common.lock(activity)
    columns = [
        place
        for place in db.session.scalars(select(Place).where(Place.activity_id == activity.id))
        if place.kind == PlaceKind.COLUMN
    ]
    known = next((place for place in columns if place.client_id == client_id), None)
    if known is not None:
        return known
    if sum(not place.is_dissolved for place in columns) >= MOST_COLUMNS:
        raise Refusal(
            _("At most %(most)s columns: more cannot be read on a wall.", most=MOST_COLUMNS)
        )
    column = Place(
        activity_id=activity.id,
        kind=PlaceKind.COLUMN.value,
        title=title,
        position=max((place.position for place in columns), default=0) + 1,
        client_id=client_id,
    )
    db.session.add(column)
    _record("workshop.column_added", activity, by, now, name=title)
    common.announce(activity, "columns", [activity.id], now)
    return column


def remove_column(
    activity: Activity, column: Place, *, version: int, by: Person, now: datetime
) -> None:
    """Take away a column that nothing hangs in."""
    common.lock(activity)
    _check_version(column, version, _("remove the column"))
    board = queries.board_of(activity)
    held = next((one for one in board.columns if one.id == column.id), None)
    hidden = [note for note in board.hidden if note.place_id == column.id]
    if len(board.columns) == 1:
        raise Refusal(_("A board needs at least one column."))
    if held is not None and (held.items or hidden):
        raise Refusal(_("There are notes in the column. Move them first, hidden ones too."))
    column.dissolved_at = now
    column.version += 1
    _record("workshop.column_removed", activity, by, now, name=column.title)
    common.announce(activity, "columns", [activity.id], now)


def _check_version(place: Place, version: int, wanted: str) -> None:
    db.session.refresh(place)
    if place.version != version:
        raise Stale(
            _("Somebody else changed it in the meantime. Choose what is to stand."),
            theirs={_("Name"): place.title},
            mine={_("Name"): wanted},
            drawn_now={"version": place.version},
        )


def _carries_dots(group: Place) -> bool:
    lying = select(Dot.id).where(Dot.place_id == group.id, Dot.taken_back_at.is_(None)).limit(1)
    return db.session.scalar(lying) is not None


def _record(
    verb: str, activity: Activity, by: Person, now: datetime, **facts: str | int | None
) -> None:
    occasion = activity.workshop.occasion
    journal.record(
        verb,
        by=by,
        about=activity.workshop,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
        **facts,
    )
