"""A dialogue in which things have been said and coded, ready to become proposals."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from dialog.contributions import operations as contributions
from dialog.contributions.models import ContributionKind
from dialog.extensions import db
from dialog.process import operations as process_operations
from dialog.process.models import OccasionKind, PartyKind, StageKind
from dialog.synthesis.models import Coding, CodingOrigin, Theme
from tests.people import NOW, party

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.process.models import Occasion, Process

CHANCE = random.Random(7)
PROMPT = "Vad skulle göra det lättare att nå rätt person?"
SAID = {
    PartyKind.ASSOCIATION: [
        "Ge oss ett namn, inte en växel.",
        "Vi fick en enda person att ringa, och det räckte.",
        "Det hänger på person. När hen slutar börjar vi om från noll.",
        "Skicka en lista på vem som gör vad.",
        "Vi vet inte ens vilken förvaltning vi ska fråga.",
        "Svara på mejlen inom en vecka.",
    ],
    PartyKind.MUNICIPAL: [
        "Föreningarna ringer mig för att jag brukar svara.",
        "Vi vet inte heller vem på fritid som tar över.",
    ],
}


def occasion(process: Process, stage: StageKind, kind: OccasionKind, title: str) -> Occasion:
    made, _is_new = process_operations.add_occasion(process, stage, kind, title)
    return made


def say(where: Occasion, kind: PartyKind, text: str, prompt: str = PROMPT) -> Contribution:
    """One voice of a party says one thing."""
    voice = contributions.new_voice(
        where, party(where.process, kind), confidential=False, chance=CHANCE
    )
    made = contributions.contribute(
        voice,
        ContributionKind.ANSWER,
        text,
        prompt=prompt,
        language="sv",
        said_on=NOW.date(),
        now=NOW,
    )
    db.session.flush()
    return made


def coded(theme: Theme, contribution: Contribution, by: Person) -> None:
    db.session.add(
        Coding(
            theme_id=theme.id,
            contribution_id=contribution.id,
            wording_id=contribution.wordings[-1].id,
            words=contribution.wordings[-1].text,
            by_id=by.id,
            origin=CodingOrigin.HAND,
            made_at=NOW,
        )
    )
    db.session.flush()


@pytest.fixture
def survey(dialogue: Process) -> Occasion:
    return occasion(dialogue, StageKind.SURVEY, OccasionKind.SURVEY, "Enkät våren 2026")


@pytest.fixture
def texts(survey: Occasion) -> list[Contribution]:
    """Six voices of the associations, two of the municipality."""
    return [say(survey, kind, text) for kind, said in SAID.items() for text in said]


@pytest.fixture
def theme(dialogue: Process, texts: list[Contribution], cleo: Person) -> Theme:
    """A theme to which all of it is coded."""
    made = Theme(process_id=dialogue.id, name="En namngiven kontakt", position=1)
    db.session.add(made)
    db.session.flush()
    for contribution in texts:
        coded(made, contribution, cleo)
    db.session.commit()
    return made
