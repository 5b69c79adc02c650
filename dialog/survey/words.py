"""Names for what a survey is made of, in the page's language."""

from __future__ import annotations

from babel import Locale
from babel.core import UnknownLocaleError

from dialog.survey.definition import Kind
from dialog.survey.models import Mode, SeatRule
from dialog.texts import gettext as _

# Languages by their own names: how a reader recognises them.
LANGUAGES = {
    "sv": "Svenska",
    "en": "English",
    "fi": "Suomi",
    "se": "Davvisámegiella",
    "da": "Dansk",
    "nb": "Norsk",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pl": "Polski",
    "uk": "Українська",
    "ar": "العربية",
    "so": "Soomaali",
    "fa": "فارسی",
    "ti": "ትግርኛ",
}


RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def kind_name(kind: str) -> str:
    return str(
        {
            Kind.SINGLE: _("One alternative"),
            Kind.MULTIPLE: _("Several alternatives"),
            Kind.SCALE: _("Scale"),
            Kind.NUMBER: _("Number"),
            Kind.DAY: _("Day"),
            Kind.SHORT: _("Short text"),
            Kind.LONG: _("Long text"),
            Kind.INFO: _("Text to read"),
        }[Kind(kind)]
    )


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind_name(kind)) for kind in Kind]


def mode_name(mode: str) -> str:
    return str({Mode.NAMED: _("By name"), Mode.CONFIDENTIAL: _("In confidence")}[Mode(mode)])


def mode_choices() -> list[tuple[str, str]]:
    """In confidence first: that is what most surveys should be."""
    return [(mode.value, mode_name(mode)) for mode in (Mode.CONFIDENTIAL, Mode.NAMED)]


def seat_rule_choices() -> list[tuple[str, str]]:
    return [(rule.value, seat_rule_name(rule)) for rule in SeatRule]


def mode_meaning(mode: str) -> str:
    """What staff can see, in plain words."""
    return str(
        {
            Mode.CONFIDENTIAL: _(
                "Staff see who has answered, never what anybody answered. "
                "Nobody can take the tie back up, not even you."
            ),
            Mode.NAMED: _(
                "Staff can see what each one answered. The first page says so to those who answer."
            ),
        }[Mode(mode)]
    )


def seat_rule_name(rule: str) -> str:
    return str(
        {
            SeatRule.ORGANISATION: _("Each organisation once"),
            SeatRule.PERSON: _("Each person once"),
        }[SeatRule(rule)]
    )


def seat_rule_meaning(rule: str) -> str:
    return str(
        {
            SeatRule.ORGANISATION: _(
                "Contacts of the same association share one answer and can continue each other’s. "
                "Officials always answer for themselves."
            ),
            SeatRule.PERSON: _("Everybody who is invited gives an answer of their own."),
        }[SeatRule(rule)]
    )


def language_name(code: str) -> str:
    """By its own name, as its readers know it: also of a language that only a workbook knew."""
    if code in LANGUAGES:
        return LANGUAGES[code]
    try:
        name = Locale.parse(code).language_name or code
    except (UnknownLocaleError, ValueError):
        name = code
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """Which way the language is written, as the attribute `dir` says it."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def languages_besides(first: str) -> list[tuple[str, str]]:
    """Codes and names of the languages a survey may also be given in."""
    return [(code, name) for code, name in LANGUAGES.items() if code != first]
