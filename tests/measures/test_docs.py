"""The worked examples people read are those the code computes."""

from __future__ import annotations

import doctest
from pathlib import Path

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
