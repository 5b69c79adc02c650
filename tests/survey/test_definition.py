"""What a survey shows to whom, and how it lies in the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.survey import editing
from dialog.survey.definition import Definition, Option, Question, Section, words
from dialog.survey.paging import COMBINATIONS, Paging

DEMO = Path("dialog/demo/data")


def question(key: str, kind: str = "single", **fields: object) -> Question:
    given = {"options": (Option("ja", {"sv": "Ja"}), Option("nej", {"sv": "Nej"}))} | fields
    return Question(key, kind, {"sv": key.capitalize()}, **given)  # type: ignore[arg-type]


@pytest.fixture
def definition() -> Definition:
    return Definition(
        {"sv": "Prov"},
        sections=(
            Section(
                "a", {"sv": "A"}, (question("pays"), question("why", condition="pays = 'nej'"))
            ),
            Section("b", {"sv": "B"}, (question("more", condition="why = 'ja'"),)),
            Section("c", {"sv": "C"}, (question("hours", party_kinds=("municipal",)),)),
            Section("d", {"sv": "D"}, (question("end"),), condition="pays = 'ja' or why = 'ja'"),
        ),
    )


def shown(definition: Definition, party: str, **answers: object) -> list[list[str]]:
    return [[q.key for q in page.visible] for page in definition.pages_for(party, answers)]


def test_a_question_is_shown_when_its_condition_holds(definition: Definition) -> None:
    assert shown(definition, "association") == [["pays"]]
    assert shown(definition, "association", pays="nej") == [["pays", "why"]]
    assert shown(definition, "association", pays="ja") == [["pays"], ["end"]]


def test_what_is_hidden_counts_as_unanswered(definition: Definition) -> None:
    answers = {"pays": "ja", "why": "ja", "more": "ja", "end": "ja"}
    assert shown(definition, "association", **answers) == [["pays"], ["end"]]
    assert definition.counted("association", answers) == {"pays": "ja", "end": "ja"}


def test_a_section_with_nothing_to_show_is_no_page(definition: Definition) -> None:
    assert shown(definition, "municipal", pays="nej", why="ja") == [
        ["pays", "why"], ["more"], ["hours"], ["end"],
    ]  # fmt: skip
    numbers = [page.place for page in definition.pages_for("municipal", {"pays": "nej"})]
    assert numbers == [1, 2]


def test_words_beside_other_count_only_while_other_is_chosen() -> None:
    asked = question("ways", "multiple", other=True)
    whole = Definition({"sv": "Prov"}, sections=(Section("a", {"sv": "A"}, (asked,)),))
    answers = {"ways": ["ja", "other"], "ways__other": "Båten"}
    assert whole.counted("association", answers) == answers
    assert whole.counted("association", answers | {"ways": ["ja"]}) == {"ways": ["ja"]}
    assert [option.key for option in asked.choices] == ["ja", "nej", "other"]


def test_a_missing_text_falls_back_and_says_in_which_language_it_is() -> None:
    found = words({"de": "Hallo", "en": ""}, "en")
    assert (found.text, found.language) == ("Hallo", "de")


@pytest.mark.parametrize("name", ["survey", "young"])
def test_a_definition_comes_back_from_the_database_as_it_was(name: str) -> None:
    data = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))
    definition = Definition.from_json(data.get("survey", data))
    assert definition.questions
    again = Definition.from_json(json.loads(json.dumps(definition.to_json())))
    assert again == definition


def test_a_limit_of_zero_is_a_limit() -> None:
    asked = Question("n", "number", {"sv": "N"}, minimum=0.0)
    whole = Definition({"sv": "Prov"}, sections=(Section("a", {"sv": "A"}, (asked,)),))
    assert Definition.from_json(whole.to_json()) == whole


def test_moving_over_the_edge_of_a_section(definition: Definition) -> None:
    down = editing.move_question(definition, "why", 1)
    assert [[q.key for q in s.questions] for s in down.sections][:2] == [["pays"], ["why", "more"]]
    assert editing.move_question(down, "why", -1) == definition
    assert editing.move_question(definition, "pays", -1) == definition
    assert editing.move_section(definition, "a", -1) == definition


def test_only_words_may_differ_between_two_wordings_of_one_question(
    definition: Definition,
) -> None:
    kept = definition.questions[0]
    renamed = definition.replace_question("pays", question("pays", help={"sv": "Hjälp"}))
    assert editing.skeleton(renamed) == editing.skeleton(definition)
    required = definition.replace_question("pays", question("pays", required=True))
    assert editing.skeleton(required) != editing.skeleton(definition)
    assert kept.key == "pays"


SEVERAL = st.lists(st.sampled_from(["ja", "nej", "other"]), unique=True)


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "pays": st.sampled_from(["ja", "nej", "", None]),
                "ways": SEVERAL,
                "years": st.integers(-5, 20).map(str),
                "why": st.sampled_from(["ja", "nej"]),
                "more": st.just("ja"),
            },
        ),
        max_size=8,
    )
)
def test_what_is_kept_for_those_who_answer_alike_is_what_would_be_worked_out(
    several: list[dict[str, object]],
) -> None:
    sections = (
        Section("a", {"sv": "A"}, (question("pays"), question("ways", "multiple", other=True))),
        Section("b", {"sv": "B"}, (question("years", "number", condition="contains(ways, 'ja')"),)),
        Section(
            "c", {"sv": "C"}, (question("why", condition="years > 3"),), condition="pays != ''"
        ),
        Section("d", {"sv": "D"}, (question("more", condition="why = 'ja' or ways = 'nej'"),)),
        Section("e", {"sv": "E"}, (question("end", party_kinds=("municipal",)),)),
    )
    shared = Definition({"sv": "Prov"}, sections=sections)
    for party in ("association", "municipal"):
        for answers in several:
            alone = Definition({"sv": "Prov"}, sections=sections)
            assert shared.pages_for(party, answers) == alone.pages_for(party, answers)


def test_however_many_combinations_there_are_few_are_kept() -> None:
    sections = (
        Section("a", {"sv": "A"}, (question("years", "number"),)),
        Section("b", {"sv": "B"}, (question("why", condition="years > 3"),)),
    )
    paging = Paging(sections, "association")
    for years in range(2 * COMBINATIONS):
        assert len(paging.steps({"years": str(years)})) == (2 if years > 3 else 1)
    assert 0 < len(paging._known) <= COMBINATIONS
