"""Workbooks as somebody else's tool writes them, for trying the import on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl

REAL = Path(__file__).parents[3] / "shared" / "data" / "xlsform" / "mitwirken_umfrage.xlsx"

Line = Mapping[str, object]


def workbook(
    survey: Sequence[Line], choices: Sequence[Line] = (), settings: Sequence[Line] = ()
) -> bytes:
    """An XLSForm with these rows; the columns are those that the rows name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for line in lines for column in line))
        sheet.append(columns)
        for line in lines:
            sheet.append([line.get(column) for column in columns])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


YES_NO = [
    {"list_name": "yn", "name": "ja", "label": "Ja"},
    {"list_name": "yn", "name": "nej", "label": "Nej"},
]
