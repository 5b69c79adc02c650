"""The form of one question: its fields by kind and language, to and from a definition."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import StopValidation

from dialog.survey import words
from dialog.survey.definition import OTHER, WITH_OPTIONS, WITH_OTHER, Kind, Option, Question
from dialog.survey.forms import ConditionFields, texts_of
from dialog.survey.keys import new_key
from dialog.survey.kinds.number import read as read_number
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import AtMost, ChoiceField, long_field, one_line, text_field, tidy

# Kinds that a question may change between while nobody has answered.
RELATED: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE}),
    frozenset({Kind.SHORT, Kind.LONG}),
)
MOST_OPTIONS = 100


class QuestionFields(ConditionFields):
    """What every question has, whatever its kind and languages."""

    kind = ChoiceField(_l("Kind of answer"))
    required = BooleanField(_l("Has to be answered"))
    other = BooleanField(_l("Let people write an alternative of their own (“Other”)"))
    sensitive = BooleanField(_l("The question is sensitive"))
    whole = BooleanField(_l("Whole numbers only"))
    minimum = StringField(_l("At least"), filters=[one_line])
    maximum = StringField(_l("At most"), filters=[one_line])

    def prepare(self, question_kind: str, languages: Sequence[str]) -> None:
        """Tell the form which kind it is for; what does not belong to it is not asked."""
        related = next(
            (group for group in RELATED if question_kind in group), frozenset({question_kind})
        )
        self.kind.choices = [choice for choice in words.kind_choices() if choice[0] in related]
        if self.kind.data not in {choice.value for choice in self.kind.choices}:
            self.kind.data = question_kind
        self.languages = tuple(languages)

    def shows(self, name: str) -> bool:
        """Whether the field called `name` belongs to this kind."""
        group = {choice.value for choice in self.kind.choices}
        kind = self.kind.choices[0].value
        shown: dict[str, bool] = {
            "kind": len(group) > 1,
            "required": kind != Kind.INFO,
            "help": kind != Kind.INFO,
            "options": bool(group & WITH_OPTIONS),
            "apart": self.kind.data == Kind.SCALE,
            "other": bool(group & WITH_OTHER),
            "sensitive": bool(group & WITH_OPTIONS),
            "number": kind == Kind.NUMBER,
        }
        return shown[name]

    def validate_minimum(self, field: StringField) -> None:
        self._check_number(field)

    def validate_maximum(self, field: StringField) -> None:
        self._check_number(field)
        low, high = read_number(self.minimum.data or ""), read_number(field.data or "")
        if low is not None and high is not None and high < low:
            raise StopValidation(_("The largest number is smaller than the smallest"))

    def _check_number(self, field: StringField) -> None:
        if field.data and read_number(field.data) is None:
            raise StopValidation(_("Write a number in digits, for example 12"))

    def lines(self, name: str, code: str) -> list[str]:
        """The lines of a field with one alternative on each."""
        field = getattr(self, f"{name}_{code}", None)
        texts = (field.data or "").split("\n") if field is not None else []
        return [one_line(text) for text in texts if text.strip()]


def question_form(kind: str, languages: Sequence[str]) -> type[QuestionFields]:
    """The form class for a question of `kind`, with fields for each language."""
    fields: dict[str, Any] = {}
    first = languages[0]
    for code in languages:
        name = words.language_name(code) if len(languages) > 1 else None
        fields[f"text_{code}"] = long_field(
            _l("Text to read") if kind == Kind.INFO else _l("Question"),
            required=_l("Write the text") if code == first else None,
            help=name,
            limit=5000,
            rows=10 if kind == Kind.INFO else 2,
        )
        fields[f"help_{code}"] = text_field(_l("Help under the question"), limit=500, help=name)
        fields[f"options_{code}"] = _options_field(first, code, name, is_asked=kind in WITH_OPTIONS)
        fields[f"apart_{code}"] = text_field(
            _l("Alternative beside the scale, such as “Don’t know”"), limit=200, help=name
        )
    return type("QuestionForm", (QuestionFields,), fields)


def _options_field(first: str, code: str, name: str | None, *, is_asked: bool) -> TextAreaField:
    def check(form: QuestionFields, _field: TextAreaField) -> None:
        sentence = _lines_complaint(form, first, code) if is_asked else ""
        if sentence:
            raise StopValidation(sentence)

    return TextAreaField(
        _l("Alternatives, one on each line"),
        description=name or "",
        filters=[tidy],
        validators=[AtMost(20_000), check],
        render_kw={"rows": 6},
    )


def _lines_complaint(form: QuestionFields, first: str, code: str) -> str:
    """What is wrong with the alternatives in one language; empty when all is well."""
    lines, main = form.lines("options", code), form.lines("options", first)
    if code == first and len(main) < 2:
        return str(_("Write at least two alternatives, one on each line"))
    if len(main) > MOST_OPTIONS:
        return str(_("At most %(limit)s alternatives", limit=MOST_OPTIONS))
    if len(set(lines)) < len(lines):
        return str(_("Two alternatives read the same"))
    if lines and len(lines) != len(main):
        return str(
            _(
                "%(here)s lines here, %(there)s in the first language: write one line for each",
                here=len(lines),
                there=len(main),
            )
        )
    return ""


def values(question: Question) -> dict[str, Any]:
    """What the form shows of a question there already is."""
    shown: dict[str, Any] = {
        "kind": question.kind,
        "required": question.required,
        "other": question.other,
        "sensitive": question.sensitive,
        "whole": question.whole,
        "minimum": _shown_number(question.minimum),
        "maximum": _shown_number(question.maximum),
        "condition": question.condition,
        "party_kinds": list(question.party_kinds),
    }
    for name, texts in (("text", question.text), ("help", question.help)):
        shown |= {f"{name}_{code}": text for code, text in texts.items()}
    for code in {code for option in question.options for code in option.label}:
        shown[f"options_{code}"] = "\n".join(
            option.label.get(code, "") for option in _lined(question)
        )
        shown[f"apart_{code}"] = next(
            (option.label.get(code, "") for option in question.options if option.apart), ""
        )
    return shown


def _lined(question: Question) -> tuple[Option, ...]:
    """The options that stand on lines of their own: of a scale, all but what is beside it."""
    return question.scale if question.kind == Kind.SCALE else question.options


def _shown_number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def filled(form: QuestionFields, known: Question, languages: Sequence[str]) -> Question:
    """The question as the form describes it; the key stays, and the keys of its options."""
    kind = form.kind.data
    has_options = kind in WITH_OPTIONS
    return replace(
        known,
        kind=kind,
        text=texts_of(form, "text", languages),
        help=texts_of(form, "help", languages) if kind != Kind.INFO else {},
        required=bool(form.required.data) and kind != Kind.INFO,
        options=_options(form, known, languages) if has_options else (),
        other=bool(form.other.data) and kind in WITH_OTHER,
        sensitive=bool(form.sensitive.data) and kind in WITH_OPTIONS,
        condition=" ".join((form.condition.data or "").split()),
        party_kinds=form.chosen_parties,
        minimum=read_number(form.minimum.data or "") if kind == Kind.NUMBER else None,
        maximum=read_number(form.maximum.data or "") if kind == Kind.NUMBER else None,
        whole=bool(form.whole.data) and kind == Kind.NUMBER,
    )


def _options(form: QuestionFields, known: Question, languages: Sequence[str]) -> tuple[Option, ...]:
    """The lines as options. A line that reads as before, or stands as before, keeps its key."""
    first = languages[0]
    columns = {code: form.lines("options", code) for code in languages}
    keys = keys_for(columns[first], _lined(known), first, {option.key for option in known.options})
    options = [
        Option(key, {code: lines[index] for code, lines in columns.items() if index < len(lines)})
        for index, key in enumerate(keys)
    ]
    apart = {code: line for code in languages for line in form.lines("apart", code)[:1]}
    if apart:
        # Only a scale has something beside it; where the kind was just changed, it is one of many.
        before = next((option.key for option in known.options if option.apart), "")
        key = before or new_key(apart.get(first, ""), keys, fallback="apart")
        options.append(Option(key, apart, apart=form.kind.data == Kind.SCALE))
    return tuple(options)


def keys_for(
    lines: Sequence[str], known: Sequence[Option], language: str, taken: Collection[str]
) -> list[str]:
    """A key for each line: the one its words had, else the one its place had, else a new one."""
    by_label = {option.label.get(language, ""): option.key for option in known}
    keys: list[str] = [by_label.get(line, "") for line in lines]
    if len(lines) == len(known):
        spare = [option.key if option.key not in keys else "" for option in known]
        keys = [key or spare[index] for index, key in enumerate(keys)]
    for index, line in enumerate(lines):
        if not keys[index]:
            keys[index] = new_key(line, {*keys, *taken, OTHER}, fallback="option")
    return keys
