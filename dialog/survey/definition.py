"""What a survey asks, as one frozen document: sections, questions, options, in several languages.

A text is a dict from language to words; the first of the survey's languages is the one that a
missing text falls back to. Keys are what answers and conditions point to: made once, kept through
every change of wording, never used again for something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from dialog.survey.paging import Paging, Step

Texts = Mapping[str, str]
Answers = Mapping[str, Any]

OTHER = "other"
OTHER_SUFFIX = "__other"
# The word beside the field for one's own alternative, where the survey gives none itself.
OTHER_LABEL = {
    "sv": "Annat",
    "en": "Other",
    "de": "Sonstiges",
    "fi": "Muu",
    "fr": "Autre",
    "da": "Andet",
    "nb": "Annet",
    "es": "Otro",
    "pl": "Inne",
    "uk": "Інше",
    "ar": "غير ذلك",
    "fa": "سایر",
}
MOST_QUESTIONS = 500


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    NUMBER = "number"
    DAY = "day"
    SHORT = "short"
    LONG = "long"
    INFO = "info"


WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE})
WITH_OTHER = frozenset({Kind.SINGLE, Kind.MULTIPLE})


def other_key(key: str) -> str:
    """Under which name the words beside "other" are kept among the answers."""
    return key + OTHER_SUFFIX


@dataclass(frozen=True)
class Words:
    """A text in the language it was found in, which may be another than the one asked for."""

    text: str
    language: str


def words(texts: Texts, language: str) -> Words:
    """The text in `language`, else in the first language that has one."""
    if texts.get(language):
        return Words(texts[language], language)
    found = ((text, code) for code, text in texts.items() if text)
    return Words(*next(found, ("", language)))


@dataclass(frozen=True)
class Option:
    """An alternative. `apart`: outside the order of a scale, such as “don't know”."""

    key: str
    label: Texts
    apart: bool = False


@dataclass(frozen=True)
class Question:
    """One question, or (kind info) a text to read. `party_kinds` empty means all parties.

    `concept` ties mirrored questions together; `client_id` is of the form that made it. Of a
    `sensitive` question single figures are protected too, not only small groups.
    """

    key: str
    kind: str
    text: Texts
    help: Texts = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()
    other: bool = False
    condition: str = ""
    party_kinds: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    concept: str = ""
    client_id: str = ""
    sensitive: bool = False

    @property
    def asks(self) -> bool:
        """False for an information text, which nobody answers."""
        return self.kind != Kind.INFO

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options to choose from, with "other" last where the question has it."""
        if not self.has_other or any(option.key == OTHER for option in self.options):
            return self.options
        return (*self.options, Option(OTHER, OTHER_LABEL))

    @property
    def has_other(self) -> bool:
        return self.other and self.kind in WITH_OTHER

    @property
    def keys(self) -> tuple[str, ...]:
        """Under which names its answer is kept, the words beside "other" included."""
        if not self.asks:
            return ()
        return (self.key, other_key(self.key)) if self.has_other else (self.key,)

    @property
    def scale(self) -> tuple[Option, ...]:
        """The ordered options alone, without those that stand apart."""
        return tuple(option for option in self.options if not option.apart)

    def option(self, key: str) -> Option | None:
        return next((option for option in self.choices if option.key == key), None)

    def is_for(self, party_kind: str) -> bool:
        return not self.party_kinds or party_kind in self.party_kinds


@dataclass(frozen=True)
class Section:
    """One page of the survey."""

    key: str
    title: Texts
    questions: tuple[Question, ...] = ()
    condition: str = ""
    party_kinds: tuple[str, ...] = ()
    client_id: str = ""

    def is_for(self, party_kind: str) -> bool:
        return not self.party_kinds or party_kind in self.party_kinds


@dataclass(frozen=True)
class Definition:
    """The whole survey. Its first language is the one all texts have."""

    title: Texts
    intro: Texts = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    languages: tuple[str, ...] = ("sv",)
    _paging: dict[str, Paging] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def first_language(self) -> str:
        return self.languages[0]

    def language_for(self, wanted: str) -> str:
        """`wanted` where the survey has it, else its first language."""
        return wanted if wanted in self.languages else self.first_language

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def section_of(self, question_key: str) -> Section | None:
        for section in self.sections:
            if any(question.key == question_key for question in section.questions):
                return section
        return None

    def before(self, key: str) -> tuple[Question, ...]:
        """The questions that stand before the question or section named `key`, in order."""
        found: list[Question] = []
        for section in self.sections:
            if section.key == key:
                break
            for question in section.questions:
                if question.key == key:
                    return tuple(found)
                found.append(question)
        return tuple(found)

    def pages_for(self, party_kind: str, answers: Answers) -> tuple[Step, ...]:
        """The pages that a party sees with these answers."""
        if party_kind not in self._paging:
            self._paging[party_kind] = Paging(self.sections, party_kind)
        return self._paging[party_kind].steps(answers)

    def counted(self, party_kind: str, answers: Answers) -> dict[str, Any]:
        """The answers to questions that are shown, with the words beside a chosen "other"."""
        kept: dict[str, Any] = {}
        for page in self.pages_for(party_kind, answers):
            for question in page.visible:
                value = answers.get(question.key)
                if question.asks and value not in (None, "", []):
                    kept[question.key] = value
                    beside = answers.get(other_key(question.key))
                    if beside and question.has_other and chooses_other(value):
                        kept[other_key(question.key)] = beside
        return kept

    def replace_question(self, key: str, new: Question) -> Definition:
        return self._with_sections(
            replace(
                section,
                questions=tuple(new if old.key == key else old for old in section.questions),
            )
            for section in self.sections
        )

    def replace_section(self, key: str, new: Section) -> Definition:
        return self._with_sections(new if old.key == key else old for old in self.sections)

    def _with_sections(self, sections: Iterator[Section]) -> Definition:
        return replace(self, sections=tuple(sections))

    def to_json(self) -> dict[str, Any]:
        from dialog.survey import document

        return document.write(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Definition:
        from dialog.survey import document

        return document.read(data)


def chooses_other(value: object) -> bool:
    return value == OTHER or (isinstance(value, list) and OTHER in value)
