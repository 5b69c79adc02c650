"""A survey's settings, a section or a question, field by field: for when two have changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.survey import words
from dialog.survey.definition import (
    WITH_OPTIONS,
    WITH_OTHER,
    Kind,
    Option,
    Question,
    Section,
    Texts,
)
from dialog.survey.models import Mode, SeatRule
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.errors import Shown
    from dialog.process.models import Party


def settings(
    title: Texts,
    intro: Texts,
    languages: Sequence[str],
    mode: Mode | str,
    seat_rule: SeatRule | str,
    closes_at: datetime | None,
) -> dict[str, Shown]:
    return front(title, intro) | {
        _("Languages"): ", ".join(words.language_name(code) for code in languages),
        _("How people answer"): words.mode_name(mode),
        _("Who answers"): words.seat_rule_name(seat_rule),
        _("Closes on"): closes_at,
    }


def front(title: Texts, intro: Texts) -> dict[str, Shown]:
    return {_("Title"): _in_languages(title), _("Introduction"): _in_languages(intro)}


def section(shown: Section, parties: Sequence[Party]) -> dict[str, Shown]:
    return {
        _("Title"): _in_languages(shown.title),
        _("Shown only if"): shown.condition,
        _("Shown to"): _audience(shown.party_kinds, parties),
    }


def question(shown: Question, parties: Sequence[Party]) -> dict[str, Shown]:
    fields: dict[str, Shown] = {
        _("Question"): _in_languages(shown.text),
        _("Help under the question"): _in_languages(shown.help),
        _("Kind of answer"): words.kind_name(shown.kind),
        _("Has to be answered"): _yes_or_no(shown.required),
        _("Shown only if"): shown.condition,
        _("Shown to"): _audience(shown.party_kinds, parties),
    }
    if shown.kind in WITH_OPTIONS:
        fields |= {
            _("Alternatives"): "\n".join(_alternative(option) for option in shown.options),
            _("The question is sensitive"): _yes_or_no(shown.sensitive),
        }
    if shown.kind in WITH_OTHER:
        fields[_("Let people write an alternative of their own (“Other”)")] = _yes_or_no(
            shown.other
        )
    if shown.kind == Kind.NUMBER:
        fields |= {
            _("At least"): _number(shown.minimum),
            _("At most"): _number(shown.maximum),
            _("Whole numbers only"): _yes_or_no(shown.whole),
        }
    return fields


def _in_languages(texts: Mapping[str, str]) -> str:
    """A text in all its languages, each under its name where there are several."""
    given = {code: text for code, text in texts.items() if text}
    if len(given) < 2:
        return "".join(given.values())
    return "\n".join(f"{words.language_name(code)}: {text}" for code, text in given.items())


def _alternative(option: Option) -> str:
    return " / ".join(text for text in option.label.values() if text)


def _audience(kinds: Sequence[str], parties: Sequence[Party]) -> str:
    names = [party.name for party in parties if party.kind in kinds]
    return ", ".join(names) if kinds else _("Everybody")


def _yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
