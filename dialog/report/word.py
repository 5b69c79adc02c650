"""A report as a Word file: our template filled by docxtpl, then finished.

The same content gives the same bytes: nothing in the file tells when or where it was made.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from datetime import date as day_type
from io import BytesIO
from typing import TYPE_CHECKING, Any

import resvg_py
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment

from dialog.config import ROOT
from dialog.report import finishing, template
from dialog.report.content import NAMED_SINCE, content_sum, short_sum
from dialog.report.drawing import chart_of
from dialog.web.charts import svg_of

if TYPE_CHECKING:
    from dialog.report.content import Content, ProposalPart, QuotePart

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONTS = [str(ROOT / "static" / "vendor" / f"hanken-grotesk-{weight}.ttf") for weight in (400, 600)]
PICTURE_WIDTH = 115  # mm
PICTURE_PIXELS = 1400
LONG_AGO = (1980, 1, 1, 0, 0, 0)
# What no XML file may hold, and the signs that we mark places with.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ue000-\ue002]")


def document(content: Content) -> bytes:
    """The report as the bytes of a .docx file. The footer of an issued one carries a checksum."""
    clean: Any = _clean(content)
    summed = content_sum(content)
    made = DocxTemplate(template.build(len(content["parties"]), is_summed=bool(summed)))
    environment = Environment(autoescape=True)
    pictures = _pictures(clean, made)
    made.render(_context(clean) | {"sum": short_sum(summed)}, environment, autoescape=True)
    finishing.finish(made.docx, pictures)
    _properties(made.docx, clean)
    file = BytesIO()
    made.docx.save(file)
    return _timeless(file.getvalue())


def checksum(docx: bytes) -> str:
    return hashlib.sha256(docx).hexdigest()


def _context(content: Content) -> dict[str, Any]:
    proposals: list[ProposalPart] = [
        one for each in content["proposals"]["lists"] for one in each["entries"]
    ]
    return {
        **content,
        "all_proposals": proposals,
        "refs": _refs,
        "mark": finishing.mark,
        "link": finishing.link,
        "source": source_line,
    }


def _refs(refs: Sequence[str]) -> str:
    """References after a sentence, each a link within the file."""
    return "".join(f" {finishing.link(ref, ref)}" for ref in refs)


def source_line(quote: QuotePart) -> str:
    """Where a quotation comes from: party, occasion, number, and how it bears on the proposal."""
    parts = [
        quote["party"]["name"] if quote["party"] else "",
        quote["source"],
        quote["ref"],
        quote["stance"],
    ]
    return " · ".join(part for part in parts if part)


def _pictures(content: Any, made: DocxTemplate) -> list[finishing.Picture]:
    """Draw the charts; returns how each is called and what it shows in words, in their order."""
    pictures = []
    named = content["format"] >= NAMED_SINCE
    for one in content["comparisons"]["entries"] if content["comparisons"] else []:
        if one["chart"] is None:
            one["image"] = None
            continue
        svg = svg_of(chart_of(one["chart"]), standalone=True)
        png = resvg_py.svg_to_bytes(
            svg_string=svg,
            font_files=FONTS,
            skip_system_fonts=True,
            width=PICTURE_PIXELS,
            background="#ffffff",
        )
        one["image"] = InlineImage(made, BytesIO(bytes(png)), width=Mm(PICTURE_WIDTH))
        name = one["ref"] if named else ""
        pictures.append(finishing.Picture(name, f"{one['question']} {one['alt']}"))
    return pictures


def _clean(value: Any) -> Any:
    """The content without signs that an XML file cannot hold."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return value


def _properties(docx: Any, content: Content) -> None:
    dated = datetime.combine(day_type.fromisoformat(content["dated"]), time(), UTC)
    properties = docx.core_properties
    properties.title, properties.author = content["title"][:250], content["municipality"]
    properties.subject, properties.comments = content["process"][:250], ""
    properties.language, properties.last_modified_by = "sv-SE", content["municipality"]
    properties.created = properties.modified = dated.replace(tzinfo=None)
    properties.revision = 1


def _timeless(docx: bytes) -> bytes:
    """The same file with no times in it."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(docx)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return made.getvalue()
