"""Counting in the database, and handing the counts to the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dialog import disclosure
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.models import PartyKind
from dialog.survey import bands, results_queries
from dialog.survey.bands import label
from dialog.survey.definition import Kind, Question
from dialog.survey.releases import release_results
from dialog.texts import force_locale
from dialog.web import clock
from tests.people import party
from tests.survey.answered import answer, closed, open_one, spread

if TYPE_CHECKING:
    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process

F, K = PartyKind.ASSOCIATION, PartyKind.MUNICIPAL


def test_voices_are_counted_by_question_party_and_value(dialogue: Process, ana: Person) -> None:
    survey = open_one(dialogue, ana)
    answer(survey, F, 3, reach="very_hard", channels=["mail", "visit"], members="12", wish="En väg")
    answer(survey, K, 2, reach="very_hard", channels=["mail"])
    answer(survey, K, 1)
    f, k = party(dialogue, F).id, party(dialogue, K).id
    counts = set(results_queries.choice_counts(survey))
    assert counts == {
        ("reach", f, "very_hard", 3),
        ("reach", k, "very_hard", 2),
        ("channels", f, "mail", 3),
        ("channels", f, "visit", 3),
        ("channels", k, "mail", 2),
    }
    bases = {
        (base.question, base.party_id): base.n for base in results_queries.answer_counts(survey)
    }
    assert bases["channels", f] == 3
    assert bases["wish", f] == 3
    assert ("wish", k) not in bases
    assert results_queries.responses_by_party(survey) == {f: 3, k: 3}


def test_texts_still_count_when_they_have_become_contributions(
    dialogue: Process, ana: Person
) -> None:
    survey = open_one(dialogue, ana)
    answer(survey, F, 6, wish="En väg in")
    before = results_queries.answer_counts(survey)
    closed(survey, ana)
    assert results_queries.answer_counts(survey) == before


def test_numbers_are_counted_in_bands(dialogue: Process, ana: Person) -> None:
    survey = open_one(dialogue, ana)
    for number in ("0", "7", "10", "19", "20", "640"):
        answer(survey, F, 1, members=number)
    counts = results_queries.band_counts(survey, "members", bands.FINE)
    keys = [band.key for band in bands.bands(bands.FINE)]
    assert {keys[int(count.value)]: count.n for count in counts} == {
        "0..1": 1,
        "5..10": 1,
        "10..20": 2,
        "20..50": 1,
        "500..1000": 1,
    }


def test_bands_are_said_in_words(app: Flask) -> None:
    with app.test_request_context(), force_locale("sv"):
        whole = [label(band.key, whole=True) for band in bands.bands((0, 1, 10, 1000))]
        parts = [label(band.key, whole=False) for band in bands.bands((0, 10))]
    assert whole == ["Under 0", "0", "1–9", "10–999", "1\xa0000 eller fler"]
    assert parts == ["Under 0", "0 till under 10", "10 eller fler"]


def test_a_short_range_of_numbers_is_shown_number_by_number() -> None:
    small = Question("rooms", Kind.NUMBER, {}, whole=True, minimum=1, maximum=5)
    assert bands.ladders(small)[0] == (1, 2, 3, 4, 5, 6)
    assert bands.ladders(Question("members", Kind.NUMBER, {})) == [bands.FINE, bands.COARSE]


def test_while_the_survey_is_open_nothing_is_let_out(dialogue: Process, ana: Person) -> None:
    survey = open_one(dialogue, ana)
    answer(survey, F, 20, reach="very_hard")
    with pytest.raises(Refusal):
        release_results(survey, by=ana, now=clock.now())
    assert disclosure.stored_all(survey.occasion) == {}


def test_closing_lets_every_question_out_and_writes_one_line(
    dialogue: Process, ana: Person
) -> None:
    survey = open_one(dialogue, ana)
    answer(survey, F, 20, reach="very_hard", members="12")
    answer(survey, K, 3, reach="very_easy")
    closed(survey, ana)
    stored = disclosure.stored_all(survey.occasion)
    assert sorted(stored) == [
        "participation",
        "question:applied",
        "question:channels",
        "question:influence",
        "question:meeting",
        "question:members",
        "question:reach",
        "question:time",
        "question:wish",
    ]
    f, k = str(party(dialogue, F).id), str(party(dialogue, K).id)
    reach = stored["question:reach"]
    assert reach.cells[f]["very_hard"].value == 20
    assert reach.n(k) is None
    assert stored["question:members"].rows == (f,)
    assert stored["question:members"].columns == ("10..20",)
    lines = db.session.scalars(select(Event).where(Event.verb == "survey.results_released")).all()
    assert len(lines) == 1


def test_rare_numbers_are_put_together_before_anything_is_withheld(
    dialogue: Process, ana: Person
) -> None:
    survey = open_one(dialogue, ana)
    for number, n in (("3", 4), ("7", 4), ("12", 8), ("30", 6)):
        answer(survey, F, n, members=number)
    closed(survey, ana)
    released = disclosure.stored_all(survey.occasion)["question:members"]
    assert released.columns == ("1..10", "10..100")
    assert [str(c) for c in released.cells[str(party(dialogue, F).id)].values()] == ["8", "14"]


def test_late_answers_wait_until_there_are_five(dialogue: Process, ana: Person) -> None:
    survey = open_one(dialogue, ana)
    spread(survey, F, "reach", 6, 14, 17, 35, 24)
    closed(survey, ana)
    answer(survey, F, 4, reach="very_easy")
    f = str(party(dialogue, F).id)
    release_results(survey, by=ana, now=clock.now())
    assert disclosure.stored_all(survey.occasion)["question:reach"].n(f) == 96
    answer(survey, F, 1, reach="very_easy")
    release_results(survey, by=ana, now=clock.now())
    assert disclosure.stored_all(survey.occasion)["question:reach"].n(f) == 101


def test_a_survey_that_nobody_answered_is_let_out_too(dialogue: Process, ana: Person) -> None:
    survey = closed(open_one(dialogue, ana), ana)
    assert set(disclosure.stored_all(survey.occasion)) == {"participation"}
