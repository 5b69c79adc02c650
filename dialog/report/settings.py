"""What the writer of a report decides: its own texts, and which parts it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """Parts that a report can do without. The proposals and what they rest on always stand in it."""

    SUMMARY = "summary"
    METHOD = "method"
    COMPARISONS = "comparisons"
    THEMES = "themes"
    MISSING = "missing"


@dataclass(frozen=True)
class Settings:
    """The writer's texts. Paragraphs are parted by an empty line, asks by a line each."""

    reference: str = ""
    document: str = ""
    lede: str = ""
    decision: str = ""
    summary: str = ""
    background: str = ""
    method: str = ""
    missing: str = ""
    parts: tuple[str, ...] = tuple(part.value for part in Part)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Settings:
        """Settings as they lie in the report's row; what is unknown is left out."""
        known = {field.name for field in fields(cls)}
        values = {key: value for key, value in stored.items() if key in known}
        if "parts" in values:
            values["parts"] = tuple(part for part in values["parts"] if part in set(Part))
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"parts": list(self.parts)}

    def has(self, part: Part) -> bool:
        return part.value in self.parts


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
