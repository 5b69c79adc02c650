"""The pages of a survey that one party meets, and what is shown on them.

Pure. What is shown follows from the answers that conditions ask about alone, so it is worked out
once for each combination of them and kept for all who answer alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dialog.survey import conditions

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from dialog.survey.definition import Question, Section

    Answers = Mapping[str, Any]

COMBINATIONS = 500  # kept at a time; a condition on a number may have any number of them


@dataclass(frozen=True)
class Step:
    """One page. `questions` are all the party can meet here, `shown` the keys of those it sees.

    A page keeps its section's `number` when others disappear; `place` counts only what is shown.
    """

    number: int
    place: int
    section: Section
    questions: tuple[Question, ...]
    shown: frozenset[str]

    @cached_property
    def visible(self) -> tuple[Question, ...]:
        """The questions that are shown, in order."""
        return tuple(question for question in self.questions if question.key in self.shown)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Under which names the page's answers are kept."""
        return tuple(key for question in self.questions for key in question.keys)


class Paging:
    """A survey's sections as one party meets them."""

    def __init__(self, sections: Iterable[Section], party_kind: str) -> None:
        self._parts = [
            (number, section, tuple(one for one in section.questions if one.is_for(party_kind)))
            for number, section in enumerate(sections, 1)
            if section.is_for(party_kind)
        ]
        texts = [section.condition for _, section, _ in self._parts]
        texts += [question.condition for _, _, asked in self._parts for question in asked]
        self._asked_about = sorted(
            {leaf.key for text in texts for leaf in conditions.leaves(conditions.parse(text))}
        )
        self._known: dict[tuple[Hashable, ...], tuple[Step, ...]] = {}

    def steps(self, answers: Answers) -> tuple[Step, ...]:
        """The pages with something to show, in order."""
        key = tuple(_hashable(answers.get(name)) for name in self._asked_about)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= COMBINATIONS:
                self._known.clear()
            found = self._known[key] = self._worked_out(answers)
        return found

    def _worked_out(self, answers: Answers) -> tuple[Step, ...]:
        """Read from the top: an answer to a question that is not shown counts as not given, so what
        depends on it is hidden too. A section with nothing to show is no page.
        """
        given: dict[str, Any] = {}
        steps: list[Step] = []
        for number, section, asked in self._parts:
            if not conditions.is_met(section.condition, given):
                continue
            shown = set()
            for question in asked:
                if conditions.is_met(question.condition, given):
                    shown.add(question.key)
                    answer = answers.get(question.key)
                    if answer not in (None, "", []):
                        given[question.key] = answer
            if shown:
                steps.append(Step(number, len(steps) + 1, section, asked, frozenset(shown)))
        return tuple(steps)


def _hashable(answer: Any) -> Hashable:
    return tuple(answer) if isinstance(answer, list) else answer
