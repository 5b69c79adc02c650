"""The look of the Word template: named styles only, so that a municipality can change them all."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SWEDISH = "sv-SE"
SANS, SERIF = "Arial", "Georgia"
INK, QUIET, LINE = RGBColor(0x12, 0x21, 0x1E), RGBColor(0x4A, 0x5B, 0x57), "6F807B"
PARAGRAPH, TABLE, CHARACTER = (
    WD_STYLE_TYPE.PARAGRAPH,
    WD_STYLE_TYPE.TABLE,
    WD_STYLE_TYPE.CHARACTER,
)


def apply(document: Any) -> None:
    """Give the document our styles and the Swedish language."""
    _language(document)
    _style(document, "Normal", SERIF, 11, after=6, line=1.25)
    _style(document, "Title", SANS, 24, bold=True, before=24, after=8, line=1.05)
    _style(document, "Subtitle", SANS, 13, colour=QUIET, after=14)
    _style(document, "Heading 1", SANS, 16, bold=True, before=22, after=6)
    _style(document, "Heading 2", SANS, 12.5, bold=True, before=14, after=4)
    _style(document, "Heading 3", SANS, 11, bold=True, before=8, after=2)
    _style(document, "List Number", SERIF, 11, after=4, line=1.25)
    _style(document, "Quote", SERIF, 11.5, italic=False, before=6, after=0, indent=6)
    _style(document, "Caption", SANS, 9.5, colour=QUIET, before=6, after=3)
    _style(document, "Header", SANS, 9)
    _style(document, "Footer", SANS, 8.5, colour=QUIET)
    _style(document, "Source", SANS, 9, colour=QUIET, after=6, indent=6, new=True)
    _style(document, "Fact", SERIF, 11, after=2, new=True)
    _style(document, "Verdict", SERIF, 11, after=6, line=1.25, new=True)
    _style(document, "Picture", SANS, 9, before=6, after=2, new=True)
    _style(document, "Table Text", SANS, 9, bold=None, new=True)
    _style(document, "Table Figure", SANS, 9, bold=None, new=True)
    document.styles["Table Figure"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _style(document, "After Table", SANS, 4, after=4, new=True)
    _style(document, "Contents Heading", SANS, 16, bold=True, before=22, after=6, new=True)
    _style(document, "toc 1", SANS, 10.5, before=3, new=True)
    _style(document, "toc 2", SANS, 9.5, indent=6, new=True)
    for name in (
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Caption",
        "Contents Heading",
        "Picture",
        "Verdict",
    ):
        document.styles[name].paragraph_format.keep_with_next = True
    link = document.styles.add_style("Hyperlink", CHARACTER, builtin=True)
    link.font.color.rgb = RGBColor(0x12, 0x56, 0x4B)
    link.font.underline = True
    _table(document)


def _language(document: Any) -> None:
    """Swedish in the defaults of the document, and nothing else anywhere."""
    styles = document.styles.element
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), SWEDISH)
        lang.set(qn("w:eastAsia"), SWEDISH)
    settings = document.settings.element
    for lang in settings.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), SWEDISH)
    # Document-wide fonts come from our styles, not from the theme.
    for fonts in styles.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]


def _style(
    document: Any,
    name: str,
    font: str,
    size: float,
    *,
    bold: bool | None = False,
    italic: bool = False,
    colour: RGBColor = INK,
    before: float = 0,
    after: float = 0,
    line: float = 1.15,
    indent: float = 0,
    new: bool = False,
) -> None:
    style = (
        document.styles.add_style(name, PARAGRAPH, builtin=name.startswith("toc"))
        if new
        else document.styles[name]
    )
    if new:
        style.base_style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, line
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if name not in {"List Number"}:
        shape.left_indent = Mm(indent) if indent else None
    for unwanted in ("w:pBdr", "w:tabs"):
        found = style.element.find(qn("w:pPr")).find(qn(unwanted))
        if found is not None:
            found.getparent().remove(found)


def _table(document: Any) -> None:
    """Rules under the rows, a heavier one under the head; no boxes."""
    style = document.styles.add_style("Report Table", TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side, width in (("top", "8"), ("bottom", "4"), ("insideH", "4")):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", width), ("space", "0"), ("color", LINE)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "0"), ("bottom", "50"), ("right", "100")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    style.element.append(properties)
    head = OxmlElement("w:tblStylePr")
    head.set(qn("w:type"), "firstRow")
    look = OxmlElement("w:rPr")
    look.append(OxmlElement("w:b"))
    head.append(look)
    style.element.append(head)
