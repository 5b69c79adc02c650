"""Tables as files: no formulas, Swedish letters whole, and the register reads its own file in again."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.http import parse_options_header

from dialog.extensions import db
from dialog.register.models import Organisation
from dialog.register.operations import add_contact, add_organisation
from dialog.web.downloads import csv_response, file_name, sheet_title, xlsx_response
from tests.people import NOW
from tests.register.test_import import upload

# What a spreadsheet takes for a formula: OWASP's list, with the wide signs that are folded to them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def lines_of(response):
    body = response.get_data()
    assert body.startswith(b"\xef\xbb\xbf")
    text = body.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def cells_of(response):
    book = load_workbook(io.BytesIO(response.get_data()))
    return {sheet.title: list(sheet.iter_rows()) for sheet in book.worksheets}


texts = st.text(min_size=0, max_size=40) | st.builds(
    "{}{}".format, st.sampled_from(FORMULA_STARTS), st.text(max_size=20)
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(texts, min_size=10, max_size=10), min_size=5, max_size=8))
def test_no_cell_is_ever_a_formula(rows):
    """100 tables of 50 cells or more."""
    header = ["=a", *"bcdefghij"]
    response = csv_response("prov", header, rows)
    body = response.get_data().decode("utf-8-sig")
    assert body.startswith('"')
    assert len(re.findall(r'"(?:[^"]|"")*"(?:;|\r\n)', body)) == sum(map(len, [header, *rows]))
    for line in lines_of(response):
        for cell in line:
            assert not cell.startswith(FORMULA_STARTS)
            assert not cell.lstrip().startswith(FORMULA_STARTS)
    for cells in cells_of(xlsx_response("prov", [("Blad", header, rows)]))["Blad"]:
        assert all(cell.data_type != "f" for cell in cells)


def test_what_goes_in_comes_out():
    rows = [
        ['Åkerbo; "IF"\nrad två', 12, -3, 1.5, date(2026, 11, 22), None],
        ["-2", 0, 1, 0.25, datetime(2026, 11, 22, 12, 0, tzinfo=UTC), ""],
    ]
    header = ["Namn", "a", "b", "c", "d", "e"]
    first, *rest = lines_of(csv_response("prov", header, rows))
    assert first == header
    assert rest[0] == ['Åkerbo; "IF"\nrad två', "12", "-3", "1,5", "2026-11-22", ""]
    assert rest[1] == ["'-2", "0", "1", "0,25", "2026-11-22 13:00", ""]
    cells = cells_of(xlsx_response("prov", [("Blad", header, rows), ("Blad", header, [])]))
    assert list(cells) == ["Blad", "Blad 2"]
    assert [cell.value for cell in cells["Blad"][1]][:4] == ['Åkerbo; "IF"\nrad två', 12, -3, 1.5]
    assert cells["Blad"][2][0].value == "-2"
    assert cells["Blad"][2][0].data_type == "s"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Öar i samtal: enkät 1", "öar-i-samtal-enkät-1"),
        ("نظرسنجی", "نظرسنجی"),
        ("=cmd", "cmd"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "radslag"),
        ('a"b\r\nSet-Cookie: x', "a-b-set-cookie-x"),
    ],
)
def test_a_file_name_is_letters_digits_and_hyphens(name, safe):
    assert file_name(name) == safe
    response = csv_response(name, ["a"], [])
    assert "\n" not in response.headers["Content-Disposition"]
    header = response.headers["Content-Disposition"]
    header.encode("ascii")  # else some browsers save it under a name of their own
    assert parse_options_header(header)[1]["filename"] == f"{safe}.csv"


def test_a_sheet_has_a_name_that_excel_takes():
    assert sheet_title("a/b:c*[d]?" + "x" * 40) == "a b c  d  " + "x" * 18
    assert sheet_title("", ["1"]) == "1 2"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_register_reads_its_own_file_in_again(browser, ana, dialogue, byalag, ending):
    add_contact(byalag, "Kassören", email="kassor@byalag.example", phone="+46 8 1", by=ana, now=NOW)
    add_organisation("Ödegårdens vänner", "network", area="nature", size=8, by=ana, now=NOW)
    add_organisation("=Formel", "association", by=ana, now=NOW)
    visit = browser(ana)
    response = visit.get(f"/register/download/{ending}")
    assert response.status_code == 200
    data = response.get_data()
    answer = upload(visit, data, f"register.{ending}")
    page = visit.get(answer.location)
    assert "behöver rättas" not in page.text
    assert page.text.count("Finns redan i registret") == 3
    before = len(db.session.scalars(select(Organisation)).all())
    visit.post(answer.location, {"known": "merge", "address": "skip"})
    assert len(db.session.scalars(select(Organisation)).all()) == before
    assert len(byalag.contacts) == 2


def test_only_the_selection_is_in_the_file(browser, ana, dialogue, byalag, network):
    visit = browser(ana)
    lines = lines_of(visit.get("/register/download/csv?kind=network"))
    assert [line[0] for line in lines[1:]] == ["Ödegårdens vänner"]
    assert visit.get("/register/download/pdf").status_code == 404
