"""The small language of conditions: what it means, and what it says when it makes no sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.survey import conditions
from dialog.survey.condition_words import complaint, describe, doubt
from dialog.survey.conditions import ConditionError, holds, is_met, parse, write
from dialog.survey.definition import Definition, Option, Question, Section

ANSWERS = {"reach": "hard", "ways": ["visit", "mail"], "members": "25"}


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("", True),
        ("reach = 'hard'", True),
        ('reach = "hard"', True),
        ("reach != 'hard'", False),
        ("reach = 'easy' or members > 20", True),
        ("reach = 'easy' or members > 20 and ways = 'visit'", False),
        ("(reach = 'easy' or members > 20) and contains(ways, 'visit')", True),
        ("not contains(ways, 'phone')", True),
        ("not (reach = 'hard')", False),
        ("members >= 25 and members <= 25.0 and members = 25", True),
        ("members < 25", False),
        ("missing = 'x'", False),
        ("missing != 'x'", True),
        ("missing = ''", True),
        ("missing < 5", False),
        ("missing > -5", False),
        ("ways = 'visit'", False),
        ("AND = 1", None),
        ("contains(missing, 'x')", False),
    ],
)
def test_what_a_condition_means(text: str, met: bool | None) -> None:
    if met is None:
        with pytest.raises(ConditionError):
            parse(text)
    else:
        assert is_met(text, ANSWERS) is met


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("reach = 'hard", "open quotation", 8),
        ("reach = 'hard' och members = 2", "and or or expected", 15),
        ("(reach = 'hard'", "bracket not closed", 0),
        ("reach = 'hard')", "bracket not opened", 14),
        ("reach", "relation expected", 5),
        ("reach = hard", "value expected", 8),
        ("contains ways, 'x'", "bracket expected", 9),
        ("contains(ways 'x')", "comma expected", 14),
        ("reach = 'x' and", "question expected", 15),
        ("reach $ 'x'", "strange sign", 6),
        ("not " * 30 + "a = 1", "too deep", 80),
        ("a = 1 or " * 400 + "b = 2", "too long", 2000),
    ],
)
def test_where_a_condition_goes_wrong(text: str, kind: str, at: int) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert (caught.value.kind, caught.value.at) == (kind, at)


names = st.sampled_from(["reach", "ways", "members", "över_allt"])
values = st.text("abc åö12.-", max_size=6)
leaves = st.one_of(
    st.builds(
        conditions.Compare, names, st.sampled_from(["=", "!=", "<", ">", "<=", ">="]), values
    ),
    st.builds(conditions.Contains, names, values),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(conditions.Not, inner),
        st.builds(lambda a, b: conditions.All((a, b)), inner, inner),
        st.builds(lambda a, b: conditions.AnyOf((a, b)), inner, inner),
    ),
    max_leaves=6,
)


@given(trees, st.sampled_from(["hard", "", "12"]), st.lists(st.sampled_from(["a", "b"])))
def test_a_condition_written_out_means_the_same(
    tree: conditions.Condition, reach: str, ways: list[str]
) -> None:
    answers = {"reach": reach, "ways": ways}
    assert holds(parse(write(tree)), answers) == holds(tree, answers)


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_is_refused_in_order(text: str) -> None:
    try:
        parse(text)
    except ConditionError as error:
        at = error.at
    else:
        at = 0
    assert 0 <= at <= len(text)


def test_joining_keeps_each_condition_whole() -> None:
    assert conditions.join("and", "a = 1 or b = 2", "", "c = 3") == "(a = 1 or b = 2) and c = 3"
    assert conditions.join("and", "a = 1 and b = 2", "c = 3") == "a = 1 and b = 2 and c = 3"
    assert conditions.join("or", "", "c = 3") == "c = 3"


REACH = Question(
    "reach", "single", {"sv": "Hur lätt?"}, options=(Option("hard", {"sv": "Svårt"}),)
)  # fmt: skip
WAYS = Question("ways", "multiple", {"sv": "Hur?"}, options=(Option("visit", {"sv": "Besök"}),))
MANY = Question("many", "number", {"sv": "Hur många?"})


def test_complaints_name_the_place_in_words(app: object) -> None:
    assert complaint("reach = 'hard'", [REACH]) == ""
    assert "reach =  ▸hard" in complaint("reach = hard", [REACH])
    assert "nyckeln ”later”" in complaint("later = 'x'", [REACH])
    assert "”reach” har ett" in complaint("contains(reach, 'hard')", [REACH])
    assert "efter ”reach =”" in complaint("reach = ", [REACH])
    assert "inget alternativ ”soft”" in doubt("reach = 'soft'", [REACH])
    assert doubt("reach = 'hard' and contains(ways, 'visit')", [REACH, WAYS]) == ""


def test_a_condition_is_told_in_words(app: object) -> None:
    whole = Definition({"sv": "Prov"}, sections=(Section("a", {"sv": "A"}, (REACH, WAYS, MANY)),))
    told = describe("reach = 'hard' and not contains(ways, 'visit')", whole, "sv")
    assert told == "”Hur lätt?” är ”Svårt” och inte (”Hur?” har ”Besök” bland svaren)"
    assert describe("reach = ''", whole, "sv") == "”Hur lätt?” är obesvarad"
    assert describe("many > 50", whole, "sv") == "”Hur många?” är mer än 50"
    assert describe("many = 'alla'", whole, "sv") == "”Hur många?” är ”alla”"
