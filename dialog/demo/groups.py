"""The sample's five focus groups: invited, held, written down, closed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dialog.demo import content
from dialog.demo.sample import at
from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.operations import (
    Asked,
    close_group,
    create_guide,
    give_codes,
    note,
    open_group,
    plan_group,
)
from dialog.invitations.operations import invite, reply
from dialog.register.queries import participants

if TYPE_CHECKING:
    from dialog.demo.sample import Sample
    from dialog.focusgroup.models import FocusGroup, Guide
    from dialog.register.models import Contact


def hold(sample: Sample) -> None:
    """All five, on their evenings."""
    first: list[dict[str, Any]] = content.load("groups")
    guide = create_guide(
        sample.process,
        "Samtalsguide våren 2025",
        [Asked(text=asked["text"], minutes=asked["minutes"]) for asked in first[0]["guide"]],
        by=sample.leader,
        now=at("2025-02-26"),
    )
    db.session.flush()
    seated: set[int] = set()
    for data in first:
        _hold_one(sample, data, guide, seated)
        db.session.commit()


def _hold_one(sample: Sample, data: dict[str, Any], guide: Guide, seated: set[int]) -> None:
    evening = at(data["date"], "18:00")
    party = sample.party(data["party"])
    group = plan_group(
        sample.process,
        data["title"],
        guide=guide,
        party=party,
        note_taker=sample.people["note_taker"],
        starts_at=evening,
        ends_at=evening + timedelta(hours=2),
        place=data["place"],
        by=sample.leader,
        now=at("2025-02-27"),
    )
    invitations = [
        invite(group.occasion, contact, party, by=sample.leader, now=at("2025-02-27", "11:00"))
        for contact in _choose(sample, data["party"], len(data["participants"]), seated)
    ]
    for invitation in invitations:
        reply(group.occasion, "yes", party, invitation=invitation, now=at("2025-03-03"))
    open_group(group, by=sample.leader, now=evening)
    for invitation in invitations[: data["attended"]]:
        reply(group.occasion, "came", party, invitation=invitation, by=sample.leader, now=evening)
    give_codes(group, by=sample.leader, now=evening, chance=sample.chance)
    voices = {voice.label: voice for voice in queries.voices(group)}
    _write_down(sample, group, guide, data, voices)
    close_group(
        group,
        said_on=evening.date(),
        drop_unspoken=True,
        by=sample.leader,
        now=evening + timedelta(days=1),
    )


def _choose(sample: Sample, kind: str, number: int, seated: set[int]) -> list[Contact]:
    """One contact from each of `number` organisations that are in no other group."""
    contacts = [
        contact
        for organisation in participants(sample.process, sample.party(kind))
        for contact in organisation.contacts[: 6 if kind == "municipal" else 1]
        if contact.reachable and contact.id not in seated
    ]
    chosen = sample.chance.sample(contacts, number)
    seated |= {contact.id for contact in chosen}
    return chosen


def _write_down(
    sample: Sample, group: FocusGroup, guide: Guide, data: dict[str, Any], voices: dict[Any, Any]
) -> None:
    now = at(data["date"], "18:05")
    for utterance in data["utterances"]:
        note(
            group,
            utterance["text"],
            voice=voices[utterance["speaker"]],
            question=guide.questions[utterance["question"]],
            kind=utterance["kind"],
            client_id=str(uuid.UUID(int=sample.chance.getrandbits(128), version=4)),
            said_on=now.date(),
            by=sample.people["note_taker"],
            now=now,
        )
        now += timedelta(minutes=4)
