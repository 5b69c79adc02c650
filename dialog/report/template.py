"""Our Word template, made by code: real headings, Swedish, table heads, page numbers.

docxtpl fills it. It is drawn anew for each report, because the tables have a column for each
party; for the same number of parties it is always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from dialog.report import template_styles

CONTENTS_HERE = "[[contents]]"
TEXT_WIDTH = 160  # mm


def build(parties: int, *, is_summed: bool) -> BytesIO:
    """The template as a file, for reports with so many parties; a checksum at the foot or none."""
    document = Document()
    _drop_thumbnail(document)
    template_styles.apply(document)
    _header_and_footer(document, is_summed=is_summed)
    _front(document)
    _texts(document, "summary")
    _texts(document, "missing")
    _texts(document, "background")
    _method(document, parties)
    _comparisons(document, parties)
    _themes(document, parties)
    _proposals(document, parties)
    _texts(document, "sources")
    _appendix(document)
    file = BytesIO()
    document.save(file)
    file.seek(0)
    return file


def _drop_thumbnail(document: Any) -> None:
    """python-docx starts from a file with a picture of itself in it."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]


def _header_and_footer(document: Any, *, is_summed: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(32), Mm(25)
    section.left_margin, section.right_margin = Mm(28), Mm(22)
    head = section.header.paragraphs[0]
    _tab(head)
    head.add_run("{{ municipality }}").bold = True
    head.add_run("\t{{ document }} {{ dated }}")
    second = section.header.add_paragraph(style="Header")
    _tab(second)
    second.add_run("{{ administration }}\t{{ reference }}")
    foot = section.footer.paragraphs[0]
    _tab(foot)
    foot.add_run("{{ process }} · {{ standing }}\t{{ words.page }} ")
    _field(foot, "PAGE")
    foot.add_run(" (")
    _field(foot, "NUMPAGES")
    foot.add_run(")")
    if is_summed:
        section.footer.add_paragraph("{{ words.checksum }} {{ sum }}", style="Footer")


def _front(document: Any) -> None:
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ lede }}", style="Subtitle")
    _when(document, "note", ["{{ note }}"])
    _p(document, "{%p if decision %}")
    document.add_heading("{{ decision.heading }}", 1)
    _p(document, "{%p for line in decision.paragraphs %}")
    document.add_paragraph("{{ line.text }}", style="List Number")
    _p(document, "{%p endfor %}")
    _p(document, "{%p endif %}")
    document.add_paragraph("{{ words.contents }}", style="Contents Heading")
    document.add_paragraph(CONTENTS_HERE)


def _texts(document: Any, name: str) -> None:
    """A part that is text alone, if the report has it."""
    _p(document, f"{{%p if {name} %}}")
    document.add_heading(f"{{{{ {name}.heading }}}}", 1)
    _p(document, f"{{%p for line in {name}.paragraphs %}}")
    document.add_paragraph("{{ line.text }}{{ refs(line.refs) }}")
    _p(document, "{%p endfor %}")
    _p(document, "{%p endif %}")


def _method(document: Any, parties: int) -> None:
    _p(document, "{%p if method %}")
    document.add_heading("{{ method.heading }}", 1)
    _p(document, "{%p for line in method.paragraphs %}")
    document.add_paragraph("{{ line.text }}")
    _p(document, "{%p endfor %}")
    _p(document, "{%p if method.rows %}")
    document.add_paragraph("{{ method.caption }}", style="Caption")
    heads = [f"{{{{ method.head[{place}] }}}}" for place in range(1 + 2 * parties)]
    cells = ["{{ row.stage }}", *[f"{{{{ row.cells[{n}] }}}}" for n in range(2 * parties)]]
    _table(document, heads, "row in method.rows", cells, widths=[46])
    _p(document, "{%p endif %}")
    _p(document, "{%p endif %}")


def _comparisons(document: Any, parties: int) -> None:
    _p(document, "{%p if comparisons %}")
    document.add_heading("{{ comparisons.heading }}", 1)
    document.add_paragraph("{{ comparisons.intro }}")
    _p(document, "{%p for one in comparisons.entries %}")
    document.add_heading("{{ mark(one.ref) }}{{ one.ref }} {{ one.question }}", 2)
    _when(document, "one.verdict", ["{{ one.verdict }}. {{ one.text }}"], style="Verdict")
    _p(document, "{%p if one.image %}")
    document.add_paragraph("{{ one.image }}", style="Picture")
    _p(document, "{%p endif %}")
    heads = [f"{{{{ one.head[{place}] }}}}" for place in range(1 + parties)]
    cells = [f"{{{{ row[{place}] }}}}" for place in range(1 + parties)]
    _table(document, heads, "row in one.rows", cells, widths=[80])
    _p(document, "{%p endfor %}")
    _p(document, "{%p endif %}")


def _themes(document: Any, parties: int) -> None:
    _p(document, "{%p if themes %}")
    document.add_heading("{{ themes.heading }}", 1)
    document.add_paragraph("{{ themes.intro }}")
    document.add_paragraph("{{ themes.caption }} {{ words.withheld }}", style="Caption")
    heads = [f"{{{{ themes.head[{place}] }}}}" for place in range(1 + parties)]
    cells = ["{{ row.name }}", *[f"{{{{ row.cells[{n}] }}}}" for n in range(parties)]]
    _table(document, heads, "row in themes.entries", cells, widths=[90])
    _p(document, "{%p if themes.quoted %}")
    document.add_heading("{{ themes.quoted }}", 2)
    _p(document, "{%p endif %}")
    _p(document, "{%p for theme in themes.entries %}")
    _p(document, "{%p if theme.quotes %}")
    document.add_heading("{{ theme.name }}", 3)
    _when(document, "theme.definition", ["{{ theme.definition }}"])
    _quotes(document, "theme.quotes")
    _p(document, "{%p endif %}")
    _p(document, "{%p endfor %}")
    _p(document, "{%p endif %}")


