"""Letting a survey’s results out: counted in the database, handed to the door, stored there.

Made once at closing, so that nothing can be told from how the figures grow. Answers that come in
late are let out in batches: the door decides for each question when there are enough of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from dialog import disclosure, journal
from dialog.disclosure import CountTable, Purpose, Shape
from dialog.errors import Refusal
from dialog.survey import bands, queries, results_queries
from dialog.survey.definition import WITH_OPTIONS, Kind
from dialog.survey.rates import response_rate
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.disclosure import Released
    from dialog.process.models import Party
    from dialog.survey.definition import Definition, Question
    from dialog.survey.models import Survey
    from dialog.survey.rates import Rate
    from dialog.survey.results_queries import Count

PARTICIPATION = "participation"
ANSWERED = "answered"
"""The only column of a question of which no more is told than how many answered it."""

Counts = dict[tuple[str, int, str], int]
Bases = dict[tuple[str, int], int]


def figure_of(question_key: str) -> str:
    """Under which name a question’s results are released."""
    return f"question:{question_key}"


def release_results(survey: Survey, *, by: Person | None, now: datetime) -> list[Released]:
    """Release the figures of every question, and who took part; gives those that are new.

    Refuses while the survey is open. Called by the closing, and again when late answers are in:
    what has not changed, or too little, stays as it was let out.
    """
    if survey.closed_at is None:
        raise Refusal(
            _("The results are worked out when the survey has closed. Nobody sees them before.")
        )
    known = {released.id for released in disclosure.stored_all(survey.occasion).values()}
    rates = {rate.party.id: rate for rate in response_rate(survey)}
    answered = results_queries.responses_by_party(survey)
    parties = [p for p in survey.occasion.process.parties if p.id in rates or p.id in answered]
    participation = _participation(parties, rates, answered)
    made = [
        _let_out(survey, PARTICIPATION, participation, by, now, Purpose.PARTICIPATION),
        *_questions(survey, parties, by, now),
    ]
    new = [released for released in made if released.id not in known]
    if new:
        journal.record(
            "survey.results_released",
            by=by,
            about=survey,
            now=now,
            process_id=survey.occasion.process_id,
            title=survey.occasion.title,
        )
    return new


def asked_parties(
    definition: Definition, question: Question, parties: Iterable[Party]
) -> list[Party]:
    """The parties that a question is put to."""
    section = definition.section_of(question.key)
    return [
        party
        for party in parties
        if question.is_for(party.kind) and (section is None or section.is_for(party.kind))
    ]


def _participation(
    parties: Sequence[Party], rates: Mapping[int, Rate], answered: Mapping[int, int]
) -> CountTable:
    """Per party of those taking part: seats asked, seats that answered, seats no letter reached."""
    counts = []
    for party in parties:
        rate, came = rates.get(party.id), answered.get(party.id, 0)
        counts.append((max(rate.asked if rate else 0, came), came, rate.unreached if rate else 0))
    return CountTable(_rows(parties), ("asked", ANSWERED, "unreached"), tuple(counts))


def _questions(
    survey: Survey, taking_part: Sequence[Party], by: Person | None, now: datetime
) -> list[Released]:
    definition = queries.definition_of(survey)
    choices: Counts = defaultdict(int)
    for count in results_queries.choice_counts(survey):
        choices[count.question, count.party_id, count.value] += count.n
    bases: Bases = {(b.question, b.party_id): b.n for b in results_queries.answer_counts(survey)}
    made = []
    for question in definition.questions:
        parties = asked_parties(definition, question, taking_part)
        if not question.asks or not parties:
            continue
        figure = figure_of(question.key)
        if question.kind == Kind.NUMBER:
            table = _banded(survey, question, parties)
        elif question.kind in WITH_OPTIONS:
            table = _chosen(question, parties, choices, bases)
        else:
            table = _answered(question, parties, bases)
        made.append(_let_out(survey, figure, table, by, now, Purpose.OPINION))
    return made


def _chosen(
    question: Question, parties: Sequence[Party], choices: Counts, bases: Bases
) -> CountTable:
    columns = tuple(option.key for option in question.choices)
    several = question.kind == Kind.MULTIPLE
    return CountTable(
        rows=_rows(parties),
        columns=columns,
        counts=tuple(
            tuple(choices[question.key, party.id, column] for column in columns)
            for party in parties
        ),
        shape=Shape.CHOICES if several else Shape.ANSWERS,
        bases=tuple(bases.get((question.key, p.id), 0) for p in parties) if several else (),
        sensitive=question.sensitive,
    )


def _answered(question: Question, parties: Sequence[Party], bases: Bases) -> CountTable:
    """A question in one’s own words, or of a day: how many, no more."""
    counts = tuple((bases.get((question.key, party.id), 0),) for party in parties)
    return CountTable(_rows(parties), (ANSWERED,), counts, shape=Shape.ANSWERS)


def _banded(survey: Survey, question: Question, parties: Sequence[Party]) -> CountTable:
    """Numbers in the finest bands that leave nothing withheld; those once let out are kept."""
    before = disclosure.stored(survey.occasion, figure_of(question.key))
    tables = []
    for edges in bands.ladders(question):
        keys = [band.key for band in bands.bands(edges)]
        if before is not None and not set(before.columns) <= set(keys):
            continue
        table = _in_bands(parties, keys, results_queries.band_counts(survey, question.key, edges))
        seen = disclosure.protect(question.key, table, process=survey.occasion.process)
        tables.append(table)
        if seen.complete:
            break
    return tables[-1]


def _in_bands(parties: Sequence[Party], keys: Sequence[str], counts: Sequence[Count]) -> CountTable:
    """Only the bands from the lowest to the highest that anybody is in."""
    found = {(count.party_id, int(count.value)): count.n for count in counts}
    used = [place for _party, place in found] or [0]
    places = range(min(used), max(used) + 1)
    return CountTable(
        rows=_rows(parties),
        columns=tuple(keys[place] for place in places),
        counts=tuple(tuple(found.get((p.id, place), 0) for place in places) for p in parties),
        shape=Shape.ANSWERS,
        sensitive=True,
    )


def _rows(parties: Sequence[Party]) -> tuple[str, ...]:
    return tuple(str(party.id) for party in parties)


def _let_out(
    survey: Survey,
    figure: str,
    table: CountTable,
    by: Person | None,
    now: datetime,
    purpose: Purpose,
) -> Released:
    return disclosure.release(
        figure,
        table,
        occasion=survey.occasion,
        process=survey.occasion.process,
        purpose=purpose,
        by=by,
        now=now,
    )
