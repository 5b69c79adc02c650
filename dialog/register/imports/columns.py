"""Which column is which: headings in Swedish and English, however they are spelt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADINGS = {
    "name": "namn organisation organisationsnamn förening föreningsnamn föreningensnamn enhet name "
    "organization organisationname association unit",
    "org_number": "organisationsnummer orgnr orgnummer organisationsnr orgnumber organisationnumber "
    "organizationnumber",
    "kind": "slag typ organisationstyp föreningstyp kind type",
    "area": "område verksamhet verksamhetsområde inriktning area field",
    "size": "storlek medlemmar antalmedlemmar medlemsantal size members",
    "contact": "kontaktperson kontakt kontaktnamn ordförande contact contactperson contactname",
    "email": "epost epostadress mejl mejladress mail mailadress email emailaddress",
    "phone": "telefon telefonnummer tel mobil mobiltelefon phone telephone mobile",
    "locale": "språk language",
    "party": "part sida party side",
    "tags": "märkning märkord etikett etiketter taggar tagg tags tag",
}
BY_WORD = {word: column for column, words in HEADINGS.items() for word in words.split()}


@dataclass(frozen=True)
class Columns:
    """Where each known column stands, and the headings that were not understood."""

    known: dict[str, int]
    unknown: tuple[str, ...]

    def value(self, line: Sequence[str], column: str) -> str:
        """The text of `column` in `line`; empty when it is missing."""
        place = self.known.get(column)
        return line[place] if place is not None and place < len(line) else ""


def recognise(heading: Sequence[str]) -> Columns:
    """Read a heading. The first of two columns that mean the same counts."""
    known: dict[str, int] = {}
    unknown = []
    for place, text in enumerate(heading):
        word = "".join(sign for sign in text.casefold() if sign.isalnum())
        column = BY_WORD.get(word)
        if column is not None and column not in known:
            known[column] = place
        elif text.strip():
            unknown.append(text.strip()[:60])
    return Columns(known, tuple(unknown))
