"""One door to figures: nobody outside the room makes a release or reads the true counts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
ROOM = HOME / "dialog" / "disclosure"
FILES = [
    path
    for folder in ("dialog", "bench", "deploy")
    for path in sorted((HOME / folder).rglob("*.py"))
    if ROOM not in path.parents
]
TEMPLATES = sorted((HOME / "templates").rglob("*"))
# Rooms that may read what was answered: the one where people answer, and its own pages.
ANSWERS = HOME / "dialog" / "survey"


def imported(tree: ast.Module) -> set[tuple[str, str]]:
    """(module, name) of every `from module import name`."""
    return {
        (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def test_nobody_else_makes_a_release(trees: dict[Path, ast.Module]) -> None:
    for path, tree in trees.items():
        made = [
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"Released", "sealed"}
        ]
        assert not made, f"{path}:{made} makes a Released. Call dialog.disclosure.release()."
        names = {name for _module, name in imported(tree)}
        assert not names & {"SEAL", "sealed"}, f"{path} takes the seal of dialog.disclosure."


def test_nobody_else_reads_the_true_counts(trees: dict[Path, ast.Module]) -> None:
    for path, tree in trees.items():
        taken = {name for module, name in imported(tree) if module.startswith("dialog.disclosure")}
        assert "ReleaseCell" not in taken, (
            f"{path} reads the cells of releases, true counts and all. Use disclosure.stored()."
        )


def test_no_room_above_the_survey_reads_answers(trees: dict[Path, ast.Module]) -> None:
    for path, tree in trees.items():
        if ANSWERS in path.parents:
            continue
        taken = {
            name for module, name in imported(tree) if module.startswith("dialog.survey.models")
        }
        assert not taken & {"Answer", "Draft", "ResponseEdit"}, (
            f"{path} reads answers. Results come from dialog.survey.results, texts from "
            "dialog.contributions.queries."
        )


def test_drafts_are_read_by_those_who_write_them_alone(trees: dict[Path, ast.Module]) -> None:
    for path, tree in trees.items():
        if path.name.startswith("result") or path.name in {"releases.py", "bands.py"}:
            names = {name for _module, name in imported(tree)}
            assert "Draft" not in names, f"{path} reads drafts: nobody counts what was not sent."


def test_no_template_asks_for_true_counts() -> None:
    for path in TEMPLATES:
        if path.is_file():
            asks = re.search(r"\bReleaseCell\b|withheld_because", path.read_text(encoding="utf-8"))
            assert not asks, f"{path} looks behind a release. Draw its cells: value, or withheld."


def test_charts_are_made_of_releases() -> None:
    """Every function that lays out figures begins by asking whether they have passed the door."""
    tree = ast.parse((HOME / "dialog/web/charts/bars.py").read_text(encoding="utf-8"))
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    for function in public:
        calls = {
            call.func.id
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        }
        assert "checked" in calls, f"charts.{function.name} takes figures without asking."
