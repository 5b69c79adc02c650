"""The way through a survey: its pages in order, as one party sees them with the answers so far.

Pure. A page is a section and keeps the section's number, so its address stays the same when
another page disappears; "part 2 of 4" counts only what is shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialog.survey import kinds
from dialog.survey.definition import Definition, Kind
from dialog.survey.paging import Step

# Seconds that a question takes, for the first page's "about 8 minutes".
SECONDS = {Kind.INFO: 15, Kind.LONG: 75, Kind.SHORT: 20, Kind.MULTIPLE: 25}
SECONDS_ELSE = 14


@dataclass
class Walk:
    """A survey as one party walks it. `steps` are the pages with something to show, in order."""

    definition: Definition
    party_kind: str
    answers: Mapping[str, Any]
    steps: tuple[Step, ...] = field(init=False)
    _complaints: dict[int, dict[str, list[str]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.steps = self.definition.pages_for(self.party_kind, self.answers)

    def step(self, number: int) -> Step | None:
        return next((step for step in self.steps if step.number == number), None)

    def after(self, number: int) -> Step | None:
        """The next page; None when all that is left is to read through."""
        return next((step for step in self.steps if step.number > number), None)

    def before(self, number: int) -> Step | None:
        return next((step for step in reversed(self.steps) if step.number < number), None)

    def complaints_on(self, step: Step) -> dict[str, list[str]]:
        """What is wrong on a page: question → sentences. Only what is shown can be wrong."""
        if step.number not in self._complaints:
            found = {
                question.key: kinds.check(question, self.answers.get(question.key))
                for question in step.visible
            }
            self._complaints[step.number] = {key: said for key, said in found.items() if said}
        return self._complaints[step.number]

    def unfinished(self) -> list[Step]:
        """The pages where something is missing or wrong."""
        return [step for step in self.steps if self.complaints_on(step)]

    @property
    def minutes(self) -> int:
        """About how long it takes somebody who meets these questions."""
        seconds = sum(
            SECONDS.get(Kind(question.kind), SECONDS_ELSE)
            for step in self.steps
            for question in step.visible
        )
        return max(2, round(seconds / 60))


def fingerprint(step: Step, answers: Mapping[str, Any]) -> str:
    """What a page was drawn from: changes when somebody else saves other answers on that page."""
    kept = {key: answers[key] for key in step.keys if answers.get(key) not in (None, "", [])}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
