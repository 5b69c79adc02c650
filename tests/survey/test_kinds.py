"""Each kind of question: what is tidied, refused, stored and written in columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from dialog.survey import kinds
from dialog.survey.definition import Kind, Option, Question
from dialog.survey.kinds import Row

OPTIONS = (Option("a", {"sv": "A"}), Option("b", {"sv": "B"}), Option("no", {"sv": "Nej"}, True))


@pytest.fixture(autouse=True)
def swedish(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def asked(kind: str, **fields: object) -> Question:
    if kind in {"single", "multiple", "scale"}:
        fields = {"options": OPTIONS} | fields
    return Question("q", kind, {"sv": "Fråga"}, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.INFO])
def test_an_answer_is_missed_only_where_one_is_needed(kind: Kind) -> None:
    nothing = kinds.tidy(asked(kind), ["", "  "])
    assert nothing is None
    assert kinds.check(asked(kind), nothing) == []
    assert kinds.check(asked(kind, required=True), nothing) == ["Frågan behöver ett svar"]
    assert kinds.store(asked(kind), nothing) == []
    assert kinds.row_cells(asked(kind), []) == [None] * len(kinds.columns(asked(kind)))


def test_one_option_with_words_beside_other() -> None:
    question = asked("single", other=True)
    assert kinds.check(question, "other") == []
    assert kinds.check(question, "c") == ["Välj ett av alternativen"]
    assert kinds.store(question, "other", " Båten ") == [Row(choice="other", other="Båten")]
    assert kinds.store(question, "a", "Båten") == [Row(choice="a")]
    assert [column.key for column in kinds.columns(question)] == ["q", "q__other"]
    assert kinds.row_cells(question, [Row(choice="other", other="Båten")]) == ["other", "Båten"]


def test_several_options_each_once_in_the_order_of_the_question() -> None:
    question = asked("multiple")
    value = kinds.tidy(question, ["no", "a", "a"])
    assert value == ["a", "no"]
    assert [(row.position, row.choice) for row in kinds.store(question, value)] == [
        (0, "a"), (1, "no"),
    ]  # fmt: skip
    assert kinds.check(question, ["a", "strange"]) == ["Välj bland alternativen"]
    assert kinds.row_cells(question, kinds.store(question, value)) == [1.0, 0.0, 1.0]


def test_a_scale_keeps_the_option_that_stands_apart() -> None:
    question = asked("scale")
    assert [option.key for option in question.scale] == ["a", "b"]
    assert kinds.store(question, "no") == [Row(choice="no")]


@pytest.mark.parametrize(
    ("written", "kept", "number"),
    [("1 234,5", "1234.5", 1234.5), ("12", "12", 12.0), ("−3", "-3", -3.0), ("0", "0", 0.0),
     ("1\u00a0000", "1000", 1000.0), ("1e5", "1e5", None), ("tio", "tio", None), ("٣", "٣", 3.0)],
)  # fmt: skip
def test_numbers_as_swedes_write_them(written: str, kept: str, number: float | None) -> None:
    question = asked("number")
    value = kinds.tidy(question, [written])
    if number is None:
        assert value == kept
        assert kinds.check(question, value) == ["Skriv ett tal med siffror, till exempel 12"]
    else:
        assert kinds.check(question, value) == []
        assert kinds.store(question, value) == [Row(number=number)]


def test_numbers_have_limits() -> None:
    question = asked("number", minimum=0.0, maximum=24.0, whole=True)
    assert kinds.check(question, "-1") == ["Minst 0"]
    assert kinds.check(question, "25") == ["Högst 24"]
    assert kinds.check(question, "1.5") == ["Skriv ett heltal, utan decimaler"]
    assert kinds.check(question, "24") == []


def test_days_and_texts() -> None:
    assert kinds.store(asked("day"), "2026-03-18") == [Row(day=date(2026, 3, 18))]
    assert kinds.check(asked("day"), "18 mars")
    assert kinds.tidy(asked("short"), [" två\nrader "]) == "två rader"
    assert kinds.tidy(asked("long"), ["ett\r\ntvå "]) == "ett\ntvå"
    assert kinds.check(asked("long"), "x" * 10_001)
    assert kinds.check(asked("short"), "x" * 501)
    assert kinds.columns(asked("info")) == []


@given(st.sampled_from(list(Kind)), st.lists(st.text(max_size=30), max_size=4))
def test_whatever_is_sent_is_tidied_checked_and_told_apart(kind: Kind, raw: list[str]) -> None:
    question = asked(kind, other=True)
    value = kinds.tidy(question, raw)
    assert kinds.tidy(question, value if isinstance(value, list) else [value or ""]) == value
    if not kinds.check(question, value):
        rows = kinds.store(question, value, "x")
        assert len(kinds.row_cells(question, rows)) == len(kinds.columns(question))
