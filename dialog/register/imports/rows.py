"""One line of a file: its values, and what is wrong or worth knowing about them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from email_validator import EmailNotValidError, validate_email

from dialog.register import names, words
from dialog.register.models import Area, OrganisationKind
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialog.register.imports.columns import Columns

# A row as it is stored in the preview: plain JSON.
Row = dict[str, Any]

LONGEST = {"name": 200, "contact": 200, "email": 254, "phone": 60}
# The same words on both languages' lists, whatever language the page is in.
KIND_WORDS = {
    OrganisationKind.ASSOCIATION: "förening ideell ideellförening association",
    OrganisationKind.NETWORK: "nätverk network",
    OrganisationKind.CONGREGATION: "trossamfund församling congregation",
    OrganisationKind.FOUNDATION: "stiftelse foundation",
    OrganisationKind.STUDY_ASSOCIATION: "studieförbund studyassociation",
    OrganisationKind.SOCIAL_ENTERPRISE: "socialtföretag socialenterprise",
    OrganisationKind.COMPANY: "företag bolag company",
    OrganisationKind.MUNICIPAL_UNIT: "kommunalenhet kommun förvaltning municipalunit",
}
AREA_WORDS = {
    Area.CULTURE: "kulturochhembygd kultur hembygd culture cultureandheritage",
    Area.SPORTS: "idrottochfriluftsliv idrott friluftsliv sports sportsandoutdoorlife",
    Area.YOUTH: "barnochunga barnochungdom unga youth childrenandyouth",
    Area.CARE: "socialomsorg omsorg care socialcare",
    Area.INTEGRATION: "integration",
    Area.NATURE: "naturochmiljö natur miljö nature natureandenvironment",
    Area.COMMUNITY: "bygdochgrannskap bygd lokaltengagemang community villageandneighbourhood",
    Area.BUSINESS: "näringsliv business",
}
KINDS = {word: kind.value for kind, text in KIND_WORDS.items() for word in text.split()}
AREAS = {word: area.value for area, text in AREA_WORDS.items() for word in text.split()}


def read_row(number: int, line: Sequence[str], columns: Columns, parties: Mapping[str, int]) -> Row:
    """The row at `number` (as Excel counts), its values tidied, its errors and warnings in words.

    `parties` maps the parties' names in lower case to their ids, when the file is for a dialogue.
    """
    values = {name: _tidy(columns.value(line, name)) for name in columns.known}
    row: Row = {"number": number, "errors": [], "warnings": [], "status": "new"}
    for name in ("name", "contact", "email", "phone"):
        row[name] = values.get(name, "")
        if len(row[name]) > LONGEST[name]:
            row["errors"].append(_("“%(text)s …” is too long", text=row[name][:40]))
    if not row["name"]:
        row["errors"].append(_("The name is missing"))
    row["kind"] = _kind(values.get("kind", ""), row)
    row["area"] = _area(values.get("area", ""), row)
    row["org_number"] = _org_number(values.get("org_number", ""), row)
    row["size"] = _size(values.get("size", ""), row)
    row["locale"] = (
        "en" if _word(values.get("locale", "")) in {"en", "engelska", "english"} else "sv"
    )
    row["tags"] = [tag.strip() for tag in re.split("[,|]", values.get("tags", "")) if tag.strip()]
    _check_email(row)
    _check_contact(row)
    _find_party(values.get("party", ""), parties, row)
    return row


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _word(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _kind(text: str, row: Row) -> str:
    known = KINDS.get(_word(text))
    if text and known is None:
        row["warnings"].append(
            _("“%(text)s” is not a kind we know; it becomes an association", text=text[:60])
        )
    return known or OrganisationKind.ASSOCIATION.value


def _area(text: str, row: Row) -> str:
    known = AREAS.get(_word(text))
    if text and known is None:
        row["warnings"].append(
            _("“%(text)s” is not an area we know; the area is left empty", text=text[:60])
        )
    return known or ""


def _org_number(text: str, row: Row) -> str:
    complaint = words.org_number_complaint(text)
    if complaint:
        row["errors"].append(complaint)
        return text[:40]
    return names.org_digits(text)


def _size(text: str, row: Row) -> int | None:
    digits = text.replace(" ", "")
    if digits.isdecimal() and len(digits) <= 7:
        return int(digits)
    if text:
        row["warnings"].append(
            _("“%(text)s” is not a number of members; the size is left empty", text=text[:60])
        )
    return None


def _check_email(row: Row) -> None:
    address = row["email"]
    if not address:
        return
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        row["errors"].append(_("“%(text)s” is not an e-mail address", text=address[:60]))


def _check_contact(row: Row) -> None:
    if not row["contact"] and (row["email"] or row["phone"]):
        row["contact"] = row["email"].partition("@")[0] or row["phone"]
        row["warnings"].append(_("The contact person has no name; the address is used instead"))
    elif row["contact"] and not row["email"]:
        row["warnings"].append(
            _("The contact person has no e-mail address and gets letters on paper")
        )
    elif not row["contact"]:
        row["warnings"].append(_("There is no contact person"))


def _find_party(text: str, parties: Mapping[str, int], row: Row) -> None:
    if not parties:
        return
    row["party_id"] = parties.get(text.casefold()) if text else None
    if text and row["party_id"] is None:
        row["errors"].append(_("“%(text)s” is not a party of the dialogue", text=text[:60]))
