"""The sample's workshop: sixty in Ljungöhallen, their notes grouped and voted on."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dialog.demo import content
from dialog.demo.sample import at
from dialog.extensions import db
from dialog.workshop import operations
from dialog.workshop.models import Place, PlaceKind
from dialog.workshop.operations import Picked
from dialog.workshop.queries import activity_of

if TYPE_CHECKING:
    from dialog.demo.sample import Sample
    from dialog.workshop.models import Activity, Card, Participant, Workshop

DOTS = 5


def hold(sample: Sample) -> None:
    """From opening to closing, one evening in April."""
    data = content.load("workshop")
    begins, ends = at(data["date"], data["starts"]), at(data["date"], data["ends"])
    workshop = operations.create_workshop(
        sample.process,
        data["title"],
        question=data["question"],
        columns=data["columns"],
        starts_at=begins,
        ends_at=ends,
        place=data["place"],
        note_taker=sample.people["note_taker"],
        by=sample.leader,
        now=at("2025-04-01"),
    )
    activity = board(workshop)
    operations.open_board(activity, by=sample.leader, now=begins)
    db.session.commit()
    people = come_in(sample, activity, data["participants"], begins)
    db.session.commit()
    cards = write(sample, activity, people, data["notes"], begins + timedelta(minutes=20))
    db.session.commit()
    operations.stop_writing(activity, by=sample.leader, now=begins + timedelta(minutes=50))
    groups = gather(sample, activity, cards, begins + timedelta(minutes=55))
    db.session.commit()
    _vote(sample, activity, people, groups, begins + timedelta(minutes=85))
    operations.close_board(activity, by=sample.leader, now=ends)
    db.session.commit()


def board(workshop: Workshop) -> Activity:
    """The workshop's one board."""
    activity = activity_of(workshop.id)
    if activity is None:
        raise LookupError("The workshop has no board.")
    return activity


def come_in(
    sample: Sample, activity: Activity, numbers: dict[str, int], now: datetime
) -> dict[str, list[Participant]]:
    """Participants by the kind of their party, each with a device of their own."""
    people: dict[str, list[Participant]] = defaultdict(list)
    for kind, number in numbers.items():
        for _ in range(number):
            device = hashlib.sha256(sample.chance.randbytes(32)).hexdigest()
            people[kind].append(
                operations.join(
                    activity,
                    sample.party(kind),
                    device_hash=device,
                    chance=sample.chance,
                    now=now,
                )
            )
    return people


def write(
    sample: Sample,
    activity: Activity,
    people: dict[str, list[Participant]],
    notes: list[dict[str, Any]],
    now: datetime,
) -> list[tuple[Card, str | None]]:
    """The notes on the board, each with the group it will come to."""
    columns = db.session.scalars(
        select(Place)
        .where(Place.activity_id == activity.id, Place.kind == PlaceKind.COLUMN)
        .order_by(Place.position)
    ).all()
    turns: dict[str, int] = defaultdict(int)
    cards = []
    for data in notes:
        writers = people[data["party"]]
        writer = writers[turns[data["party"]] % len(writers)]
        turns[data["party"]] += 1
        card = operations.write_note(
            activity,
            writer,
            data["text"],
            column=columns[data["column"]],
            client_id=_id(sample),
            language="sv",
            today=now.date(),
            now=now,
        )
        cards.append((card, data.get("group")))
        now += timedelta(seconds=8)
    return cards


def gather(
    sample: Sample, activity: Activity, cards: list[tuple[Card, str | None]], now: datetime
) -> list[Place]:
    """The groups that the facilitator makes."""
    together: dict[str, list[Card]] = defaultdict(list)
    for card, title in cards:
        if title:
            together[title].append(card)
    groups = []
    for title, members in together.items():
        picked = [Picked(card.id, card.version) for card in members]
        groups.append(
            operations.gather(
                activity, picked, title, client_id=_id(sample), by=sample.leader, now=now
            )
        )
        now += timedelta(seconds=40)
    return groups


def _vote(
    sample: Sample,
    activity: Activity,
    people: dict[str, list[Participant]],
    groups: list[Place],
    now: datetime,
) -> None:
    """Everybody lays five dots; the first groups draw more, and the two parties differ a little."""
    operations.open_voting(activity, dots=DOTS, per_target=2, by=sample.leader, now=now)
    for kind, voters in people.items():
        tilt = 1 if kind == "association" else -1
        weights = [
            1 + ((number * 7 + 3) % 11) + tilt * (number % 5) + 4 for number in range(len(groups))
        ]
        for voter in voters:
            chosen: list[int] = []
            while len(chosen) < DOTS:
                (number,) = sample.chance.choices(range(len(groups)), weights)
                if chosen.count(number) < 2:
                    chosen.append(number)
            for number in chosen:
                operations.give_dot(
                    activity,
                    voter,
                    f"place:{groups[number].id}",
                    client_id=_id(sample),
                    now=now + timedelta(minutes=5),
                )
    operations.close_voting(activity, by=sample.leader, now=now + timedelta(minutes=10))


def _id(sample: Sample) -> str:
    return str(uuid.UUID(int=sample.chance.getrandbits(128), version=4))
