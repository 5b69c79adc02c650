"""Languages as workbooks name them: “Deutsch (de)”, “English”, “svenska”."""

from __future__ import annotations

import re

from babel import Locale
from babel.core import UnknownLocaleError

KNOWN_AS = {
    "swedish": "sv", "svenska": "sv", "english": "en", "engelska": "en", "german": "de",
    "deutsch": "de", "tyska": "de", "finnish": "fi", "suomi": "fi", "finska": "fi",
    "french": "fr", "français": "fr", "franska": "fr", "spanish": "es", "español": "es",
    "spanska": "es", "arabic": "ar", "arabiska": "ar", "norwegian": "nb", "norsk": "nb",
    "danish": "da", "dansk": "da", "polish": "pl", "polski": "pl", "somali": "so",
    "ukrainian": "uk", "persian": "fa", "tigrinya": "ti", "turkish": "tr", "russian": "ru",
}  # fmt: skip
IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z]+)?\)\s*$")


def code_of(name: str) -> str | None:
    """The code of a language by the name a workbook gives it; None when it is not known."""
    bracketed = IN_BRACKETS.search(name)
    code = bracketed.group(1).lower() if bracketed else KNOWN_AS.get(name.strip().casefold())
    if code is None and re.fullmatch(r"[A-Za-z]{2,3}", name.strip()):
        code = name.strip().lower()
    if code is None:
        return None
    try:
        return str(Locale.parse(code).language)
    except (UnknownLocaleError, ValueError):
        return None
