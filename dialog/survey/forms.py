"""Forms for the survey as a whole: settings, sections, import, corrections, prolonging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import StopValidation

from dialog.survey import words
from dialog.survey.condition_words import complaint, doubt
from dialog.survey.definition import Definition, Question, Section
from dialog.survey.models import Mode, SeatRule
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web import clock
from dialog.web.forms import (
    ChoiceField,
    DayField,
    Form,
    HourField,
    ManyField,
    OneField,
    Required,
    VersionedForm,
    long_field,
    text_field,
)

LAST_MINUTE = time(23, 59)


class ClosingFields(Form):
    """When the survey closes, as a clock on a wall in Sweden shows it."""

    closes_day = DayField(
        _l("Closes on"),
        description=_l("The last day, by Swedish time."),
        validators=[Required(_l("Choose the day it closes"))],
    )
    closes_hour = HourField(
        _l("at"), default=LAST_MINUTE, description=_l("Until the end of that minute.")
    )

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now

    @property
    def closes_at(self) -> datetime:
        day = self.closes_day.data or date.max
        return clock.from_wall_clock(day, self.closes_hour.data or LAST_MINUTE)

    def validate_closes_day(self, field: DayField) -> None:
        if field.data and self.closes_at <= self.now:
            raise StopValidation(_("That time has passed. Choose a later one"))


class SurveyForm(ClosingFields):
    """What has to be decided before a survey is written."""

    title = text_field(
        _l("Title"), required=_l("Write a title"), help=_l("Those who answer see it.")
    )
    mode = OneField(_l("How people answer"), default=Mode.CONFIDENTIAL.value)
    seat_rule = OneField(_l("Who answers"), default=SeatRule.ORGANISATION.value)
    languages = ManyField(_l("Languages besides Swedish"), default=())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.mode.choices = words.mode_choices()
        self.seat_rule.choices = words.seat_rule_choices()
        self.languages.choices = words.languages_besides("sv")


class ImportForm(ClosingFields):
    """A workbook, and what it does not say."""

    workbook = FileField(
        _l("Workbook (.xlsx)"),
        description=_l("An XLSForm with the sheets survey and choices; at most 5 MB."),
        render_kw={"accept": ".xlsx,.xls"},
    )
    language = ChoiceField(_l("Language of columns that do not name one"), default="sv")
    mode = OneField(_l("How people answer"), default=Mode.CONFIDENTIAL.value)
    seat_rule = OneField(_l("Who answers"), default=SeatRule.ORGANISATION.value)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.language.choices = words.languages()
        self.mode.choices = words.mode_choices()
        self.seat_rule.choices = words.seat_rule_choices()

    def validate_workbook(self, field: FileField) -> None:
        if not field.data or not field.data.filename:
            raise StopValidation(_("Choose a file"))


class ProlongForm(ClosingFields):
    """A later closing time for an open survey."""


def settings_form(languages: Sequence[str]) -> type[SurveySettings]:
    """The form of a draft's settings, with a title and an introduction in each language."""
    return type("SettingsForm", (SurveySettings,), _front_fields(languages))


def front_correction_form(languages: Sequence[str]) -> type[VersionedForm]:
    """Title and introduction in each language, and why they are corrected."""
    fields = _front_fields(languages) | {"note": _why_corrected()}
    return type("FrontCorrectionForm", (VersionedForm,), fields)


def _front_fields(languages: Sequence[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for code in languages:
        name = words.language_name(code)
        required = _l("Write a title") if code == languages[0] else None
        fields[f"title_{code}"] = text_field(_l("Title"), required=required, help=name)
        fields[f"intro_{code}"] = long_field(
            _l("Introduction"),
            help=_l("Who asks and why. Stands on the first page. Markdown can be used."),
            rows=5,
        )
    return fields


class SurveySettings(ClosingFields, VersionedForm):
    """The part of the settings that has no language."""

    mode = OneField(_l("How people answer"), default=Mode.CONFIDENTIAL.value)
    seat_rule = OneField(_l("Who answers"), default=SeatRule.ORGANISATION.value)
    languages = ManyField(_l("Other languages"))

    def __init__(self, first_language: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.mode.choices = words.mode_choices()
        self.seat_rule.choices = words.seat_rule_choices()
        self.languages.choices = words.languages_besides(first_language)

    def texts(self, name: str, languages: Sequence[str]) -> dict[str, str]:
        return texts_of(self, name, languages)


def texts_of(form: Form, name: str, languages: Sequence[str]) -> dict[str, str]:
    """What was written for `name` in each language that has a field with words in it."""
    found = {code: getattr(form, f"{name}_{code}", None) for code in languages}
    return {code: field.data for code, field in found.items() if field is not None and field.data}


class ConditionFields(VersionedForm):
    """Who sees it, and when."""

    condition = long_field(_l("Shown only if"), limit=2000, rows=2)
    party_kinds = ManyField(_l("Shown to"))

    def offer(self, parties: Sequence[Any], before: Sequence[Question]) -> None:
        """Hand in the parties to choose from and the questions a condition may speak of."""
        self.party_kinds.choices = [(party.kind, party.name) for party in parties]
        self.before = before

    def validate_condition(self, field: Any) -> None:
        text = field.data or ""
        sentence = complaint(text, self.before) or doubt(text, self.before)
        if sentence:
            raise StopValidation(sentence)

    @property
    def chosen_parties(self) -> tuple[str, ...]:
        """The kinds of parties that see it; empty when all do."""
        offered = [choice.value for choice in self.party_kinds.choices]
        chosen = tuple(value for value in offered if value in (self.party_kinds.data or ()))
        return () if len(chosen) == len(offered) else chosen


def section_form(languages: Sequence[str]) -> type[ConditionFields]:
    """The form of a section with a title in each language."""
    fields: dict[str, Any] = {
        f"title_{code}": text_field(
            _l("Title"),
            required=_l("Write a title") if code == languages[0] else None,
            help=words.language_name(code) if len(languages) > 1 else None,
        )
        for code in languages
    }
    return type("SectionForm", (ConditionFields,), fields)


def section_values(section: Section) -> dict[str, Any]:
    return {
        **{f"title_{code}": text for code, text in section.title.items()},
        "condition": section.condition,
        "party_kinds": list(section.party_kinds),
    }


def correction_form(definition: Definition, question: Question) -> type[VersionedForm]:
    """The words of one question in each language, and why they are corrected."""
    fields: dict[str, Any] = {}
    for code in definition.languages:
        name = words.language_name(code)
        fields[f"text_{code}"] = long_field(_l("Text"), help=name, rows=2, limit=5000)
        fields[f"help_{code}"] = long_field(_l("Help"), help=name, rows=2, limit=1000)
        for number, option in enumerate(question.options):
            fields[f"option_{number}_{code}"] = text_field(
                option.label.get(code) or option.key, limit=300, help=name
            )
    fields["note"] = _why_corrected()
    return type("CorrectionForm", (VersionedForm,), fields)


def _why_corrected() -> Any:
    return text_field(
        _l("Why is it corrected?"),
        required=_l("Write why the wording is corrected"),
        help=_l("Kept with the answers, so that whoever reads them knows what was asked when."),
    )


class MoveForm(Form):
    """One place up or down."""

    to = HiddenField()

    @property
    def step(self) -> int:
        return {"up": -1, "down": 1}.get(self.to.data or "", 0)
