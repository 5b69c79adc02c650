"""What was said on one occasion of the dialogue: a survey that nobody needs to have answered."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from dialog.contributions.operations import contribute, new_voice
from dialog.extensions import db
from dialog.process.models import PartyKind, StageKind
from dialog.process.operations import add_occasion
from tests.people import NOW, party

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.contributions.models import Contribution
    from dialog.process.models import Occasion, Process

PROMPT = "Vad behöver ni av kommunen?"
Say = "Callable[..., Contribution]"


@pytest.fixture
def occasion(dialogue: Process) -> Occasion:
    return add_occasion(dialogue, StageKind.SURVEY, "survey", "Enkät om samverkan")[0]


@pytest.fixture
def say(occasion: Occasion) -> Callable[..., Contribution]:
    """`say("…")` puts words in the mouth of a new voice on the association side."""
    chance = random.Random(7)

    def speak(text: str, kind: PartyKind = PartyKind.ASSOCIATION, **more: object) -> Contribution:
        voice = new_voice(occasion, party(occasion.process, kind), confidential=True, chance=chance)
        details = {"prompt": PROMPT, "language": "sv", "said_on": NOW.date(), "now": NOW} | more
        contribution = contribute(voice, "answer", text, **details)
        db.session.flush()
        return contribution

    return speak
