"""Ana reads in the list she has: a preview first, then exactly that, all or nothing."""

from __future__ import annotations

import io
import re
import uuid
import zipfile

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.register import operations
from dialog.register.models import Contact, ImportFile, Organisation
from tests.people import NOW
from tests.register.conftest import HEADING, csv_of, upload, workbook

LINES = [
    (
        "Ljungö hembygdsförening;802400-6242;Förening;Kultur och hembygd;"
        "Gunnel Åkerblom;g@hembygd.example;070-174 06 05;120"
    ),
    "Ödegårdens vänner;;Nätverk;Bygd och grannskap;;;;",
]


def organisations():
    return db.session.scalars(select(Organisation).order_by(Organisation.name_key)).all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_list_as_swedish_excel_writes_it(browser, ana, dialogue, encoding, sign):
    data = "\r\n".join([HEADING, *LINES]).replace(";", sign).encode(encoding)
    visit = browser(ana)
    answer = upload(visit, data)
    assert answer.status_code == 303
    page = visit.get(answer.location)
    assert "Inget är sparat än" in page.text
    assert "Ödegårdens vänner" in page.text
    assert organisations() == []
    done = visit.post(answer.location, {"known": "skip", "address": "skip"})
    assert done.status_code == 303
    assert "Filen är inläst" in visit.get(done.location).text
    first, second = organisations()
    assert (first.name, first.org_number, first.area, first.size) == (
        "Ljungö hembygdsförening",
        "8024006242",
        "culture",
        120,
    )
    assert first.contacts[0].email == "g@hembygd.example"
    assert (second.kind, second.contacts) == ("network", [])


def test_a_workbook_with_columns_in_any_order_and_figures_as_figures(browser, ana, dialogue):
    data = workbook(
        ["Telefon", "Member", "Name", "Organisation number", "Members"],
        ["070-1", "x", "Vikens BK", 8024872131 - 0, 45],
        [None, None, None, None, None],
        [None, None, "Idrottsrådet", 8024876131, 12.0],
    )
    visit = browser(ana)
    answer = upload(visit, data, "lista.xlsx")
    page = visit.get(answer.location)
    assert "De här kolumnerna läses inte: Member" in page.text
    assert "1 rad behöver rättas" in page.text  # 8024872131 has a wrong check digit
    data = workbook(["Namn", "Orgnr", "Medlemmar"], ["Idrottsrådet", 8024876131, 12.0])
    answer = upload(visit, data, "lista.xlsx")
    visit.post(answer.location, {"known": "skip", "address": "skip"})
    assert [(one.org_number, one.size) for one in organisations()] == [("8024876131", 12)]


def test_one_error_and_nothing_is_read_in(browser, ana, dialogue):
    visit = browser(ana)
    answer = upload(visit, csv_of(*LINES, "Fel;802400-6243;;;Eva;inte-en-adress;;", ";;;;;;;5"))
    page = visit.get(answer.location)
    assert "2 rader behöver rättas i filen först" in page.text
    assert "sista siffra stämmer inte" in page.text
    assert "”inte-en-adress” är ingen e-postadress" in page.text
    assert "Namnet saknas" in page.text
    assert "Läs in som det står" not in page.text
    refused = visit.post(answer.location, {"known": "skip", "address": "skip"})
    assert refused.status_code == 409
    assert organisations() == []
    only = visit.get(f"{answer.location}?only=errors")
    assert "Ljungö hembygdsförening" not in only.text


def test_what_the_register_knows_is_left_alone_or_gets_a_contact(browser, ana, dialogue, byalag):
    lines = [
        "Norröns byalag;;;;Kassören;kassor@byalag.example;;",  # by name
        "Helt annat namn;802429-1968;;;Sekreteraren;sekr@byalag.example;;",  # by number
        "Tredje namnet;;;;Torsten;TORSTEN@byalag.example;;",  # by address
    ]
    visit = browser(ana)
    answer = upload(visit, csv_of(*lines))
    page = visit.get(answer.location)
    assert page.text.count("Finns redan i registret: Norröns byalag") == 2
    assert "E-postadressen hör redan till Norröns byalag" in page.text
    visit.post(answer.location, {"known": "skip", "address": "skip"})
    assert [one.name for one in organisations()] == ["Norröns byalag"]
    assert len(byalag.contacts) == 1
    again = upload(visit, csv_of(*lines))
    assert "Samma fil lästes in" in visit.get(again.location).text
    visit.post(again.location, {"known": "merge", "address": "add"})
    assert [one.name for one in organisations()] == ["Norröns byalag", "Tredje namnet"]
    assert {one.name for one in byalag.contacts} == {"Torsten Edvall", "Kassören", "Sekreteraren"}


