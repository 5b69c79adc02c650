"""The register's words in the page's language: kinds, areas, sizes, and what is wrong with a number."""

from __future__ import annotations

from dialog.register import names
from dialog.register.models import Area, OrganisationKind
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l

KINDS = {
    OrganisationKind.ASSOCIATION: _l("Association"),
    OrganisationKind.NETWORK: _l("Network"),
    OrganisationKind.CONGREGATION: _l("Congregation"),
    OrganisationKind.FOUNDATION: _l("Foundation"),
    OrganisationKind.STUDY_ASSOCIATION: _l("Study association"),
    OrganisationKind.SOCIAL_ENTERPRISE: _l("Social enterprise"),
    OrganisationKind.COMPANY: _l("Company"),
    OrganisationKind.MUNICIPAL_UNIT: _l("Municipal unit"),
}
AREAS = {
    Area.CULTURE: _l("Culture and heritage"),
    Area.SPORTS: _l("Sports and outdoor life"),
    Area.YOUTH: _l("Children and youth"),
    Area.CARE: _l("Social care"),
    Area.INTEGRATION: _l("Integration"),
    Area.NATURE: _l("Nature and environment"),
    Area.COMMUNITY: _l("Village and neighbourhood"),
    Area.BUSINESS: _l("Business"),
}
# Languages that letters are written in, by their own names.
LANGUAGES = {"sv": "Svenska", "en": "English"}
NUMBERS = (
    _l("zero"),
    _l("one"),
    _l("two"),
    _l("three"),
    _l("four"),
    _l("five"),
    _l("six"),
    _l("seven"),
    _l("eight"),
    _l("nine"),
    _l("ten"),
    _l("eleven"),
    _l("twelve"),
)


def kind_name(kind: str) -> str:
    return str(KINDS[OrganisationKind(kind)])


def area_name(area: str | None) -> str:
    return str(AREAS[Area(area)]) if area else ""


def language_name(code: str) -> str:
    return LANGUAGES.get(code, code)


def number_word(number: int) -> str:
    """A small number in letters, a larger one in figures."""
    return str(NUMBERS[number]) if 0 <= number < len(NUMBERS) else str(number)


def org_number_complaint(text: str) -> str:
    """What is wrong with an organisation number, as a sentence; empty when nothing is."""
    if not text.strip():
        return ""
    digits = names.org_digits(text)
    if len(digits) != names.ORG_NUMBER_DIGITS:
        return _(
            "The organisation number should have ten digits, this one has %(number)s",
            number=number_word(len(digits)),
        )
    if not names.is_luhn(digits):
        return _("The organisation number’s check digit does not fit. Compare with the original.")
    return ""
