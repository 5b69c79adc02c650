"""A page that needs no arrays starts without numpy, scipy, scikit-learn and nltk."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "dialog" / "measures"
HEAVY = ("numpy", "scipy", "sklearn", "pandas", "statsmodels", "nltk")

# The folder alone: what the rest of the product imports is its own business.
ALONE = f"""
import importlib, pkgutil, sys, types
dialog = types.ModuleType("dialog")
dialog.__path__ = [{str(ROOT / "dialog")!r}]
sys.modules["dialog"] = dialog
import dialog.measures
for module in pkgutil.walk_packages(dialog.measures.__path__, "dialog.measures."):
    importlib.import_module(module.name)
def loaded():
    return sorted(name for name in {HEAVY!r} if name in sys.modules)
"""


def run(lines: str, hash_seed: str = "0") -> str:
    done = subprocess.run(
        [sys.executable, "-c", ALONE + lines],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
    )
    return done.stdout.strip()


def test_importing_every_module_brings_in_nothing_heavy():
    assert run("print(loaded())") == "[]"


def test_the_everyday_measures_need_nothing_heavy():
    everyday = """
from dialog.measures.agreement import Tally, benjamini_hochberg, common_ground, median, verdict
from dialog.measures.disclosure import collapse_then_protect, may_refresh, protect_counts
from dialog.measures.priority import equal_shares, max_min, schulze
from dialog.measures.similarity import name_group
verdict(Tally(9, 3, 0), Tally(6, 0, 0))
common_ground({"F": [Tally(9, 3, 0)], "K": [Tally(6, 0, 0)]})
benjamini_hochberg([0.1, 0.01]), median([1, 2, 3])
protect_counts([12, 9, 1], 5), collapse_then_protect([1, 2, 30, 4, 5]), may_refresh([9], [14])
max_min({"F": [[1, 0]], "K": [[0, 1]]}), schulze([[0, 1]]), equal_shares([1, 2], [{0}], 3)
name_group(["Vi saknar lokaler"])
print(loaded())
"""
    assert run(everyday) == "[]"


def test_no_output_differs_between_two_runs():
    """Two processes that put sets and dictionaries in different orders say the same."""
    everything = """
import numpy as np
from dialog.measures.agreement import Tally, common_ground, verdicts
from dialog.measures.disclosure import protect_linked, protect_table, release_allowed
from dialog.measures.opinion_groups import opinion_groups
from dialog.measures.priority import equal_shares, max_min, schulze
from dialog.measures.reliability import reliability
from dialog.measures.similarity import name_group, near_duplicates, suggest_groups
chance = np.random.default_rng(1)
counts = chance.poisson(7, (2, 3, 5))
print(protect_table(counts[0].tolist()), protect_table(counts[1].tolist(), 5, [0, 2]))
print(*protect_linked([counts.sum(axis=1).tolist(), counts.sum(axis=0).tolist()]))
people = {(a, b): int(chance.integers(0, 9)) for a in "FK" for b in "xyz"}
print(release_allowed({("F", "x"), ("F", "y")}, [set(people)], people))
votes = [Tally(*map(int, row)) for row in chance.integers(0, 20, (30, 3))]
print(verdicts(votes, votes[::-1]), common_ground({"F": votes, "K": votes[::-1]}))
matrix = chance.choice([-1.0, 0.0, 1.0, np.nan], (150, 12))
found = opinion_groups(matrix)
print(found.labels.tolist(), found.points.tolist(), found.representative, found.silhouettes)
ballots = {"F": [set(range(i % 5)) for i in range(9)], "K": [{i % 5} for i in range(4)]}
print(equal_shares([3, 4, 5, 6, 7], ballots, 12), max_min(ballots, 5))
print(schulze([chance.permutation(6).tolist() for _ in range(9)]))
notes = ["".join(chance.choice(list("abc åäö"), 20)) for _ in range(40)]
print(near_duplicates(notes, 0.2), suggest_groups(notes), name_group(notes[:9], notes[9:]))
coded = {who: {i: {*chance.choice(list("abc"), 2).tolist()} for i in range(30)} for who in "ABC"}
print(reliability(coded))
"""
    first, second = (run(everything, seed) for seed in ("1", "2"))
    assert len(first) > 2000
    assert first == second


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.name)
def test_the_measures_know_no_database_web_clock_or_chance(path):
    forbidden = {"flask", "sqlalchemy", "datetime", "time", "random", "os", "requests", "logging"}
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            top, _, rest = name.partition(".")
            assert top not in forbidden, f"{path.name} imports {name}: the measures are pure."
            assert top != "dialog" or rest.startswith("measures"), f"{path.name} imports {name}."
