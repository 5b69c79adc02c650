"""The worked examples people read are those the code computes."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import numpy as np
import pytest

from dialog.measures.disclosure import protect_table

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"


def test_the_examples_on_the_page_are_computed():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 25
    assert failed == 0


def test_each_measure_says_what_it_says_and_does_not_say_in_both_languages():
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")[1:-1]
    assert len(sections) == 10
    for section in sections:
        title = section.splitlines()[0]
        for words in ("**Vad de", "säger.**", "inte säger.**", "**Exempel.**"):
            assert words in section, f"{title}: {words}"
        for words in ("**What ", "not say.**", "**Example.**"):
            assert words in section, f"{title}: {words}"
        assert section.index("**Exempel.**") < section.index("**Example.**"), title


MEASURED = re.findall(
    r"^\| (\d) × 5, ([\d ]+) people \((\d+) tables\) \| ([\d ]+) \| (\d+) \| (\d+) \|$",
    PAGE.read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(
    "row", [[int(each.replace(" ", "")) for each in row] for row in MEASURED], ids=str
)
def test_the_measured_protection_is_measured_so(row):
    """Also that no more is hidden than needed: hiding everything would be safe too."""
    height, people, tables, cells, small, for_their_sake = row
    chance = np.random.default_rng(people)
    counted: list[tuple[int, bool]] = []
    for _ in range(tables):
        sizes = chance.multinomial(people, chance.dirichlet(np.full(height, 3.0)))
        table = [chance.multinomial(n, chance.dirichlet(np.full(5, 1.5))).tolist() for n in sizes]
        inner = [count for answers in table for count in answers]
        counted += zip(inner, (cell.withheld for cell in protect_table(table, 5)), strict=True)
    assert len(counted) == cells
    assert sum(0 < count < 5 for count, _ in counted) == small
    others = sum(withheld and not 0 < count < 5 for count, withheld in counted)
    assert others == pytest.approx(for_their_sake, rel=0.05)


def test_four_kinds_of_tables_were_measured():
    assert len(MEASURED) == 4
