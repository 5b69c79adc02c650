"""The survey as its page for staff draws it: numbered rows with everything said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.survey import markdown
from dialog.survey.condition_words import complaint, describe, doubt
from dialog.survey.definition import WITH_OPTIONS, Definition, Question, Section, words

if TYPE_CHECKING:
    from dialog.process.models import Party


@dataclass(frozen=True)
class QuestionRow:
    """A question in the list. `condition` is a sentence, `broken` says why it cannot be met."""

    question: Question
    number: str
    text: str
    options: str
    condition: str
    broken: str
    parties: Sequence[Party]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class SectionRow:
    section: Section
    number: int
    title: str
    condition: str
    broken: str
    parties: Sequence[Party]
    questions: Sequence[QuestionRow]
    is_first: bool
    is_last: bool

    @property
    def asked(self) -> int:
        """How many of its questions somebody answers."""
        return sum(1 for row in self.questions if row.question.asks)


def outline(definition: Definition, parties: Sequence[Party], language: str) -> list[SectionRow]:
    """The rows of the page. Questions are numbered through the whole survey, texts to read not."""
    rows: list[SectionRow] = []
    asked = 0
    everything = definition.questions
    for number, section in enumerate(definition.sections, 1):
        questions = []
        for question in section.questions:
            asked += question.asks
            questions.append(
                QuestionRow(
                    question=question,
                    number=str(asked) if question.asks else "",
                    text=_read(question, language),
                    options=_options(question, language),
                    condition=describe(question.condition, definition, language),
                    broken=_broken(definition, question),
                    parties=_only(parties, question.party_kinds),
                    is_first=question is everything[0] and number == 1,
                    is_last=question is everything[-1] and number == len(definition.sections),
                )
            )
        rows.append(
            SectionRow(
                section=section,
                number=number,
                title=words(section.title, language).text,
                condition=describe(section.condition, definition, language),
                broken=_broken(definition, section),
                parties=_only(parties, section.party_kinds),
                questions=questions,
                is_first=number == 1,
                is_last=number == len(definition.sections),
            )
        )
    return rows


def _read(question: Question, language: str) -> str:
    """The words of a question; of a text to read, which is Markdown, without its signs."""
    text = words(question.text, language).text
    return text if question.asks else markdown.render(text).striptags()


def _broken(definition: Definition, thing: Question | Section) -> str:
    before = definition.before(thing.key)
    return complaint(thing.condition, before) or doubt(thing.condition, before)


def _options(question: Question, language: str) -> str:
    if question.kind not in WITH_OPTIONS:
        return ""
    labels = [words(option.label, language).text for option in question.choices]
    return " · ".join(labels[:6]) + (" · …" if len(labels) > 6 else "")


def _only(parties: Sequence[Party], kinds: Sequence[str]) -> list[Party]:
    """The parties that alone see it; none when everybody does."""
    return [party for party in parties if party.kind in kinds] if kinds else []
