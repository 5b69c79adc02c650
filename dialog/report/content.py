"""What a report holds: one content, drawn as a web page, as a Word file, and frozen in editions.

Everything is plain JSON: the words as they stand, figures as they may be shown ("·" where one is
withheld), charts as the places of their lines and bars. So an edition is drawn the same for as
long as it exists, whatever happens to what it was made of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypedDict

# Files of an older format are drawn again as they were. In the Word file 1 has no checksum, and 2
# pictures that are all called the same.
FORMAT = 3
SUMMED_SINCE, NAMED_SINCE = 2, 3
WITHHELD = "·"


class PartyWords(TypedDict):
    key: str
    name: str
    pattern: str


class Sentence(TypedDict):
    """A paragraph, and what it rests on: references to comparisons or proposals."""

    text: str
    refs: list[str]


class Texts(TypedDict):
    """A part that is text alone."""

    heading: str
    paragraphs: list[Sentence]


class StageRow(TypedDict):
    """One stage: how many of each party were asked and took part, in the parties' order."""

    stage: str
    cells: list[str]


class Method(TypedDict):
    heading: str
    paragraphs: list[Sentence]
    caption: str
    head: list[str]
    rows: list[StageRow]


class ComparisonPart(TypedDict):
    """One question: the verdict, the chart, and the same figures as a table."""

    ref: str
    question: str
    verdict: str
    text: str
    chart: dict[str, Any] | None
    alt: str
    head: list[str]
    rows: list[list[str]]
    withheld: list[str]


class Comparisons(TypedDict):
    heading: str
    intro: str
    entries: list[ComparisonPart]


class QuotePart(TypedDict):
    ref: str
    text: str
    language: str
    party: PartyWords | None
    source: str
    stance: str


class ThemePart(TypedDict):
    name: str
    definition: str
    cells: list[str]
    quotes: list[QuotePart]


class Themes(TypedDict):
    heading: str
    intro: str
    caption: str
    head: list[str]
    entries: list[ThemePart]
    quoted: str


class ProposalPart(TypedDict):
    ref: str
    id: int
    number: int
    kind: str
    title: str
    what: list[str]
    why: list[str]
    responsible: str
    principles: str
    cell: str
    voices: list[str]
    total: str


class ProposalList(TypedDict):
    heading: str
    intro: str
    entries: list[ProposalPart]


class Proposals(TypedDict):
    heading: str
    caption: str
    head: list[str]
    lists: list[ProposalList]


class EvidencePart(TypedDict):
    """What one proposal rests on, as far as it may be shown."""

    ref: str
    title: str
    themes: list[str]
    texts: str
    quotes: list[QuotePart]


class Appendix(TypedDict):
    heading: str
    intro: str
    entries: list[EvidencePart]


class Words(TypedDict):
    """The report's own small words, frozen with it."""

    contents: str
    why: str
    responsible: str
    principles: str
    cell: str
    themes: str
    texts: str
    evidence: str
    page: str
    checksum: str
    withheld: str
    back: str


class Content(TypedDict):
    format: int
    language: str
    municipality: str
    administration: str
    document: str
    reference: str
    process: str
    board: str
    dated: str
    edition: int
    standing: str
    note: str
    title: str
    lede: str
    parties: list[PartyWords]
    words: Words
    decision: Texts | None
    summary: Texts | None
    background: Texts | None
    method: Method | None
    comparisons: Comparisons | None
    themes: Themes | None
    proposals: Proposals
    missing: Texts | None
    sources: Texts
    appendix: Appendix


class Line(TypedDict):
    """What one reference rests on: the numbers of rows, as they were."""

    reference: str
    proposal: int | None
    contribution: int | None
    wording: int | None
    release: int | None


def canonical(content: Mapping[str, Any], lines: list[Line]) -> bytes:
    """Content and evidence in the one form that is summed: sorted keys, no spaces, UTF-8."""
    whole = {"content": content, "evidence": sorted(lines, key=lambda line: line["reference"])}
    return json.dumps(
        whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def checksum(content: Mapping[str, Any], lines: list[Line]) -> str:
    """SHA-256 over content and evidence, in hexadecimal."""
    return hashlib.sha256(canonical(content, lines)).hexdigest()


def content_sum(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content alone, as the Word file carries it; "" for drafts and old formats.

    What the evidence's rows are numbered is known only when the edition is stored; the file is
    drawn before that.
    """
    if not content["edition"] or content["format"] < SUMMED_SINCE:
        return ""
    return checksum(content, [])


def short_sum(sha256: str) -> str:
    """The beginning of a checksum, as a reader compares it: “4f1c 09ae”."""
    return f"{sha256[:4]} {sha256[4:8]}"
