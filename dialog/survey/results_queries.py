"""Counting answers in the database: question, party, value, number of voices; no row leaves it.

A response is one voice. The answer carries its party, so no table is joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import case, distinct, func, literal, literal_column, or_, select

from dialog.extensions import db
from dialog.survey.models import Answer, Question, Response

if TYPE_CHECKING:
    from sqlalchemy import Label, Select

    from dialog.survey.models import Survey


class Count(NamedTuple):
    """`n` voices of a party gave `value` (an option’s key, a band’s number) to a question."""

    question: str
    party_id: int
    value: str
    n: int


class Base(NamedTuple):
    """`n` voices of a party answered a question at all."""

    question: str
    party_id: int
    n: int


VOICES = func.count(distinct(Answer.response_id))


def choice_counts(survey: Survey) -> list[Count]:
    """How many chose each option, for every question with options."""
    statement = (
        select(Answer.question_id, Answer.party_id, Answer.choice, VOICES)
        .where(Answer.question_id.in_(_questions(survey)), Answer.choice.is_not(None))
        .group_by(Answer.question_id, Answer.party_id, Answer.choice)
    )
    keys = _keys(survey)
    return [
        Count(keys[question], party, str(choice), n)
        for question, party, choice, n in db.session.execute(statement)
    ]


def answer_counts(survey: Survey) -> list[Base]:
    """How many answered each question, whatever they answered. A text still counts when it has
    become a contribution."""
    holds = or_(
        Answer.choice.is_not(None),
        Answer.number.is_not(None),
        Answer.day.is_not(None),
        Answer.text.is_not(None),
        Answer.contribution_id.is_not(None),
    )
    statement = (
        select(Answer.question_id, Answer.party_id, VOICES)
        .where(Answer.question_id.in_(_questions(survey)), holds)
        .group_by(Answer.question_id, Answer.party_id)
    )
    keys = _keys(survey)
    return [Base(keys[question], party, n) for question, party, n in db.session.execute(statement)]


def band_counts(survey: Survey, key: str, edges: Sequence[float]) -> list[Count]:
    """How many numbers lie in each band: band 0 below the first edge, band 1 from it, and so on."""
    band = _band(edges)
    statement = (
        select(Answer.party_id, band, VOICES)
        .join(Question, Question.id == Answer.question_id)
        .where(Question.survey_id == survey.id, Question.key == key, Answer.number.is_not(None))
        .group_by(Answer.party_id, literal_column("band"))
    )
    return [Count(key, party, str(number), n) for party, number, n in db.session.execute(statement)]


def responses_by_party(survey: Survey) -> dict[int, int]:
    """How many of each party have answered the survey."""
    rows = db.session.execute(
        select(Response.party_id, func.count())
        .where(Response.survey_id == survey.id)
        .group_by(Response.party_id)
    )
    return dict(rows.all())


def _band(edges: Sequence[float]) -> Label[int]:
    """The number of the band, as an expression that the database counts by."""
    below = [(Answer.number < edge, literal(place)) for place, edge in enumerate(edges)]
    return case(*below, else_=literal(len(edges))).label("band")


def _questions(survey: Survey) -> Select[int]:
    return select(Question.id).where(Question.survey_id == survey.id)


def _keys(survey: Survey) -> dict[int, str]:
    rows = db.session.execute(
        select(Question.id, Question.key).where(Question.survey_id == survey.id)
    )
    return dict(rows.all())
