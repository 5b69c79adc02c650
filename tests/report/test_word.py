"""The Word file: its headings, language, tables, contents, links, pictures; and that it is the same."""

from __future__ import annotations

import itertools
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from dialog.disclosure import CountTable, Shape, release
from dialog.report import operations, storage, word
from dialog.report.content import content_sum, short_sum
from tests.people import NOW
from tests.report.conftest import QUOTED


def part(docx: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(docx)).read(name).decode()


def pictures_of(docx: bytes) -> list[Any]:
    return list(Document(BytesIO(docx)).element.iter(qn("wp:docPr")))


@pytest.fixture
def docx(app, edition) -> bytes:
    with app.test_request_context():
        return storage.docx_of(edition)


def test_it_has_real_headings_in_order(docx):
    document = Document(BytesIO(docx))
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    assert ("Title", "Öar i samtal & vad det blev") in styles
    headings = [text for style, text in styles if style == "Heading 1"]
    assert headings[0] == "Förslag till beslut"
    assert "Sammanfattning" in headings
    assert "Vad som inte gick att svara på" in headings
    assert headings[-1] == "Bilaga: underlaget"
    assert ("Heading 2", "F1 En namngiven kontakt <för alla>") in styles
    levels = [int(style[-1]) for style, _text in styles if style.startswith("Heading ")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_it_is_set_in_swedish(docx):
    styles = part(docx, "word/styles.xml")
    assert '<w:lang w:val="sv-SE"' in styles.split("</w:docDefaults>")[0]
    assert "en-US" not in styles.split("</w:docDefaults>")[0]
    assert 'w:val="en-US"' not in part(docx, "word/document.xml")
    assert "sv-SE" in part(docx, "docProps/core.xml")
    assert "en-US" not in part(docx, "word/settings.xml").split("themeFontLang")[1][:40]


def test_every_table_repeats_its_head(docx):
    document = Document(BytesIO(docx))
    assert len(document.tables) >= 2
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert len({len(row.cells) for row in table.rows}) == 1


def test_the_contents_are_written_out_and_lead_to_the_headings(docx):
    document = Document(BytesIO(docx))
    entries = [p for p in document.paragraphs if p.style.name.startswith("toc ")]
    headings = [p.text for p in document.paragraphs if p.style.name in {"Heading 1", "Heading 2"}]
    assert [entry.text for entry in entries] == headings
    xml = part(docx, "word/document.xml")
    assert "TOC \\o" in xml
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    anchors = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}
    assert anchors
    assert anchors <= marks
    numbers = [mark.get(qn("w:id")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers))


def test_it_holds_the_proposals_a_quote_and_the_decision(docx):
    text = "\n".join(p.text for p in Document(BytesIO(docx)).paragraphs)
    assert f"”{QUOTED}”" in text
    assert "Varje förening får en kontaktperson." in text
    assert "Nämnden ställer sig bakom inriktningen." in text
    assert "Dialog × genomförande" in text
    assert "[[" not in text
    assert "{" not in text
    assert not any("\ue000" <= sign <= "\ue002" for sign in text)


def test_header_and_footer_say_who_what_and_which_page(docx):
    section = Document(BytesIO(docx)).sections[0]
    head = "\n".join(p.text for p in section.header.paragraphs)
    assert "Kommunen" in head
    assert "KFN 2026/112" in head
    assert "Tjänsteutlåtande 2026-11-22" in head
    foot = section.footer._element.xml
    assert "PAGE" in foot
    assert "NUMPAGES" in foot
    assert "version 1, fryst 2026-11-22" in section.footer.paragraphs[0].text


def test_charts_have_words_for_those_who_do_not_see_them(app, docx):
    """A chart drawn from a release stands in the file as a picture with its figures in words."""
    for name in zipfile.ZipFile(BytesIO(docx)).namelist():
        assert zipfile.ZipFile(BytesIO(docx)).getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)


def test_the_same_content_gives_the_same_file(app, edition):
    with app.test_request_context():
        first = word.document(edition.content)
        second = word.document(edition.content)
    assert first == second
    assert word.checksum(first) == edition.docx_sha256


def test_a_lost_or_damaged_file_is_made_again_exactly(app, edition):
    with app.test_request_context():
        kept = storage.docx_of(edition)
        storage._path(edition.docx_sha256).write_bytes(b"damaged")
        assert storage.docx_of(edition) == kept
        storage._path(edition.docx_sha256).unlink()
        assert storage.docx_of(edition) == kept


def test_charts_with_names_and_words_of_their_own_go_into_the_file(
    app, dialogue, survey, report, ana
):
    from dataclasses import asdict

    from dialog.survey.results import side_of
    from dialog.web import charts

    table = CountTable(
        rows=tuple(str(party.id) for party in dialogue.parties),
        columns=("yes", "no"),
        counts=((30, 12), (9, 21)),
        shape=Shape.ANSWERS,
    )
    released = release("question:easy", table, occasion=survey, process=dialogue, by=ana, now=NOW)
    with app.test_request_context():
        content = operations.draft(report, dated=NOW.date())
        drawn = charts.comparison(
            released, [side_of(party) for party in dialogue.parties], {"yes": "Ja", "no": "Nej"}
        )
        content["comparisons"] = {
            "heading": "Jämförelse",
            "intro": "Så svarade de.",
            "entries": [
                {
                    "ref": ref,
                    "question": "Är det lätt?",
                    "verdict": "Parterna skiljer sig tydligt",
                    "text": "71 mot 30.",
                    "chart": asdict(drawn),
                    "alt": drawn.title,
                    "head": ["Svar", "Föreningar (42)", "Kommunen (30)"],
                    "rows": [["Ja", "71 %", "30 %"], ["Nej", "29 %", "70 %"]],
                    "withheld": [],
                }
                for ref in ("J1", "J2", "J3")
            ],
        }
        docx, older = word.document(content), word.document(content | {"format": 2})
    drawn, before = pictures_of(docx), pictures_of(older)
    assert [one.get("name") for one in drawn] == ["J1", "J2", "J3"]
    assert len({one.get("id") for one in drawn}) == 3
    assert all(one.get("descr").startswith("Är det lätt? Föreningar") for one in drawn)
    assert {one.get("name") for one in before} == {"Picture 1"}, "files of before stay as they were"
    pictures = [n for n in zipfile.ZipFile(BytesIO(docx)).namelist() if n.endswith(".png")]
    assert len(pictures) == 1


def test_the_foot_carries_the_sum_of_the_content_and_older_files_stay_as_they_were(
    app, browser, ana, dialogue, edition, docx
):
    foot = "\n".join(p.text for p in Document(BytesIO(docx)).sections[0].footer.paragraphs)
    summed = short_sum(content_sum(edition.content))
    assert f"Kontrollsumma {summed}" in foot
    where = f"/processes/{dialogue.slug}/reports/{edition.report_id}/editions/{edition.number}"
    assert summed in browser(ana).get(f"{where}/check").text
    for unsummed in ({"format": 1}, {"edition": 0}):
        older = word.document(edition.content | unsummed)
        assert len(Document(BytesIO(older)).sections[0].footer.paragraphs) == 1
