"""How one party voted on one proposal: the plain value that every comparison starts from."""

from __future__ import annotations

from dataclasses import dataclass

SMALLEST_PARTY = 5
"""A party with fewer answers gets no verdict at all."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Persons who agree, disagree and pass; ValueError when a number is negative."""

    agree: int
    disagree: int
    passed: int = 0

    def __post_init__(self) -> None:
        if min(self.agree, self.disagree, self.passed) < 0:
            raise ValueError("A tally counts persons: no number in it may be negative.")

    @property
    def n(self) -> int:
        """Everybody who took a stand or passed: the base of every share."""
        return self.agree + self.disagree + self.passed
