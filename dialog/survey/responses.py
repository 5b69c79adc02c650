"""Named answers as the team reads them after closing: who has answered, and what they said.

Texts come through the one door for texts: as they are worded now, and nothing that is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.contributions.models import Contribution
from dialog.contributions.queries import texts_seen_by
from dialog.extensions import db
from dialog.register.names import name_key
from dialog.survey import kinds
from dialog.survey.answering_queries import WITH_ANSWERS, answers_of
from dialog.survey.definition import Definition, Kind, Question, words
from dialog.survey.kinds.rows import Row
from dialog.survey.models import Answer, Response, Seat
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection

    from dialog.accounts.models import Person
    from dialog.process.models import Role
    from dialog.survey.models import Survey

Cell = str | int | float | None


@dataclass(frozen=True)
class Given:
    """One response with the name of the seat it was given from."""

    response: Response
    name: str


def given(survey: Survey, number: int | None = None) -> list[Given]:
    """The named responses of a survey, by name; with `number` that one alone."""
    statement = (
        select(Response)
        .where(Response.survey_id == survey.id, Response.seat_id.is_not(None))
        .options(
            *WITH_ANSWERS,
            joinedload(Response.seat).joinedload(Seat.organisation),
            joinedload(Response.seat).joinedload(Seat.contact),
        )
    )
    if number is not None:
        statement = statement.where(Response.id == number)
    found = [Given(one, _name(one.seat)) for one in db.session.scalars(statement)]
    return sorted(found, key=lambda one: name_key(one.name))


def texts(survey: Survey, person: Person, roles: Collection[Role]) -> dict[int, str]:
    """The words of the survey's contributions that `person` may read, as they stand now."""
    seen = texts_seen_by(person, survey.occasion.process, roles)
    rows = db.session.execute(seen.where(Contribution.occasion_id == survey.id))
    return {said.id: wording.text for said, wording in rows}


def read(response: Response, said: Mapping[int, str]) -> dict[str, Any]:
    """What was answered, question by question, for reading."""
    return answers_of(response, _with_gaps(response, said))


def header(definition: Definition, language: str) -> list[str]:
    """The heading of a table with a row for each response."""
    fixed = [_("Who has answered"), _("Party"), _("Sent")]
    return [
        *fixed,
        *(_heading(c, language) for q in definition.questions for c in kinds.columns(q)),
    ]


def rows(
    responses: Sequence[Given], definition: Definition, said: Mapping[int, str], language: str
) -> Iterator[list[Cell]]:
    """One row for each response, under `header`."""
    for one in responses:
        stored = _stored(one.response, _with_gaps(one.response, said))
        cells: list[Any] = [
            one.name,
            one.response.party.name,
            one.response.submitted_on.isoformat(),
        ]
        for question in definition.questions:
            found = kinds.row_cells(question, stored.get(question.key, []))
            cells += _labelled(question, found, language)
        yield cells


def _name(seat: Seat | None) -> str:
    """The association; an official or a person by name, with the association beside."""
    if seat is None:
        return _("Somebody")
    parts = [seat.contact.name if seat.contact else "", _of(seat)]
    return ", ".join(part for part in parts if part) or _("Somebody")


def _of(seat: Seat) -> str:
    return seat.organisation.name if seat.organisation else ""


def _with_gaps(response: Response, said: Mapping[int, str]) -> dict[int, str]:
    """The words of each text in the response; a remark where the text is hidden or taken back."""
    numbers = [row.contribution_id for row in response.answers if row.contribution_id]
    return {number: said.get(number, _("[The text is hidden]")) for number in numbers}


def _stored(response: Response, said: Mapping[int, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for answer in response.answers:
        found.setdefault(answer.question.key, []).append(_row(answer, said))
    return found


def _row(answer: Answer, said: Mapping[int, str]) -> Row:
    text = said.get(answer.contribution_id or 0)
    chosen = answer.choice is not None
    return Row(
        position=answer.position,
        choice=answer.choice,
        number=answer.number,
        day=answer.day,
        text=answer.text if chosen else answer.text or text,
        other=(answer.other or text) if chosen else answer.other,
    )


def _heading(column: kinds.Column, language: str) -> str:
    asked = words(column.text, language).text
    return f"{asked} – {words(column.part, language).text}" if column.part else asked


def _labelled(question: Question, cells: Sequence[Any], language: str) -> list[Any]:
    """A chosen option in its words rather than by its key."""
    if question.kind not in {Kind.SINGLE, Kind.SCALE} or not cells or cells[0] is None:
        return list(cells)
    option = question.option(str(cells[0]))
    return [words(option.label, language).text if option else cells[0], *cells[1:]]
