"""K1: everything that is installed has one version and its sums, and there is a reason for it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted([*ROOT.glob("requirements*.txt"), *ROOT.glob("deploy/requirements*.txt")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WANTED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["postgres"]]


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].casefold().replace("_", "-")


def locked(path: Path) -> dict[str, str]:
    """What a lock holds: each package with all that is said of it."""
    text = path.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {name_of(line): line for line in lines}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_has_one_version_and_its_sums(path: Path) -> None:
    lines = locked(path)
    assert lines
    loose = [
        name
        for name, line in lines.items()
        if not re.match(r"[\w.\[\],-]+==[\w.]+[ ;]", line)
        or not re.search(r"--hash=sha256:[0-9a-f]{64}\b", line)
    ]
    assert not loose, f"Lock it with its sums: {loose}"


def test_what_the_product_asks_for_is_locked() -> None:
    lines = locked(ROOT / "requirements-postgres.txt")
    assert [name for one in WANTED if (name := name_of(one)) not in lines] == []


def test_each_package_of_the_product_has_its_reason() -> None:
    table = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs/decisions.md").read_text(), re.M
    )
    reasons = {
        name: why for names, why in table for name in re.findall(r"[\w-]+", names.casefold())
    }
    assert [name for one in WANTED if not reasons.get(name := name_of(one), "").strip()] == []
