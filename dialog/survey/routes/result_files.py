"""Released results as rows of a file. A withheld figure is an empty cell with its reason beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dialog.survey import results_words as say
from dialog.survey.releases import ANSWERED
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.disclosure import Released
    from dialog.survey.comparing import Side
    from dialog.survey.comparisons import Comparison
    from dialog.survey.results import Results

Cell = str | int | float | None


def answers_header() -> list[str]:
    return [
        _("No."),
        _("Question"),
        _("Alternative"),
        _("Party"),
        _("Number of answers"),
        _("Per cent"),
        _("Answered the question"),
        _("Remark"),
    ]


def answer_rows(results: Results) -> Iterator[list[Cell]]:
    """One row for each question, answer and party."""
    for one in results.comparisons:
        for side in one.sides:
            for column in one.released.columns:
                yield [*_what(one, column), side.name, *_figures(one.released, side, column)]


def parties_header() -> list[str]:
    return [_("Party"), _("Asked"), _("Have answered"), _("Per cent"), _("Not reached")]


def party_rows(results: Results) -> Iterator[list[Cell]]:
    for party in results.parties:
        share = round(100 * party.share, 1) if party.asked else None
        yield [party.side.name, party.asked, party.answered, share, party.unreached]


def verdicts_header() -> list[str]:
    return [_("No."), _("Question"), _("Parties"), _("Verdict"), _("What it rests on")]


def verdict_rows(results: Results) -> Iterator[list[Cell]]:
    for one in results.comparisons:
        for pair, statement in one.statements:
            parties = f"{pair.first.name} – {pair.second.name}"
            yield [one.number, one.question, parties, statement.heading, statement.text]


def _what(one: Comparison, column: str) -> list[Cell]:
    answer = "" if column == ANSWERED and not one.labels else one.labels.get(column, column)
    return [one.number, one.question, answer or _("has answered")]


def _figures(released: Released, side: Side, column: str) -> list[Cell]:
    cell = released.cells[side.key][column]
    share = released.share(side.key, column) if released.columns != (ANSWERED,) else None
    return [
        None if cell.withheld else cell.value,
        None if share is None else round(100 * share, 1),
        released.n(side.key),
        say.reason(cell.why, released.k),
    ]
