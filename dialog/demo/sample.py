"""What the steps of the sample share: the team, the process, the seed, the clock on the wall."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.extensions import db
from dialog.mail import operations as mail
from dialog.mail.models import Letter
from dialog.web.clock import from_wall_clock

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Party, Process

SEED = 2018


def at(day: str, hour: str = "09:00") -> datetime:
    """The moment when a wall clock in Sweden shows `day` and `hour`."""
    return from_wall_clock(date.fromisoformat(day), time.fromisoformat(hour))


@dataclass
class Sample:
    """The sample in the making."""

    people: dict[str, Person]
    passwords: dict[str, str]
    process: Process = field(init=False)
    chance: Random = field(default_factory=lambda: Random(SEED))

    @property
    def leader(self) -> Person:
        return self.people["leader"]

    def party(self, kind: str) -> Party:
        return next(party for party in self.process.parties if party.kind == kind)


def letters_left(then: datetime) -> None:
    """The letters written so far left long ago: nobody gets mail from a sample."""
    for letter in db.session.scalars(select(Letter).where(Letter.sent_at.is_(None))):
        mail.claim(letter, then)
        mail.sent(letter, then)
