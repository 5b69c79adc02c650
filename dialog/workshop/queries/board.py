"""A board as it hangs: columns, in them groups and notes, in the order everybody sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from dialog.contributions.models import StandingKind
from dialog.contributions.queries import Spoken, spoken_on, standing_of
from dialog.extensions import db
from dialog.live.queries import number_now
from dialog.workshop.models import Activity, Card, Place, PlaceKind
from dialog.workshop.queries.people import coloured_parties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.process.models import Party


@dataclass(frozen=True)
class Note:
    """One note. Without a party while so few of it have joined that it would tell who wrote."""

    id: int
    version: int
    text: str
    wording: int
    standing: str
    party: Party | None
    place_id: int
    position: int
    in_group: bool

    kind = "note"

    @property
    def target(self) -> str:
        return f"card:{self.id}"

    @property
    def is_shown(self) -> bool:
        return self.standing == StandingKind.ADMITTED

    @property
    def is_hidden(self) -> bool:
        return self.standing == StandingKind.HIDDEN


@dataclass
class Group:
    """Notes that belong together, under a name."""

    id: int
    version: int
    title: str
    place_id: int
    position: int
    notes: list[Note] = field(default_factory=list)

    kind = "group"

    @property
    def target(self) -> str:
        return f"place:{self.id}"


@dataclass
class Column:
    """A column with its groups and loose notes."""

    id: int
    version: int
    title: str
    position: int
    items: list[Note | Group] = field(default_factory=list)

    @property
    def notes(self) -> list[Note]:
        found: list[Note] = []
        for item in self.items:
            found.extend(item.notes if isinstance(item, Group) else [item])
        return found

    @property
    def groups(self) -> list[Group]:
        return [item for item in self.items if isinstance(item, Group)]


@dataclass
class Board:
    """The whole board, and the number of the change it was drawn after."""

    number: int
    activity: Activity
    columns: list[Column]
    hidden: list[Note]

    @property
    def notes(self) -> list[Note]:
        return [note for column in self.columns for note in column.notes]

    @property
    def groups(self) -> list[Group]:
        return [group for column in self.columns for group in column.groups]

    @property
    def targets(self) -> list[Note | Group]:
        """What dots can lie on: groups, and notes outside groups."""
        return [item for column in self.columns for item in column.items]


def board_of(activity: Activity) -> Board:
    """The board as it is now. Its number is read first, so that nothing can fall between."""
    number = number_now(activity.channel_id)
    places = db.session.scalars(
        select(Place).where(Place.activity_id == activity.id, Place.dissolved_at.is_(None))
    ).all()
    group_ids = {place.id for place in places if place.kind == PlaceKind.GROUP}
    notes = _notes(activity, group_ids)
    columns = [
        Column(place.id, place.version, place.title, place.position)
        for place in places
        if place.kind == PlaceKind.COLUMN
    ]
    columns.sort(key=lambda column: (column.position, column.id))
    groups = [
        Group(place.id, place.version, place.title, place.parent_id or 0, place.position)
        for place in places
        if place.kind == PlaceKind.GROUP
    ]
    _hang(columns, groups, [note for note in notes if note.is_shown])
    return Board(number, activity, columns, [note for note in notes if note.is_hidden])


def _hang(columns: list[Column], groups: list[Group], notes: list[Note]) -> None:
    """Put notes into groups and columns, groups into columns, each in order."""
    own_group = {group.id: group for group in groups}
    own_column = {column.id: column for column in columns}
    for note in notes:
        if note.place_id in own_group:
            own_group[note.place_id].notes.append(note)
        elif note.place_id in own_column:
            own_column[note.place_id].items.append(note)
    for group in groups:
        group.notes.sort(key=lambda note: (note.position, note.id))
        if group.place_id in own_column:
            own_column[group.place_id].items.append(group)
    for column in columns:
        column.items.sort(key=lambda item: (item.position, item.kind, item.id))


def column_of(activity: Activity, place_id: int) -> Column | None:
    """One column with all that hangs in it."""
    return next((column for column in board_of(activity).columns if column.id == place_id), None)


def note_of(activity: Activity, card_id: int) -> Note | None:
    """One note as it is now, shown or not."""
    card = db.session.scalars(_card(), {"activity": activity.id, "card": card_id}).first()
    if card is None or card.contribution_id is None:
        return None
    spoken = spoken_on(activity.workshop_id, card.contribution_id)
    in_group = card.place.kind == PlaceKind.GROUP
    return _note(card, spoken[card.contribution_id], coloured_parties(activity), in_group)


@cache
def _card() -> Select[Any]:
    """Built once, as the other statements that run for every note."""
    mine = (Card.activity_id == bindparam("activity"), Card.id == bindparam("card"))
    return select(Card).where(*mine).options(joinedload(Card.place))


def _notes(activity: Activity, group_ids: set[int]) -> list[Note]:
    cards = db.session.scalars(select(Card).where(Card.activity_id == activity.id)).all()
    spoken = spoken_on(activity.workshop_id)
    parties = coloured_parties(activity)
    return [
        _note(card, spoken[card.contribution_id], parties, card.place_id in group_ids)
        for card in cards
        if card.contribution_id in spoken
    ]


def _note(card: Card, spoken: Spoken, parties: Mapping[int, Party], in_group: bool) -> Note:
    return Note(
        id=card.id,
        version=card.version,
        text=spoken.text,
        wording=spoken.number,
        standing=spoken.standing,
        party=parties.get(spoken.party_id),
        place_id=card.place_id,
        position=card.position,
        in_group=in_group,
    )


def count_of_notes(activity: Activity) -> int:
    """How many notes the room sees."""
    return (
        db.session.scalar(
            select(func.count(Card.id)).where(
                Card.activity_id == activity.id,
                standing_of(Card.contribution_id) == StandingKind.ADMITTED,
            )
        )
        or 0
    )
