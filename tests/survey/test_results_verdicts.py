"""What may be said of two parties, and what may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from dialog import disclosure
from dialog.disclosure import CountTable, Released, Shape
from dialog.measures.agreement import Kind
from dialog.process.models import PartyKind
from dialog.survey import comparing
from dialog.survey import results as reading
from dialog.survey import results_words as say
from dialog.survey.comparing import Pair, Side
from dialog.survey.definition import Option, Question
from dialog.texts import force_locale
from tests.survey.answered import ASKED, STEPS, answer, closed, open_one, spread

if TYPE_CHECKING:
    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process

F, K = Side("1", "Föreningar", "f"), Side("2", "Kommunen", "k")
NAMES = {"1": "föreningarna", "2": "kommunens egna"}
REACH = Question("reach", "scale", {}, options=tuple(Option(step, {}) for step in STEPS))


@pytest.fixture(autouse=True)
def in_swedish(app: Flask) -> Iterator[None]:
    with app.test_request_context(), force_locale("sv"):
        yield


def shown(process: Process, *counts: tuple[int, ...]) -> Released:
    table = CountTable(("1", "2"), STEPS, counts, Shape.ANSWERS)
    return disclosure.protect("question:reach", table, process=process)


def pair_of(released: Released) -> Pair:
    columns, opposite = comparing.headline_half(REACH, released, [F, K])
    return comparing.compare_scale(released, [F, K], columns, opposite)[0]


def said(pair: Pair) -> tuple[str, str]:
    statement = say.verdict_on_scale(pair, "ganska eller mycket svårt", NAMES)
    return (statement.heading, statement.text) if statement else ("", "")


def test_the_half_that_more_answer_is_spoken_of(dialogue: Process) -> None:
    released = shown(dialogue, (6, 14, 17, 35, 24), (10, 21, 12, 13, 4))
    columns, opposite = comparing.headline_half(REACH, released, [F, K])
    assert columns == ("fairly_hard", "very_hard")
    assert opposite == ("very_easy", "fairly_easy")
    turned = shown(dialogue, (24, 35, 17, 14, 6), (10, 21, 12, 13, 4))
    assert comparing.headline_half(REACH, turned, [F, K])[0] == ("very_easy", "fairly_easy")


def test_a_difference_is_named_with_its_interval(dialogue: Process) -> None:
    pair = pair_of(shown(dialogue, (6, 14, 17, 35, 24), (10, 21, 12, 13, 4)))
    assert pair.kind is Kind.DIFFER
    heading, text = said(pair)
    assert heading == "Parterna skiljer sig tydligt"
    assert "ligger den mellan 17 och 47." in text


def test_most_in_both_can_answer_alike_and_yet_differ(dialogue: Process) -> None:
    pair = pair_of(shown(dialogue, (0, 2, 3, 30, 65), (5, 12, 15, 40, 28)))
    assert pair.kind is Kind.BOTH_FOR
    heading, text = said(pair)
    assert heading == "De flesta i båda parter svarar lika"
    assert "Ändå skiljer det 27 procentenheter" in text


def test_alike_needs_many_answers(dialogue: Process) -> None:
    many = pair_of(shown(dialogue, (60, 60, 80, 70, 70), (60, 60, 80, 70, 68)))
    assert said(many)[0] == "Parterna svarar ungefär lika"
    few = pair_of(shown(dialogue, (2, 2, 3, 3, 2), (2, 2, 3, 3, 2)))
    assert said(few)[0] == "Osäkert om de skiljer sig: för få svar"
    assert "Skillnaden kan vara allt från −" in said(few)[1]


def test_with_a_lower_limit_three_answers_show_but_give_no_verdict(dialogue: Process) -> None:
    dialogue.k = 3
    pair = pair_of(shown(dialogue, (6, 14, 17, 35, 24), (0, 0, 0, 1, 2)))
    assert pair.too_few
    assert said(pair)[0] == "Osäkert om de skiljer sig: för få svar"


def test_nothing_is_said_of_a_withheld_party(dialogue: Process) -> None:
    pair = pair_of(shown(dialogue, (6, 14, 17, 35, 24), (0, 0, 0, 1, 2)))
    assert pair.kind is None
    assert pair.shares is None
    assert said(pair) == ("", "")


def test_with_many_options_chance_is_allowed_for(dialogue: Process) -> None:
    rows, base = ("1", "2"), (100, 60)
    columns = tuple("abcdefghij")
    near = ((50, *[40] * 9), (20, *[24] * 9))
    table = CountTable(rows, columns, near, Shape.CHOICES, bases=base)
    released = disclosure.protect("question:channels", table, process=dialogue)
    pairs = comparing.compare_options(released, [F, K])[0]
    assert [pair.columns[0] for pair in pairs if pair.differs] == []
    clear = CountTable(rows, columns, ((70, *[40] * 9), (20, *[24] * 9)), Shape.CHOICES, base)
    released = disclosure.protect("question:channels", clear, process=dialogue)
    pairs = comparing.compare_options(released, [F, K])[0]
    assert [pair.columns[0] for pair in pairs if pair.differs] == ["a"]
    statement = say.verdict_on_options(pairs, {key: key.upper() for key in columns}, NAMES)
    assert statement is not None
    assert "70 procent av föreningarna svarade ”A”, mot 33 procent" in statement.text


def test_answers_are_joined_where_they_end_alike() -> None:
    assert say.answers_in_words(["Ganska svårt", "Mycket svårt"]) == "ganska eller mycket svårt"
    assert say.answers_in_words(["Ja", "Kanske"]) == "”Ja” eller ”Kanske”"
    assert say.answers_in_words(["Ja"]) == "”Ja”"
    assert say.answers_in_words(["1", "2", "3"]) == "”1”, ”2” eller ”3”"


def test_a_sensitive_question_tells_only_what_most_answered(dialogue: Process, ana: Person) -> None:
    asked = ASKED | {
        "sections": [
            {
                "title": {"sv": "Del"},
                "questions": [ASKED["sections"][0]["questions"][0] | {"sensitive": True}],
            }
        ]
    }
    survey = open_one(dialogue, ana, asked)
    answer(survey, PartyKind.ASSOCIATION, 8, reach="very_hard")
    answer(survey, PartyKind.ASSOCIATION, 1, reach="neither")
    spread(survey, PartyKind.MUNICIPAL, "reach", 10, 9, 2, 8, 0)
    comparison = reading.headline(closed(survey, ana))[0]
    first, second = comparison.sides
    assert comparison.most(first) == "”Mycket svårt”"
    assert [str(c) for c in comparison.released.cells[first.key].values()] == ["·"] * 6
    assert [str(c) for c in comparison.released.cells[second.key].values()][2] == "·"
    assert not comparison.can_be_drawn
    assert comparison.heading == ""


def test_shares_under_each_other_show_a_mark_for_what_is_withheld(
    app: Flask, dialogue: Process
) -> None:
    released = shown(dialogue, (6, 14, 17, 35, 24), (0, 0, 0, 1, 2))
    ui = app.jinja_env.globals["ui"]
    html = str(ui.chart_share(released, [F, K], "fairly_hard"))  # type: ignore[attr-defined]
    assert "36\xa0%" in html
    assert html.count("r-low") == 1
    assert "33" not in html
