"""A survey’s released results as pages, reports and files read them. No table of answers is read.

`results` gives the whole page, `headline` the comparison of each question for the reports,
`party_counts` who was asked and who answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dialog import disclosure
from dialog.measures.rounding import whole_percent
from dialog.survey import bands, comparing, queries
from dialog.survey import results_words as say
from dialog.survey.comparing import Side
from dialog.survey.comparisons import Comparison
from dialog.survey.definition import WITH_OPTIONS, Kind, words
from dialog.survey.releases import ANSWERED, PARTICIPATION, figure_of

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.disclosure import Released
    from dialog.process.models import Party
    from dialog.survey.definition import Definition, Question
    from dialog.survey.models import Survey


@dataclass(frozen=True)
class PartyCount:
    """Who was asked and who answered, for one party. Exact: it is no opinion."""

    side: Side
    asked: int
    answered: int
    unreached: int

    @property
    def share(self) -> float:
        return self.answered / self.asked if self.asked else 0.0

    @property
    def percent(self) -> int:
        return whole_percent(self.share)

    @property
    def nearly_all(self) -> bool:
        """So many answered that the figures are the result itself, not a sample of it."""
        return self.asked > 0 and self.share >= 0.9


@dataclass(frozen=True)
class Results:
    """What has been released of a survey."""

    made_at: datetime | None
    asked: int
    parties: tuple[PartyCount, ...]
    comparisons: tuple[Comparison, ...] = field(default=())


def results(survey: Survey, language: str = "sv") -> Results | None:
    """The latest releases of every question, in order; None while there are none."""
    released = disclosure.stored_all(survey.occasion)
    if not released:
        return None
    definition = queries.definition_of(survey)
    asked = [question for question in definition.questions if question.asks]
    comparisons = [
        _compare(survey, definition, question, number, released[figure_of(question.key)], language)
        for number, question in enumerate(asked, 1)
        if figure_of(question.key) in released
    ]
    return Results(
        made_at=max((r.made_at for r in released.values() if r.made_at), default=None),
        asked=len(asked),
        parties=tuple(_party_counts(survey, released.get(PARTICIPATION))),
        comparisons=tuple(comparisons),
    )


def headline(survey: Survey, language: str = "sv") -> list[Comparison]:
    """The comparison of every question with options, for reports. Empty before any release."""
    found = results(survey, language)
    return [one for one in found.comparisons if one.kind in WITH_OPTIONS] if found else []


def party_counts(survey: Survey) -> list[PartyCount]:
    """Who was asked and who answered, as released. Empty before any release."""
    return _party_counts(survey, disclosure.stored(survey.occasion, PARTICIPATION))


def side_of(party: Party) -> Side:
    return Side(key=str(party.id), name=party.name, pattern=party.pattern)


def _party_counts(survey: Survey, released: Released | None) -> list[PartyCount]:
    if released is None:
        return []
    return [
        PartyCount(
            side_of(party),
            asked=cells["asked"].value,
            answered=cells[ANSWERED].value,
            unreached=cells["unreached"].value,
        )
        for party in survey.occasion.process.parties
        if (cells := released.cells.get(str(party.id)))
    ]


def _compare(
    survey: Survey,
    definition: Definition,
    question: Question,
    number: int,
    released: Released,
    language: str,
) -> Comparison:
    parties = [p for p in survey.occasion.process.parties if str(p.id) in released.rows]
    section = definition.section_of(question.key)
    plain = Comparison(
        key=question.key,
        number=number,
        kind=question.kind,
        question=words(question.text, language).text,
        released=released,
        sides=tuple(side_of(party) for party in parties),
        labels=_labels(question, released, language),
        conditional=bool(question.condition or (section and section.condition)),
        prompt=words(question.text, definition.first_language).text,
    )
    names = {str(party.id): say.of_party(party, parties) for party in parties}
    if question.kind == Kind.SCALE and len(question.scale) > 1:
        return _on_scale(plain, question, names)
    if question.kind in WITH_OPTIONS:
        return _on_options(plain, names)
    return plain


def _on_scale(plain: Comparison, question: Question, names: dict[str, str]) -> Comparison:
    columns, opposite = comparing.headline_half(question, plain.released, plain.sides)
    return about(plain, question, columns, opposite, names)


def about(
    plain: Comparison,
    question: Question,
    columns: tuple[str, ...],
    opposite: tuple[str, ...],
    names: dict[str, str] | None = None,
) -> Comparison:
    """The comparison seen from one half of its scale."""
    answers = say.answers_in_words([plain.labels[column] for column in columns])
    against = say.answers_in_words([plain.labels[column] for column in opposite])
    pairs = comparing.compare_scale(plain.released, plain.sides, columns, opposite)
    made = [
        (pair, statement)
        for pair in pairs
        if names and (statement := say.verdict_on_scale(pair, answers, names))
    ]
    return replace(
        plain,
        about=answers,
        opposite=against,
        columns=columns,
        pairs=tuple(pairs),
        statements=tuple(made),
        scale=tuple(option.key for option in question.scale if option.key in plain.labels),
    )


def _on_options(plain: Comparison, names: dict[str, str]) -> Comparison:
    found = comparing.compare_options(plain.released, plain.sides)
    made = [
        (pairs[0], statement)
        for pairs in found
        if (statement := say.verdict_on_options(pairs, dict(plain.labels), names))
    ]
    leading = [pairs[0] for pairs in found if pairs]
    columns = leading[0].columns if leading else ()
    answers = say.answers_in_words([plain.labels[column] for column in columns]) if columns else ""
    return replace(
        plain, about=answers, columns=columns, pairs=tuple(leading), statements=tuple(made)
    )


def _labels(question: Question, released: Released, language: str) -> dict[str, str]:
    """The columns in words, in order."""
    if question.kind == Kind.NUMBER:
        return {column: bands.label(column, question.whole) for column in released.columns}
    if question.kind in WITH_OPTIONS:
        known = {option.key: words(option.label, language).text for option in question.choices}
        return {column: known.get(column, column) for column in released.columns}
    return {}