def test_several_contacts_of_one_association_are_rows_of_their_own(browser, ana, dialogue):
    lines = [
        LINES[0],
        "Ljungö Hembygdsförening;;;;Sten Åkesjö;sten@hembygd.example;;",
        "Ljungö Hembygdsförening;;;;Sten Åkesjö;sten@hembygd.example;;",
    ]
    visit = browser(ana)
    answer = upload(visit, csv_of(*lines))
    page = visit.get(answer.location)
    assert "En kontaktperson till för rad 2" in page.text
    assert "Samma som rad 2, hoppas över" in page.text
    visit.post(answer.location, {"known": "skip", "address": "skip"})
    (organisation,) = organisations()
    assert [one.name for one in organisation.contacts] == ["Gunnel Åkerblom", "Sten Åkesjö"]


def test_pressing_twice_reads_in_once(browser, ana, dialogue):
    visit = browser(ana)
    form_id = str(uuid.uuid4())
    first = upload(visit, csv_of(*LINES), client_id=form_id)
    second = upload(visit, csv_of(*LINES), client_id=form_id)
    assert first.location == second.location
    for _time in range(2):
        done = visit.post(first.location, {"known": "skip", "address": "skip"})
        assert done.status_code == 303
    assert len(organisations()) == 2
    third = upload(visit, csv_of(*LINES))
    visit.post(third.location, {"known": "skip", "address": "skip"})
    assert len(organisations()) == 2


def test_what_was_previewed_is_what_is_read_in(browser, ana, dialogue):
    """The register changed between the preview and the button: a new preview, nothing read in."""
    visit = browser(ana)
    answer = upload(visit, csv_of(*LINES))
    operations.add_organisation("Ödegårdens vänner", "network", by=ana, now=NOW)
    again = visit.post(answer.location, {"known": "skip", "address": "skip"})
    assert again.location == answer.location
    page = visit.get(answer.location)
    assert "Registret har ändrats sedan förhandsvisningen" in page.text
    assert "Finns redan i registret: Ödegårdens vänner" in page.text
    assert len(organisations()) == 1
    visit.post(answer.location, {"known": "skip", "address": "skip"})
    assert len(organisations()) == 2


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"0" * (120 * 1024 * 1024))
    return buffer.getvalue()


def damaged() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><workbook>&a;</workbook>"
        )
    return buffer.getvalue()


HOSTILE = {
    "empty": b"",
    "only a heading": csv_of(),
    "no heading": b"Anna;Eva\r\nKarin;Lisa",
    "binary": bytes(range(256)) * 40,
    "nul": b"Namn;E-post\r\nX\x00Y;z@z.example",
    "zip": b"PK\x03\x04" + b"x" * 500,
    "bomb": bomb(),
    "damaged": damaged(),
    "old excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
    "open quote": b'Namn;E-post\r\n"' + b"x" * 200_000,
    "too many rows": ("Namn\r\n" + "x\r\n" * 10_001).encode(),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "half utf-16": b"\xff\xfeN\x00a",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_words(browser, ana, dialogue, kind):
    page = upload(browser(ana), HOSTILE[kind])
    assert page.status_code == 422
    assert "behöver rättas" in page.text
    assert "Hade du valt en fil måste den väljas igen." in page.text
    assert "Inget har försvunnit" not in page.text
    assert db.session.scalars(select(ImportFile)).all() == []


def test_too_large_a_file(browser, ana, dialogue):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body += b"Namn\r\n" * (1024 * 1024) + b"\r\n--x--\r\n"
    answer = browser(ana).post(
        "/register/imports/new", body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413


NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "=cmd|' /C calc'!A0",
    "‮evil",
    "x" * 5000,
]


@pytest.mark.parametrize("text", NASTY)
def test_what_a_file_says_is_shown_as_text(browser, ana, dialogue, text):
    quoted = '"' + text.replace('"', '""') + '"'
    heading = "Namn;Slag;Område;Kontaktperson;E-post;" + quoted
    line = ";".join([quoted] * 5)
    visit = browser(ana)
    answer = upload(visit, csv_of(line, heading=heading))
    assert answer.status_code == 303
    page = visit.get(answer.location)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert not re.search(r"<img[^>]*onerror", page.text)
    assert ">49<" not in page.text
    assert "‮" not in page.text


def test_nobody_else_sees_the_file(browser, ana, adam, dialogue):
    answer = upload(browser(ana), csv_of(*LINES))
    other = browser(adam)
    assert other.get(answer.location).status_code == 404
    assert other.post(answer.location, {"known": "skip"}).status_code == 404
    assert organisations() == []


def test_ten_thousand_rows_in_one_go(app, ana):
    lines = [f"Förening {n};;;;Namn {n};namn{n}@forening.example;;" for n in range(10_000)]
    stored = operations.preview(
        "lista.csv", csv_of(*lines), client_id=str(uuid.uuid4()), by=ana, now=NOW
    )
    choices = operations.Choices()
    assert operations.do_import(stored, choices, by=ana, now=NOW)
    assert not operations.do_import(stored, choices, by=ana, now=NOW)
    assert len(db.session.scalars(select(Contact.id)).all()) == 10_000
