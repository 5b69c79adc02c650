"""What a row's type means: a kind of question, the edge of a group, or something we do not take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dialog.survey.definition import Kind


class Edge(StrEnum):
    BEGIN = "begin"
    END = "end"


@dataclass(frozen=True)
class Type:
    """`what` is a Kind, an Edge, or None: `spared` then tells left out from refused."""

    what: Kind | Edge | None
    choices: str = ""
    other: bool = False
    whole: bool = False
    spared: bool = False


PLAIN = {
    "text": Type(Kind.SHORT),
    "string": Type(Kind.SHORT),
    "integer": Type(Kind.NUMBER, whole=True),
    "int": Type(Kind.NUMBER, whole=True),
    "decimal": Type(Kind.NUMBER),
    "date": Type(Kind.DAY),
    "note": Type(Kind.INFO),
    "begin group": Type(Edge.BEGIN),
    "end group": Type(Edge.END),
}
# What a form notes about the device; we never do.
SPARED = {
    "start", "end", "today", "deviceid", "device id", "subscriberid", "simserial", "phonenumber",
    "username", "email", "audit", "start geopoint", "background audio",
}  # fmt: skip
SELECT = re.compile(
    r"(?:add )?select[ _](?P<how>one|multiple|all that apply|all)(?: prompt using| from)?"
    r" (?P<list>\S+)(?P<other> or[ _]other)?",
    re.IGNORECASE,
)


def type_of(text: str) -> Type:
    """The meaning of a type cell, whichever of the customary spellings it uses."""
    tidy = " ".join(text.split())
    plain = re.sub(r"[\s_-]+", " ", tidy.casefold())
    if plain in PLAIN:
        return PLAIN[plain]
    select = SELECT.fullmatch(tidy)
    if select is None:
        return Type(None, spared=plain in SPARED)
    kind = Kind.SINGLE if select["how"].casefold() == "one" else Kind.MULTIPLE
    return Type(kind, choices=select["list"], other=bool(select["other"]))
