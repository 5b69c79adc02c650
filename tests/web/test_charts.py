"""Charts: made of released figures alone, honest about what is withheld, whole without a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from dialog import disclosure
from dialog.disclosure import CountTable, Released, Shape
from dialog.survey.comparing import Side
from dialog.texts import force_locale
from dialog.web import charts

if TYPE_CHECKING:
    from flask import Flask

    from dialog.process.models import Process

F, K, N = Side("1", "Föreningar", "f"), Side("2", "Kommunen", "k"), Side("3", "Näringsliv", "n")
LABELS = {"a": "Mycket lätt", "b": "Ganska lätt", "c": "Varken eller"}


@pytest.fixture(autouse=True)
def in_swedish(app: Flask) -> Iterator[None]:
    with app.test_request_context(), force_locale("sv"):
        yield


def figure(process: Process, *counts: tuple[int, ...]) -> Released:
    rows = ("1", "2", "3")[: len(counts)]
    table = CountTable(rows, ("a", "b", "c"), counts, Shape.ANSWERS)
    return disclosure.protect("question", table, process=process)


def words(plot: charts.Plot) -> list[str]:
    return [line.text.replace("\xa0", " ") for line in plot.words]


def test_two_parties_stand_back_to_back_on_the_same_axis(dialogue: Process) -> None:
    released = figure(dialogue, (6, 30, 24), (15, 30, 5))
    chart = charts.comparison(released, [F, K], LABELS)
    left = [bar for bar in chart.wide.bars if bar.pattern == "f"]
    right = [bar for bar in chart.wide.bars if bar.pattern == "k"]
    assert {round(bar.x + bar.width, 1) for bar in left} == {456.0}
    assert {round(bar.x, 1) for bar in right} == {624.0}
    assert left[1].width / right[1].width == pytest.approx(50 / 60)
    assert [bar.y for bar in left] == [bar.y for bar in right]
    assert "Föreningar, 60 svar" in words(chart.wide)
    assert "60 %" in words(chart.wide)
    assert all(bar.radius for bar in left)
    assert not any(bar.radius for bar in right)


def test_three_parties_stand_in_groups(dialogue: Process) -> None:
    released = figure(dialogue, (6, 30, 24), (15, 30, 5), (10, 10, 10))
    chart = charts.comparison(released, [F, K, N], LABELS)
    for plot in (chart.wide, chart.narrow):
        assert [bar.pattern for bar in plot.bars].count("n") == 4  # its place in the key, and three
        assert all(bar.x >= 0 and bar.x + bar.width <= plot.width for bar in plot.bars)
        assert all(line.y <= plot.height for line in plot.words)


def test_long_words_are_broken_and_very_long_ones_stand_beside(dialogue: Process) -> None:
    released = figure(dialogue, (6, 30, 24), (15, 30, 5))
    two_lines = LABELS | {"a": "Vi hör av oss till en person vi redan känner"}
    chart = charts.comparison(released, [F, K], two_lines)
    assert {"Vi hör av oss till en person vi", "redan känner"} <= set(words(chart.wide))
    long = LABELS | {
        "a": "Vi hör av oss till en person vi redan känner och hoppas på det bästa ändå"
    }
    chart = charts.comparison(released, [F, K], long)
    assert len({bar.x for bar in chart.wide.bars if bar.y > 30}) == 1
    assert all(len(line) <= 38 for line in words(chart.wide))


def test_a_withheld_party_is_drawn_as_withheld(dialogue: Process) -> None:
    released = figure(dialogue, (6, 30, 24), (3, 1, 0))
    chart = charts.comparison(released, [F, K], LABELS)
    assert len(chart.wide.veils) == 1
    assert not any(bar.pattern == "k" for bar in chart.wide.bars)
    assert "Kommunen: visas inte, färre än 5 svar" in words(chart.wide)
    assert "75" not in chart.title
    assert "Kommunen: visas inte" in chart.title


def test_every_figure_is_said_when_no_sentence_is_given(dialogue: Process) -> None:
    released = figure(dialogue, (6, 30, 24), (15, 30, 5))
    title = charts.comparison(released, [F, K], LABELS).title.replace("\xa0", " ")
    assert title.startswith("Föreningar, 60 svar: Mycket lätt 10 %, Ganska lätt 50 %")


def test_charts_take_released_figures_and_nothing_else() -> None:
    made_up: Any = SimpleNamespace(
        k=5, columns=("a",), share=lambda _row, _column: 0.5, n=lambda _row: 10
    )
    with pytest.raises(TypeError, match="released figures only"):
        charts.comparison(made_up, [F, K], LABELS)
    with pytest.raises(TypeError, match="released figures only"):
        charts.in_words(made_up, [F, K], LABELS)


def test_the_difference_has_its_interval_and_both_directions() -> None:
    chart = charts.difference(0.33, 0.17, 0.47, F, K)
    assert {"+33", "17", "47", "Ingen skillnad", "Vanligare: Föreningar"} <= set(words(chart.wide))
    assert chart.title == "Skillnaden är 33 procentenheter, osäkerhet 17 till 47"
    negative = charts.difference(-0.28, -0.42, -0.13, F, K)
    assert {"−28", "−42", "−13"} <= set(words(negative.wide))
    for plot in (chart.wide, chart.narrow, negative.wide, negative.narrow):
        assert all(0 <= line.x <= plot.width for line in plot.words)
        assert all(line.y <= plot.height for line in plot.words)


def test_a_picture_for_word_brings_its_own_paint(dialogue: Process) -> None:
    released = figure(dialogue, (6, 30, 24), (15, 30, 5))
    svg = charts.comparison_svg(released, [F, K], LABELS, standalone=True)
    ET.fromstring(svg)  # noqa: S314 - our own
    assert "var(" not in svg
    assert 'id="pf"' in svg
    assert "Hanken Grotesk" in svg
    for painted in re.findall(r"url\(#(\w+)\)", svg):
        assert f'id="{painted}"' in svg
    in_page = charts.comparison_svg(released, [F, K], LABELS)
    assert "<style>" not in in_page
    assert charts.difference_svg(0.33, 0.17, 0.47, F, K, standalone=True).startswith("<svg")


def test_a_label_cannot_bring_markup(dialogue: Process) -> None:
    released = figure(dialogue, (6, 30, 24), (15, 30, 5))
    svg = charts.comparison_svg(released, [F, K], {"a": "<script>alert(1)</script>"})
    assert "<script>" not in svg
