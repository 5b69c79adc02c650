"""Compiles the catalogues, one per room, and says what is missing or not used any more.

Run as a module: `python -m dialog.web.translations` compiles, `… check` also lists what is wrong
and exits with 1. A message stands in exactly one catalogue; English is the code's own language.
"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dialog.config import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "dialog" / "translations" / "sv"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "_l": None,
}


def used_messages() -> dict[str, tuple[str, ...]]:
    """Every message in code and templates: its singular → (singular, plural if any)."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in ("dialog", "templates"):
        for _name, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")],
            keywords=KEYWORDS,
        ):
            parts = message if isinstance(message, tuple) else (message,)
            found[parts[0]] = tuple(parts)
    return found


def catalogues() -> dict[Path, Catalog]:
    """The Swedish catalogues by their file."""
    result = {}
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as handle:
            result[path] = read_po(handle, locale="sv", abort_invalid=True)
    return result


def complaints() -> list[str]:
    """What is wrong with the translations, a sentence each; empty when all is well."""
    used = used_messages()
    wrong: list[str] = []
    seen: dict[str, str] = {}
    for path, catalogue in catalogues().items():
        for message in catalogue:
            if not message.id:
                continue
            key = message.id[0] if isinstance(message.id, tuple | list) else str(message.id)
            if key in seen:
                wrong.append(f"twice: “{key}” in {seen[key]} and {path.name}")
            seen[key] = path.name
            strings = (
                message.string if isinstance(message.string, tuple | list) else [message.string]
            )
            if message.fuzzy or not all(strings):
                wrong.append(f"untranslated: “{key}” in {path.name}")
            if key not in used:
                wrong.append(f"unused: “{key}” in {path.name}")
            wrong += [f"{path.name}: “{key}”: {error}" for error in message.check()]
    wrong += [f"missing: “{key}”" for key in sorted(used) if key not in seen]
    return wrong


def compile_catalogues() -> None:
    """Join the rooms' catalogues into the one file that Babel reads."""
    whole = Catalog(locale="sv", fuzzy=False)
    for catalogue in catalogues().values():
        for message in catalogue:
            if message.id:
                whole.add(message.id, message.string)
    buffer = BytesIO()
    write_mo(buffer, whole)
    target = FOLDER / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_bytes() != buffer.getvalue():
        target.write_bytes(buffer.getvalue())


def main() -> int:
    compile_catalogues()
    if sys.argv[1:] != ["check"]:
        return 0
    wrong = complaints()
    sys.stdout.writelines(line + "\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
