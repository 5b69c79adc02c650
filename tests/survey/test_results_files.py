"""The files of the results, and what is in none of them."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from dialog import disclosure
from dialog.process.models import PartyKind
from tests.people import party
from tests.survey.answered import address, answer, closed, open_one, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from dialog.survey.models import Survey
    from tests.browser import Browser

    Visit = Callable[..., Browser]

F, K = PartyKind.ASSOCIATION, PartyKind.MUNICIPAL


def text_only(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def csv_text(visitor: Browser, survey: Survey) -> str:
    response = visitor.get(address(survey, "/csv"))
    assert response.status_code == 200
    return response.data.decode("utf-8-sig")


def test_what_is_withheld_is_in_no_page_file_or_picture(
    dialogue: Process, browser: Visit, ana: Person, olle: Person
) -> None:
    survey = open_one(dialogue, ana)
    spread(survey, F, "reach", 11, 12, 13, 14, 15, channels=["mail"])
    spread(survey, K, "reach", 0, 0, 1, 3, 0, channels=["visit"], wish="Sekretess")
    closed(survey, ana)
    k = str(party(dialogue, K).id)
    stored = disclosure.stored_all(survey.occasion)
    for released in stored.values():
        if released.figure != "participation" and k in released.rows and released.n(k) != 0:
            assert released.cells[k][released.columns[0]].withheld
    for person in (ana, olle):
        visitor = browser(person)
        html = visitor.get(address(survey)).get_data(as_text=True)
        table = html[html.index("<tbody>") :]
        row = re.search(r"Ganska svårt</th>(.*?)</tr>", table, re.DOTALL)
        assert row is not None
        assert "14 (22" in row[1]
        assert "3" not in text_only(row[1])
        for picture in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
            assert "75" not in text_only(picture)
        rows = list(csv.reader(io.StringIO(csv_text(visitor, survey)), delimiter=";"))
        own = [line for line in rows if line[3] == "Kommunen" and line[1].startswith("Hur lätt")]
        assert len(own) == 6
        assert {(line[4], line[5], line[6]) for line in own} == {("", "", "")}
        assert {line[7] for line in own} == {"Visas inte: färre än 5 svar"}
        book = load_workbook(io.BytesIO(visitor.get(address(survey, "/xlsx")).data))
        for line in book.worksheets[0].iter_rows(min_row=2, values_only=True):
            if line[3] == "Kommunen" and line[7]:
                assert line[4:7] == (None, None, None)


def test_the_files_hold_what_the_page_shows(dialogue: Process, browser: Visit, ana: Person) -> None:
    survey = open_one(dialogue, ana)
    spread(survey, F, "reach", 6, 14, 17, 35, 24)
    spread(survey, K, "reach", 10, 21, 12, 13, 4)
    answered = closed(survey, ana)
    visitor = browser(ana)
    rows = list(csv.reader(io.StringIO(csv_text(visitor, answered)), delimiter=";"))
    assert rows[0][:6] == ["Nr", "Fråga", "Alternativ", "Part", "Antal", "Procent"]
    assert ["1", "Hur lätt är det att nå rätt person?", "Ganska svårt", "Föreningar", "35"] in [
        row[:5] for row in rows
    ]
    book = load_workbook(io.BytesIO(visitor.get(address(answered, "/xlsx")).data))
    assert book.sheetnames == ["Svar", "Omdömen", "Vilka som deltog"]
    assert [cell.value for cell in book["Vilka som deltog"][2]][:3] == ["Föreningar", 96, 96]
    assert "Parterna skiljer sig tydligt" in [cell.value for cell in book["Omdömen"][2]]


def test_an_option_that_looks_like_a_formula_is_only_text(
    dialogue: Process, browser: Visit, ana: Person
) -> None:
    asked = {
        "title": {"sv": "=1+1"},
        "sections": [
            {
                "title": {"sv": "Del"},
                "questions": [
                    {
                        "key": "q",
                        "kind": "single",
                        "text": {"sv": "=HYPERLINK(1)"},
                        "options": [
                            {"key": "a", "label": {"sv": "@SUM(A1)"}},
                            {"key": "b", "label": {"sv": "<b>nej</b>"}},
                        ],
                    }
                ],
            }
        ],
    }
    survey = open_one(dialogue, ana, asked)
    answer(survey, F, 6, q="a")
    answer(survey, K, 6, q="b")
    visitor = browser(ana)
    closed(survey, ana)
    rows = list(csv.reader(io.StringIO(csv_text(visitor, survey)), delimiter=";"))
    assert rows[1][1:3] == ["'=HYPERLINK(1)", "'@SUM(A1)"]
    book = load_workbook(io.BytesIO(visitor.get(address(survey, "/xlsx")).data))
    sheet = book.worksheets[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "<b>nej" not in visitor.get(address(survey)).get_data(as_text=True)
