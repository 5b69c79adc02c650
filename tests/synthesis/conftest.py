"""A workshop-like occasion with things said by both sides, and a small tree of themes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from dialog.contributions.models import Contribution
from dialog.contributions.operations import contribute, new_voice
from dialog.extensions import db
from dialog.process.models import OccasionKind, PartyKind, StageKind
from dialog.process.operations import add_occasion
from dialog.synthesis.models import Theme
from dialog.synthesis.operations import add_theme
from tests.people import NOW, party

TEXT = "Bra 👍 möte på Öckerö. Året efter gick det fyra månader.\n\nTill slut löste det sig."


@pytest.fixture
def say(dialogue) -> Callable[..., Contribution]:
    """`say(text)` lets a new voice of a side say something; `voice=` lets the same one go on."""
    occasion, _new = add_occasion(
        dialogue, StageKind.WORKSHOP, OccasionKind.WORKSHOP.value, "Stormöte"
    )
    chance = Random(11)

    def speak(text=TEXT, kind=PartyKind.ASSOCIATION, voice=None, prompt="Vad behövs?"):
        voice = voice or new_voice(
            occasion, party(dialogue, kind), confidential=True, chance=chance
        )
        made = contribute(
            voice, "card", text, prompt=prompt, language="sv", said_on=NOW.date(), now=NOW
        )
        db.session.flush()
        return made

    return speak


@pytest.fixture
def way_in(dialogue, cleo) -> Theme:
    return add_theme(dialogue, "Vägen in", definition="Att hitta rätt person.", by=cleo, now=NOW)


@pytest.fixture
def answers(dialogue, way_in, cleo) -> Theme:
    return add_theme(dialogue, "Svarstider", parent=way_in, by=cleo, now=NOW)
