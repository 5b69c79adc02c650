"""A workbook's sheets as rows of texts, with the numbers the rows have in Excel."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl

from dialog.survey.xlsform.faults import WorkbookRefused
from dialog.texts import gettext as _

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 5000
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Row:
    """One row: its number in Excel and its cells by column name, as texts."""

    number: int
    cells: dict[str, str]

    def get(self, *names: str) -> str:
        """The first of these columns that holds something."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")

    def by_language(self, column: str) -> dict[str, str]:
        """A column that may stand once for each language: language name ("" = none) → text."""
        found = {}
        for name, text in self.cells.items():
            base, _sign, language = name.partition("::")
            if base == column and text:
                found[language] = text
        return found


@dataclass(frozen=True)
class Sheets:
    survey: Sequence[Row]
    choices: Sequence[Row]
    settings: Sequence[Row]
    columns: tuple[str, ...]


def read_sheets(content: bytes) -> Sheets:
    """The three sheets of an XLSForm. Raises WorkbookRefused for anything else."""
    book = _open(content)
    try:
        names = {name.strip().casefold(): name for name in book.sheetnames}
        if "survey" not in names:
            raise WorkbookRefused(
                [_("The workbook has no sheet called “survey”. It is not an XLSForm.")]
            )
        survey = list(_rows(book[names["survey"]]))
        choices = list(_rows(book[names["choices"]])) if "choices" in names else []
        settings = list(_rows(book[names["settings"]])) if "settings" in names else []
    except WorkbookRefused:
        raise
    except Exception as error:  # a sheet is read only now, and may be cut or broken
        raise _unreadable() from error
    finally:
        book.close()
    columns = tuple(dict.fromkeys(name for row in (*survey, *choices) for name in row.cells))
    return Sheets(survey, choices, settings, columns)


def _open(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise WorkbookRefused([_("The file is larger than 5 MB.")])
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise WorkbookRefused([_("The file is too large when it is unpacked.")])
        return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    except WorkbookRefused:
        raise
    except Exception as error:  # whatever a broken file makes its reader say
        raise _unreadable() from error


def _unreadable() -> WorkbookRefused:
    return WorkbookRefused(
        [_("The file cannot be read as an Excel workbook. Save it as .xlsx and try again.")]
    )


def _rows(sheet: Any) -> Iterator[Row]:
    """The rows below the head that hold anything. The head is the first row."""
    lines = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
    head = [_column(value) for value in next(lines, ())]
    for number, line in enumerate(lines, 2):
        cells = {
            name: text
            for name, value in zip(head, line, strict=False)
            if name and (text := _text(value))
        }
        if cells:
            yield Row(number, cells)


def _column(value: Any) -> str:
    """A column's name: “Label :: Deutsch (de)” → “label::Deutsch (de)”."""
    base, *language = re.split(r"\s*::?\s*", _text(value), maxsplit=1)
    name = re.sub(r"[\s-]+", "_", base.strip().casefold())
    return f"{name}::{language[0]}" if language else name


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", text)).strip()
