"""Letting figures out, once and again."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from dialog import disclosure
from dialog.disclosure import CountTable, Released, Shape
from dialog.disclosure.models import Release, ReleaseCell
from dialog.disclosure.values import Purpose
from dialog.extensions import db
from dialog.measures.disclosure import Cell, Why, WithheldError
from dialog.process import operations as processes
from dialog.process.models import OccasionKind, StageKind
from tests.people import NOW

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Occasion, Process


@pytest.fixture
def survey(dialogue: Process) -> Occasion:
    occasion, _new = processes.add_occasion(
        dialogue, StageKind.SURVEY, OccasionKind.SURVEY.value, "Enkät"
    )
    return occasion


def answers(*counts: tuple[int, ...], sensitive: bool = False) -> CountTable:
    parties = ("f", "k", "n")[: len(counts)]
    return CountTable(parties, ("yes", "no"), counts, Shape.ANSWERS, sensitive=sensitive)


def let_out(table: CountTable, survey: Occasion, ana: Person, **options: object) -> Released:
    return disclosure.release(
        "question:reach",
        table,
        occasion=survey,
        process=survey.process,
        by=ana,
        now=NOW,
        **options,  # type: ignore[arg-type]
    )


def test_what_is_let_out_is_what_is_stored(survey: Occasion, ana: Person) -> None:
    made = let_out(answers((60, 36), (2, 1)), survey, ana)
    assert made.cells["f"]["yes"].value == 60
    assert made.share("f", "yes") == 0.625
    assert made.cells["k"]["yes"].withheld
    assert made.share("k", "yes") is None
    assert made.n("f") == 96
    assert made.n("k") is None
    assert made.why("k") is Why.TOO_FEW
    assert made.why("f") is None
    assert not made.complete
    assert made == disclosure.stored(survey, "question:reach")
    assert disclosure.stored_all(survey)["question:reach"] == made
    assert disclosure.stored(survey, "something else") is None


def test_true_counts_lie_beside_the_protected_ones(survey: Occasion, ana: Person) -> None:
    made = let_out(answers((60, 36), (2, 1)), survey, ana)
    rows = db.session.scalars(select(ReleaseCell).where(ReleaseCell.release_id == made.id)).all()
    counts = {(row.row_key, row.column_key): (row.n, row.withheld_because) for row in rows}
    assert counts["k", "yes"] == (2, "too few")
    assert counts["f", "yes"] == (60, None)
    assert counts["k", "*"] == (3, "too few")
    assert counts["*", "*"][0] == 99


def test_a_withheld_number_is_nowhere_in_what_comes_back(survey: Occasion, ana: Person) -> None:
    made = let_out(answers((60, 36), (2, 1)), survey, ana)
    with pytest.raises(WithheldError):
        _ = made.cells["k"]["yes"].value
    assert repr(made.cells["k"]["yes"]) == "·"
    assert "2" not in repr(made.cells["k"])
    assert "'k': mappingproxy({'yes': ·, 'no': ·})" in repr(made)
    with pytest.raises(TypeError):
        json.dumps(made)
    for way in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not copied"):
            way(made)
    with pytest.raises(TypeError):
        made.cells["k"]["yes"] = Cell(2)  # type: ignore[index]


def test_nobody_else_can_make_one(survey: Occasion, ana: Person) -> None:
    real = let_out(answers((60, 36)), survey, ana)
    facts = {name: getattr(real, name) for name in Released.__slots__}
    with pytest.raises(TypeError, match="Only dialog"):
        Released(seal=object(), **facts)


def test_the_same_counts_again_are_the_same_release(survey: Occasion, ana: Person) -> None:
    first = let_out(answers((60, 36), (30, 20)), survey, ana)
    again = let_out(answers((60, 36), (30, 20)), survey, ana)
    assert again == first
    assert db.session.scalar(select(func.count()).select_from(Release)) == 1


def test_four_late_answers_wait_until_they_are_five(survey: Occasion, ana: Person) -> None:
    first = let_out(answers((60, 36), (30, 20)), survey, ana)
    assert let_out(answers((63, 37), (30, 20)), survey, ana) == first
    later = let_out(answers((63, 38), (30, 20)), survey, ana)
    assert later.number == 2
    assert later.cells["f"]["yes"].value == 63


def test_a_third_release_may_not_be_told_apart_from_the_first(
    survey: Occasion, ana: Person
) -> None:
    let_out(answers((60, 36), (30, 20)), survey, ana)
    second = let_out(answers((65, 36), (30, 20)), survey, ana)
    # Five leave again, but one of those who answer now was not there the first time.
    assert let_out(answers((61, 35), (30, 20)), survey, ana) == second


def test_an_answer_changed_on_a_sensitive_question_waits_too(survey: Occasion, ana: Person) -> None:
    first = let_out(answers((60, 36), sensitive=True), survey, ana)
    assert let_out(answers((63, 38), sensitive=True), survey, ana) == first
    assert let_out(answers((65, 36), sensitive=True), survey, ana).number == 2


def test_a_new_party_of_three_does_not_come_in_by_the_back_door(
    survey: Occasion, ana: Person
) -> None:
    first = let_out(answers((60, 36), (30, 20)), survey, ana)
    assert let_out(answers((60, 36), (30, 20), (2, 1)), survey, ana) == first


def test_a_larger_k_protects_what_was_shown_before(survey: Occasion, ana: Person) -> None:
    assert let_out(answers((6, 0)), survey, ana).n("f") == 6
    survey.process.k = 8
    assert let_out(answers((6, 0)), survey, ana).n("f") is None


def test_who_takes_part_follows_day_by_day(survey: Occasion, ana: Person) -> None:
    let_out(answers((1, 0)), survey, ana, purpose=Purpose.PARTICIPATION)
    later = let_out(answers((2, 0)), survey, ana, purpose="participation")
    assert later.cells["f"]["yes"].value == 2
    assert later.number == 2


def test_groups_that_change_by_one_wait(dialogue: Process, ana: Person) -> None:
    def themes(*counts: tuple[int, int]) -> Released:
        table = CountTable(("1", "2"), ("f", "k"), counts)
        return disclosure.release("themes", table, process=dialogue, by=ana, now=NOW)

    first = themes((12, 3), (7, 0))
    assert [str(cell) for cell in first.cells["1"].values()] == ["12", "·"]
    assert themes((13, 3), (7, 0)) == first
    assert themes((17, 3), (7, 0)).number == 2
    assert disclosure.stored(None, "themes", process=dialogue) is not None


def test_figures_of_a_process_and_of_an_occasion_are_apart(survey: Occasion, ana: Person) -> None:
    let_out(answers((60, 36)), survey, ana)
    assert disclosure.stored(None, "question:reach", process=survey.process) is None
    with pytest.raises(ValueError):
        disclosure.stored(None, "question:reach")


def test_several_choices_let_out_again(survey: Occasion, ana: Person) -> None:
    def choices(first: int, base: int) -> Released:
        table = CountTable(("f",), ("mail", "visit"), ((first, 9),), Shape.CHOICES, bases=(base,))
        return let_out(table, survey, ana)

    made = choices(20, 30)
    assert made.share("f", "mail") == 20 / 30
    assert choices(22, 32) == made
    assert choices(25, 35).number == 2


def test_protecting_without_storing_follows_the_same_rules(dialogue: Process) -> None:
    seen = disclosure.protect(
        "themes", CountTable(("1",), ("f", "k"), ((12, 3),)), process=dialogue
    )
    assert [str(cell) for cell in seen.cells["1"].values()] == ["12", "·"]
    assert seen.id is None
    assert db.session.scalar(select(func.count()).select_from(Release)) == 0


def test_the_latest_of_many_releases_is_read_in_two_questions_to_the_database(
    survey: Occasion, ana: Person
) -> None:
    for number in range(4):
        disclosure.release(
            f"question:{number}",
            answers((60 + 5 * number, 36)),
            occasion=survey,
            process=survey.process,
            by=ana,
            now=NOW + timedelta(minutes=number),
        )
    assert sorted(disclosure.stored_all(survey)) == [f"question:{number}" for number in range(4)]
