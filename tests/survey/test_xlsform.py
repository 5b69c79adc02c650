"""Workbooks become surveys; what cannot be taken over is said with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from dialog.survey.definition import Kind
from dialog.survey.xlsform import WorkbookRefused, read_survey
from dialog.survey.xlsform.expressions import NotSupported, condition_of, limits_of
from dialog.survey.xlsform.languages import code_of
from dialog.survey.xlsform.types import type_of
from tests.browser import Browser
from tests.people import NOW
from tests.survey.workbooks import REAL, YES_NO, workbook

Start = Callable[..., Browser]
has_real_file = pytest.mark.skipif(
    not REAL.exists(), reason="The real workbook is not here: shared/data lies beside the project."
)


@pytest.fixture(autouse=True)
def noon(app: Flask) -> Iterator[None]:
    with time_machine.travel(NOW, tick=True), app.test_request_context():
        yield


def refused(content: bytes) -> list[str]:
    with pytest.raises(WorkbookRefused) as caught:
        read_survey(content)
    return list(caught.value.sentences)


def test_groups_become_sections_and_conditions_are_joined() -> None:
    imported = read_survey(
        workbook(
            [
                {"type": "start", "name": "start"},
                {"type": "begin_group", "name": "g1", "label": "Om er"},
                {"type": "select_one yn", "name": "pays", "label": "Betalar ni?", "required": "yes"},
                {"type": "begin group", "name": "g2", "label": "Mer", "relevant": "${pays} = 'ja'"},
                {"type": "integer", "name": "sum", "label": "Hur mycket?", "hint": "Kronor",
                 "constraint": ". >= 0 and . < 1000", "relevant": "not(${pays}='nej')"},
                {"type": "end group"},
                {"type": "end_group"},
                {"type": "begin_group", "name": "g3", "label": "Slut",
                 "relevant": "selected(${pays}, 'ja')"},
                {"type": "text", "name": "why", "label": "Varför?", "appearance": "multiline"},
                {"type": "select_multiple yn or_other", "name": "ways", "label": "Hur?"},
                {"type": "decimal", "name": "share", "label": "Andel", "constraint": ". > 0"},
                {"type": "end_group"},
            ],
            YES_NO,
            [{"form_title": "Prov", "default_language": ""}],
        )
    )  # fmt: skip
    definition = imported.definition
    assert imported.title == "Prov"
    assert definition.languages == ("sv",)
    assert [section.key for section in definition.sections] == ["g1", "g3"]
    assert definition.sections[1].condition == "pays = 'ja'"
    found = {question.key: question for question in definition.questions}
    assert found["pays"].required
    assert found["g2_heading"].text == {"sv": "### Mer"}
    assert found["g2_heading"].condition == "pays = 'ja'"
    assert found["sum"].condition == "pays = 'ja' and not (pays = 'nej')"
    assert (found["sum"].minimum, found["sum"].maximum, found["sum"].whole) == (0, 999, True)
    assert found["sum"].help == {"sv": "Kronor"}
    assert (found["why"].kind, found["ways"].kind) == (Kind.LONG, Kind.MULTIPLE)
    assert found["ways"].other
    assert [line.split(":")[0] for line in imported.left_out] == ["Rad 2", "Rad 12"]


def test_everything_in_the_way_is_said_with_its_row() -> None:
    sentences = refused(
        workbook(
            [
                {"type": "geopoint", "name": "place", "label": "Var?"},
                {"type": "select_one none", "name": "a", "label": "A"},
                {"type": "text", "name": "a b", "label": "B"},
                {"type": "text", "name": "c", "label": "C", "relevant": "count-selected(${a}) > 1"},
                {"type": "text", "name": "d", "label": "D", "relevant": "${later} = 'x'"},
                {"type": "text", "name": "later", "label": "E"},
                {"type": "text", "name": "later", "label": "F"},
                {"type": "text", "name": "g"},
                {"type": "begin_group", "name": "open", "label": "G"},
                {"type": "calculate", "name": "sum"},
            ],
            [*YES_NO, {"list_name": "yn", "name": "ja", "label": "Ja igen"}],
        )
    )
    said = "\n".join(sentences)
    for row, words in {
        2: "geopoint", 3: "none", 4: "a b", 5: "count-selected", 6: "nyckeln ”later”",
        8: "rad 7", 9: "saknar label", 10: "aldrig något slut", 11: "calculate",
    }.items():  # fmt: skip
        assert re.search(rf"^Rad {row}: .*{words}", said, re.M), (row, said)
    assert "Rad 4: På bladet choices: ”ja” står två gånger" in said


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 not a workbook", b"x" * (5 * 1024 * 1024 + 1), workbook([])],
    ids=["empty", "broken", "large", "no questions"],
)
def test_files_that_are_no_workbooks_are_refused_in_words(content: bytes) -> None:
    assert len(refused(content)) == 1


def test_a_repeat_of_questions_beyond_the_limit_is_refused() -> None:
    rows = [{"type": "text", "name": f"q{n}", "label": "Fråga"} for n in range(501)]
    assert "500" in refused(workbook(rows))[0]


def test_several_languages_and_unknown_ones() -> None:
    rows = [{"type": "note", "name": "n", "label::English (en)": "Hi <b>you</b>",
             "label::svenska": "Hej <strong>du</strong><br>där"}]  # fmt: skip
    asked = {"type": "text", "name": "t", "label::English (en)": "**What**?", "label::svenska": "V"}
    imported = read_survey(workbook([*rows, asked], settings=[{"default_language": "svenska"}]))
    assert imported.definition.languages == ("sv", "en")
    note, text = imported.definition.questions
    assert note.text == {"sv": "Hej **du**\ndär", "en": "Hi **you**"}
    assert text.text["en"] == "What?"
    said = refused(workbook([{"type": "text", "name": "t", "label::Klingonska": "x"}]))
    assert "Klingonska" in said[0]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Deutsch (de)", "de"), ("English", "en"), ("sv", "sv"), ("Davvi (se-NO)", "se"),
     ("Klingonska", None), ("qq", None)],
)  # fmt: skip
def test_languages_by_the_names_workbooks_give_them(name: str, code: str | None) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(
    ("text", "kind", "choices"),
    [("select_one my_List", Kind.SINGLE, "my_List"), ("select one yn", Kind.SINGLE, "yn"),
     ("select_multiple a_b or_other", Kind.MULTIPLE, "a_b"), ("SELECT_ONE X", Kind.SINGLE, "X"),
     ("select all that apply from yn", Kind.MULTIPLE, "yn"), ("Integer", Kind.NUMBER, ""),
     ("select_one_from_file places.csv", None, ""), ("image", None, "")],
)  # fmt: skip
def test_types_by_their_many_spellings(text: str, kind: Kind | None, choices: str) -> None:
    found = type_of(text)
    assert (found.what, found.choices) == (kind, choices)


def test_expressions_are_translated_and_never_run() -> None:
    from dialog.survey.conditions import write

    text = "(${a}='x' or selected( ${b} ,\"y\")) and ${n} >= 3"
    assert write(condition_of(text)) == "(a = 'x' or contains(b, 'y')) and n >= 3"
    for bad in ("string-length(${a}) > 3", "${a} = ${b}", "${a} + 1 = 2", "${a} = x", "1 = 1"):
        with pytest.raises(NotSupported):
            condition_of(bad)
    assert limits_of(". > 0 and . <= 24", whole=True) == (1, 24)
    for bad in (". > 0", ". = 5", "regex(., 'x')", ". >= 1 or . <= 0"):
        with pytest.raises(NotSupported):
            limits_of(bad, whole=False)
