"""What docxtpl cannot do: links within the file, the contents, what pictures show in words.

The template marks places with signs that no text of ours holds; here they become bookmarks and
links. The contents are written out, so that they are right before anybody updates the field; each
entry leads to its heading.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dialog.report.template import CONTENTS_HERE

OPEN, BETWEEN, SHUT = "\ue000", "\ue001", "\ue002"
PLACE = re.compile(f"{OPEN}([^{BETWEEN}{SHUT}]*)(?:{BETWEEN}([^{SHUT}]*))?{SHUT}")
HEADINGS = {"Heading 1": 1, "Heading 2": 2}
FIRST_CONTENTS_ID, FIRST_PLACE_ID = 1, 5001


def mark(anchor: str) -> str:
    """A place that links lead to."""
    return f"{OPEN}{anchor}{SHUT}"


def link(anchor: str, words: str) -> str:
    """Words that lead to a place."""
    return f"{OPEN}{anchor}{BETWEEN}{words}{SHUT}"


@dataclass(frozen=True)
class Picture:
    """A picture's name, its own in the file ("" leaves what it has), and what it shows in words."""

    name: str
    alt: str


def finish(document: Any, pictures: Sequence[Picture]) -> None:
    """Make bookmarks, links and contents, and give each picture its name and its words."""
    body = document.element.body
    anchors = {found[1] for text in _texts(body) for found in PLACE.finditer(text) if not found[2]}
    for number, run in enumerate(list(_marked_runs(body)), FIRST_PLACE_ID):
        _split(run, number * 100, anchors)
    _contents(document)
    for element, picture in zip(body.iter(qn("wp:docPr")), pictures, strict=True):
        element.set("descr", picture.alt)
        element.set("name", picture.name or element.get("name"))


def _texts(body: Any) -> Iterator[str]:
    return (text.text or "" for text in body.iter(qn("w:t")))


def _marked_runs(body: Any) -> Iterator[Any]:
    return (text.getparent() for text in body.iter(qn("w:t")) if OPEN in (text.text or ""))


def _split(run: Any, number: int, anchors: set[str]) -> None:
    """One run with marks becomes runs, bookmarks and links."""
    whole = run.find(qn("w:t")).text
    made, end = [], 0
    for found in PLACE.finditer(whole):
        made.append(_run(run, whole[end : found.start()]))
        anchor, words = found[1], found[2]
        if words is None:
            made += _bookmark(f"r_{anchor}", number + len(made))
        elif anchor in anchors:
            made.append(_link(_run(run, words, style="Hyperlink"), f"r_{anchor}"))
        else:
            made.append(_run(run, words))
        end = found.end()
    made.append(_run(run, whole[end:]))
    parent, place = run.getparent(), run.getparent().index(run)
    parent.remove(run)
    for each in reversed([each for each in made if each is not None]):
        parent.insert(place, each)


def _run(like: Any, words: str, style: str = "") -> Any:
    """A run that looks like another one; None for no words."""
    if not words:
        return None
    run = copy.deepcopy(like)
    text = run.find(qn("w:t"))
    text.text = words
    text.set(qn("xml:space"), "preserve")
    if style:
        named = OxmlElement("w:rStyle")
        named.set(qn("w:val"), style)
        run.get_or_add_rPr().insert(0, named)
    return run


def _link(run: Any, anchor: str) -> Any:
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), anchor)
    made.set(qn("w:history"), "1")
    made.append(run)
    return made


def _bookmark(name: str, number: int) -> list[Any]:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (start, end):
        each.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name[:40])
    return [start, end]


def _contents(document: Any) -> None:
    """The contents as a field with its entries written out, in place of the mark."""
    here = next(p for p in document.paragraphs if p.text == CONTENTS_HERE)
    entries = []
    for number, paragraph in enumerate(_headings(document), FIRST_CONTENTS_ID):
        name = f"_Toc{number:06}"
        start, end = _bookmark(name, number)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)
        entries.append((HEADINGS[paragraph.style.name], paragraph.text, name))
    for place, (level, words, name) in enumerate(entries):
        entry = here.insert_paragraph_before(style=f"toc {level}")
        if place == 0:
            _field_start(entry)
        run = entry.add_run(words)._r
        entry._p.remove(run)
        entry._p.append(_link(run, name))
        if place == len(entries) - 1:
            _mark(entry, "end")
    here._p.getparent().remove(here._p)


def _headings(document: Any) -> Iterator[Any]:
    return (p for p in document.paragraphs if p.style.name in HEADINGS and p.text.strip())


def _field_start(paragraph: Any) -> None:
    """Headings of two levels, as links, without page numbers: those are not known here."""
    _mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = r' TOC \o "1-2" \n \h \z \u '
    paragraph.add_run()._r.append(code)
    _mark(paragraph, "separate")


def _mark(paragraph: Any, kind: str) -> None:
    made = OxmlElement("w:fldChar")
    made.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(made)
