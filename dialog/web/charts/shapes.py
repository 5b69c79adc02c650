"""The pieces of a chart, in the units of its view box."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

Anchor = Literal["start", "middle", "end"]


class Side(Protocol):
    """A party in a chart: the row of the figures it reads, its name and its paint (f, k or n)."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def pattern(self) -> str: ...


@dataclass(frozen=True)
class Words:
    """A line of text. Style q is quiet, b strong; f, k and n are the parties’ own."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    style: str = ""


@dataclass(frozen=True)
class Bar:
    """A length in a party’s paint."""

    x: float
    y: float
    width: float
    height: float
    pattern: str
    fine: bool = False

    @property
    def paint(self) -> str:
        """The pattern to fill with: dots are set closer in thin bars."""
        return "pfs" if self.fine and self.pattern == "f" else f"p{self.pattern}"

    @property
    def radius(self) -> float:
        """Associations are round, wherever they are drawn."""
        return min(self.height, self.width) / 2 if self.pattern == "f" else 0


@dataclass(frozen=True)
class Line:
    """A path. Style grid, axis or ci."""

    path: str
    style: str


@dataclass(frozen=True)
class Veil:
    """Where a party’s bars would have stood, had they not been withheld."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Plot:
    """One drawing."""

    kind: Literal["wide", "narrow"]
    width: int
    height: int = 0
    lines: list[Line] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    veils: list[Veil] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    dots: list[tuple[float, float, float]] = field(default_factory=list)

    def grid(self, x: float, top: float, bottom: float) -> None:
        self.lines.append(Line(f"M{number(x)} {number(top)}V{number(bottom)}", "grid"))

    def axis(self, x: float, top: float, bottom: float) -> None:
        self.lines.append(Line(f"M{number(x)} {number(top)}V{number(bottom)}", "axis"))

    def say(self, x: float, y: float, text: str, anchor: Anchor = "start", style: str = "") -> None:
        self.words.append(Words(round(x, 1), round(y, 1), text, anchor, style))


@dataclass(frozen=True)
class Chart:
    """The same thing drawn wide and narrow, and said in one sentence for those who do not see it."""

    title: str
    wide: Plot
    narrow: Plot


def number(value: float) -> str:
    """A coordinate without decimals that nobody sees."""
    return f"{round(value, 1):g}"
