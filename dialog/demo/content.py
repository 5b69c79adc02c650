"""The sample's texts and figures, read from data/, and dealt out without surprise."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dialog.survey.definition import Definition, Option, Question, Section

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

DATA = Path(__file__).parent / "data"
# The data's words for the six principles, where they differ from the product's.
PRINCIPLES = {"longterm": "long_term"}
STEPS = {"agenda": "agenda_setting"}


@cache
def load(name: str) -> Any:
    """One of the JSON files in data/."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    """One of the CSV files in data/, a dict for each row."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def definition(document: Mapping[str, Any]) -> Definition:
    """A questionnaire of the sample as the product's own definition."""
    return Definition(
        title=document["title"],
        languages=("sv", "en"),
        sections=tuple(
            Section(
                key=f"part-{number}",
                title=section["title"],
                questions=tuple(_question(question) for question in section["questions"]),
            )
            for number, section in enumerate(document["sections"], 1)
        ),
    )


def _question(data: Mapping[str, Any]) -> Question:
    return Question(
        key=data["key"],
        kind=data["kind"],
        text=data["text"],
        help=data.get("help", {}),
        required=bool(data.get("required")),
        other=bool(data.get("other")),
        condition=data.get("condition", ""),
        party_kinds=tuple(data.get("parties", ())),
        minimum=0 if data["kind"] == "number" else None,
        whole=data["kind"] == "number",
        options=tuple(
            Option(key=option["key"], label=option["label"], apart=option["key"] == "dont_know")
            for option in data.get("options", ())
        ),
    )


def allot(weights: Mapping[str, float], n: int, chance: Random) -> list[str]:
    """`n` options in exactly the shares of `weights` (largest remainder), in random order.

    Drawn at random, the small differences that the sample is there to show would come and go.
    """
    total = sum(weights.values())
    exact = {key: weight * n / total for key, weight in weights.items()}
    counts = {key: int(share) for key, share in exact.items()}
    left = n - sum(counts.values())
    for key in sorted(exact, key=lambda k: exact[k] - counts[k], reverse=True)[:left]:
        counts[key] += 1
    dealt = [key for key, count in counts.items() for _ in range(count)]
    chance.shuffle(dealt)
    return dealt
