"""Tables as files: CSV that Swedish Excel opens right, and XLSX. No cell is ever a formula.

A text that a spreadsheet could take for a formula gets an apostrophe before it in CSV; in XLSX every
text is stored as text. Figures stay figures.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from werkzeug.http import dump_options_header

from dialog.web import clock

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | date | datetime | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
WIDEST = 60


class Sheet(NamedTuple):
    """One sheet of a workbook: its name, its heading, its rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A table to save as `name`.csv: semicolons, every cell quoted, UTF-8 with its mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_csv_text(cell) for cell in header])
    for row in rows:
        writer.writerow([_csv_text(cell) for cell in row])
    body = buffer.getvalue().encode("utf-8-sig", errors="replace")
    return _attachment(body, "text/csv; charset=utf-8", name, "csv")


def xlsx_response(
    name: str, sheets: Iterable[Sheet | tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]
) -> Response:
    """A workbook to save as `name`.xlsx: one sheet for each (title, header, rows)."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        _write_sheet(book.create_sheet(sheet_title(title, book.sheetnames)), header, rows)
    buffer = io.BytesIO()
    book.save(buffer)
    return _attachment(buffer.getvalue(), XLSX, name, "xlsx")


def guarded(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    risky = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if risky else text


def file_name(name: str) -> str:
    """A name for a file: letters, digits and hyphens, å ä ö kept, never empty."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).replace("_", " "))
    return "-".join(words)[:80].casefold() or "radslag"


def sheet_title(title: str, taken: Sequence[str] = ()) -> str:
    """A sheet's name as Excel allows it, and not one of `taken`."""
    plain = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title).strip()[:28] or "1"
    number, unique = 2, plain
    while unique.casefold() in {name.casefold() for name in taken}:
        unique, number = f"{plain} {number}", number + 1
    return unique


def _csv_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    return _plain(cell).replace(".", ",") if isinstance(cell, float) else _plain(cell)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return clock.local(cell).strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _write_sheet(
    sheet: WriteOnlyWorksheet, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    body = [list(row) for row in rows]
    for place, text in enumerate(header):
        longest = max(
            [len(_plain(row[place])) for row in body[:500] if place < len(row)], default=0
        )
        width = min(max(len(text), longest) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(place + 1)].width = width  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"
    sheet.append([_xlsx_cell(sheet, text, heading=True) for text in header])
    for row in body:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])


def _xlsx_cell(sheet: WriteOnlyWorksheet, cell: Cell, *, heading: bool = False) -> Any:
    if isinstance(cell, (int, float)):
        return WriteOnlyCell(sheet, value=cell)
    text = ILLEGAL_CHARACTERS_RE.sub("", _plain(cell)).encode("utf-8", "replace").decode()
    if not text:
        return WriteOnlyCell(sheet, value=None)
    made = WriteOnlyCell(sheet, value=text[:LONGEST_CELL])
    made.data_type = "s"  # a text, whatever it begins with
    made.alignment = Alignment(vertical="top", wrap_text=len(text) > WIDEST)
    if heading:
        made.font = Font(bold=True)
    return made


def _attachment(body: bytes, mimetype: str, name: str, ending: str) -> Response:
    return saved_as(Response(body, content_type=mimetype), f"{file_name(name)}.{ending}")


def saved_as(response: Response, name: str) -> Response:
    """`response` as a file to save under `name`, whatever letters it has (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    names = {"filename": plain}
    if plain != name:
        names["filename*"] = f"UTF-8''{quote(name)}"
    response.headers.set("Content-Disposition", dump_options_header("attachment", names))
    return response
