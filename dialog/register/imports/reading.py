"""CSV and XLSX as Swedish Excel writes them, to lines of text. Hostile files are refused in words."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from dialog.errors import Refusal
from dialog.register.imports import columns
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 60
MOST_UNPACKED = 100 * 1024 * 1024
DELIMITERS = (";", ",", "\t")

# Control characters, lone surrogates and the signs that turn the direction of what follows.
UNWANTED = re.compile("[\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")

Lines = list[list[str]]


def read_lines(name: str, data: bytes) -> Lines:
    """The lines of the file, heading first, empty ones left out. Refuses what cannot be read."""
    if not data:
        raise Refusal(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise Refusal(_("The file is larger than 5 MB. Split it in two."))
    lines = _xlsx(data) if data[:4] == b"PK\x03\x04" else _csv(name, data)
    if not lines:
        raise Refusal(_("The file holds no rows."))
    if len(lines) - 1 > MOST_ROWS:
        raise Refusal(_("The file has more than 10 000 rows. Split it in two."))
    return lines


def _csv(name: str, data: bytes) -> Lines:
    text = _decoded(data)
    if name.casefold().endswith((".xls", ".ods", ".pdf", ".doc", ".docx")):
        raise Refusal(_("Save the file as Excel (.xlsx) or CSV and choose it again."))
    first, _newline, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep="):
        text = rest
    return max((_split(text, sign) for sign in DELIMITERS), key=_recognised)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal(_("The file is not a table we can read. Save it as Excel (.xlsx) or CSV."))


def _split(text: str, delimiter: str) -> Lines:
    try:
        return _tidy(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refusal(
            _("The file is not a table we can read. Save it as Excel (.xlsx) or CSV.")
        ) from error


def _recognised(lines: Lines) -> tuple[int, int]:
    """How well the heading is understood, when the file is split in this way."""
    heading = lines[0] if lines else []
    return len(columns.recognise(heading).known), len(heading)


def _tidy(rows: Iterable[Iterable[Any]]) -> Lines:
    lines = []
    for row in islice(rows, 5 * MOST_ROWS):
        cells = [_text(cell) for cell in islice(row, MOST_COLUMNS)]
        if any(cells):
            lines.append(cells)
        if len(lines) > MOST_ROWS + 1:
            break
    return lines


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return UNWANTED.sub(" ", str(cell)).strip()


def _xlsx(data: bytes) -> Lines:
    refusal = Refusal(_("The workbook cannot be read. Open it in Excel, save it again and try."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Refusal(_("The workbook is far too large inside. Save only the list itself."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Refusal:
        raise
    except Exception as error:  # a damaged workbook fails in many ways
        raise refusal from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            lines = _tidy(sheet.iter_rows(values_only=True))
            if lines:
                return lines
    except Exception as error:
        raise refusal from error
    finally:
        book.close()
    return []
