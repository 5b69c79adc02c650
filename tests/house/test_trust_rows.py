"""docs/trust-rows.md names tests that exist, and every row it should."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "trust-rows.md").read_text()
ROWS = [
    line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| [A-K]\d", line)
]
DUE = {
    "A": (1, 2, 3, 4, 8, 9),
    "B": (1, 2, 3, 4, 5, 6, 9),
    "C": (1, 2, 3, 4, 5, 7, 8),
    "D": (1, 3, 4, 5, 6, 7),
    "E": (1, 2, 3, 4, 5),
    "F": (1, 2, 3, 4, 8),
    "G": (1, 3, 4, 5, 7, 11, 13),
    "H": (1, 5, 7, 8),
    "I": (1, 4, 5),
    "J": (5,),
    "K": (1,),
}


@cache
def names_in(file: str) -> set[str]:
    path = ROOT / file
    if not path.is_file():
        return set()
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_row_that_is_due_stands_there_once() -> None:
    wanted = [f"{letter}{number}" for letter, numbers in DUE.items() for number in numbers]
    assert [row[0] for row in ROWS] == wanted


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    gone = [f"{file}::{name}" for file, name in named if name not in names_in(file)]
    assert not gone, f"Name the test that shows it now: {gone}"
    assert PAGE.count("::") == len(named), "something that looks like a test is written otherwise"


def test_every_row_promises_something_and_names_what_shows_it() -> None:
    bare = [row[0] for row in ROWS if len(row[1]) < 20 or "::" not in row[2]]
    assert not bare, f"Say what is promised, and by which test it is shown: {bare}"