def _proposals(document: Any, parties: int) -> None:
    document.add_heading("{{ proposals.heading }}", 1)
    document.add_paragraph("{{ proposals.caption }} {{ words.withheld }}", style="Caption")
    heads = [f"{{{{ proposals.head[{place}] }}}}" for place in range(4 + parties)]
    cells = ["{{ row.ref }}", "{{ row.title }}", "{{ row.kind }}", "{{ row.responsible }}"]
    cells += [f"{{{{ row.voices[{place}] }}}}" for place in range(parties)]
    _table(document, heads, "row in all_proposals", cells, widths=[10, 46, 30, 36])
    _p(document, "{%p for list in proposals.lists %}")
    document.add_heading("{{ list.heading }}", 1)
    document.add_paragraph("{{ list.intro }}")
    _p(document, "{%p for one in list.entries %}")
    document.add_heading("{{ mark(one.ref) }}{{ one.ref }} {{ one.title }}", 2)
    _lines(document, "one.what")
    _p(document, "{%p if one.why %}")
    document.add_heading("{{ words.why }}", 3)
    _lines(document, "one.why")
    _p(document, "{%p endif %}")
    for name in ("responsible", "principles", "cell"):
        _p(document, f"{{%p if one.{name} %}}")
        _fact(document, f"{{{{ words.{name} }}}}", f"{{{{ one.{name} }}}}")
        _p(document, "{%p endif %}")
    _fact(document, "{{ words.evidence }}", "{{ link('u' ~ one.ref, one.ref) }}")
    _p(document, "{%p endfor %}")
    _p(document, "{%p endfor %}")


def _appendix(document: Any) -> None:
    heading = document.add_heading("{{ appendix.heading }}", 1)
    heading.paragraph_format.page_break_before = True
    document.add_paragraph("{{ appendix.intro }}")
    _p(document, "{%p for one in appendix.entries %}")
    document.add_heading("{{ mark('u' ~ one.ref) }}{{ one.ref }} {{ one.title }}", 2)
    _p(document, "{%p if one.themes %}")
    _fact(document, "{{ words.themes }}", "{{ one.themes | join(', ') }}")
    _p(document, "{%p endif %}")
    _fact(document, "{{ words.texts }}", "{{ one.texts }}")
    _quotes(document, "one.quotes")
    document.add_paragraph("{{ link(one.ref, words.back ~ ' ' ~ one.ref) }}", style="Source")
    _p(document, "{%p endfor %}")


def _quotes(document: Any, name: str) -> None:
    _p(document, f"{{%p for quote in {name} %}}")
    document.add_paragraph("”{{ quote.text }}”", style="Quote")
    document.add_paragraph("{{ source(quote) }}", style="Source")
    _p(document, "{%p endfor %}")


def _fact(document: Any, label: str, value: str) -> None:
    paragraph = document.add_paragraph(style="Fact")
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(value)


def _lines(document: Any, name: str) -> None:
    _p(document, f"{{%p for line in {name} %}}")
    document.add_paragraph("{{ line }}")
    _p(document, "{%p endfor %}")


def _when(document: Any, condition: str, texts: Sequence[str], style: str = "Normal") -> None:
    _p(document, f"{{%p if {condition} %}}")
    for text in texts:
        document.add_paragraph(text, style=style)
    _p(document, "{%p endif %}")


def _p(document: Any, tag: str) -> None:
    """A tag that stands in a paragraph of its own, which goes when it is filled."""
    document.add_paragraph(tag)


def _table(
    document: Any,
    heads: Sequence[str],
    loop: str,
    cells: Sequence[str],
    *,
    widths: Sequence[int],
) -> None:
    """A table with a head row that is repeated on each page, and a row for each turn of `loop`.

    `widths` are those of the first columns; the rest hold figures and share what is left.
    """
    figures = len(heads) - len(widths)
    lengths = [*widths, *[(TEXT_WIDTH - sum(widths)) // figures] * figures]
    table = document.add_table(rows=4, cols=len(heads), style="Report Table")
    table.autofit = False
    texts = [heads, [f"{{%tr for {loop} %}}"], cells, ["{%tr endfor %}"]]
    for row, filled in zip(table.rows, texts, strict=True):
        _row_property(row, "w:cantSplit")
        for cell, length in zip(row.cells, lengths, strict=True):
            cell.width = Mm(length)
        for cell, text in zip(row.cells, filled, strict=False):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = "Table Text"
        for cell in row.cells[len(lengths) - figures :]:
            cell.paragraphs[0].style = "Table Figure"
    for grid, length in zip(table._tbl.tblGrid.gridCol_lst, lengths, strict=True):
        grid.w = Mm(length)
    _row_property(table.rows[0], "w:tblHeader")
    document.add_paragraph(style="After Table")


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _tab(paragraph: Any) -> None:
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Any, instruction: str) -> None:
    """A field that Word fills in: PAGE, NUMPAGES."""
    for kind, text in (
        ("begin", ""),
        ("", instruction),
        ("separate", ""),
        ("shown", "1"),
        ("end", ""),
    ):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)
