"""Text to typed values and complaints. Shared fields and the sentences of their complaints.

Texts arrive as NFC with plain line feeds and without characters that no keyboard makes. A field
keeps what was typed when it complains.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import (
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.meta import DefaultMeta
from wtforms.validators import StopValidation

from dialog.texts import gettext as _
from dialog.texts import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wtforms import Field

FURTHER = "edit-further"  # the button of somebody who was too late and wants to write on
SHORT = 200
LONG = 10_000

# Control characters, lone surrogates and the signs that turn the direction of what follows.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def tidy(text: str | None) -> str:
    """`text` as we store it: NFC, line feeds only, no unwanted characters, no outer space."""
    if not text:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", text)).strip()


def one_line(text: str | None) -> str:
    return " ".join(tidy(text).split())


class Required:
    """The field must hold something. `sentence` says what is missing."""

    field_flags = {"required": True}

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if not field.data:
            field.errors = [error for error in field.errors if error]
            raise StopValidation(str(self.sentence))


class AtMost:
    """No longer than `limit` characters, counted as the reader sees them in the field."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.field_flags = {"maxlength": limit}

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        length = len(field.data or "")
        if length > self.limit:
            raise StopValidation(
                _(
                    "At most %(limit)s characters; this is %(length)s",
                    limit=self.limit,
                    length=length,
                )
            )


class ValidEmail:
    """An address that a letter can be sent to (no look-up is made)."""

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if not field.data:
            return
        sentence = email_complaint(field.data)
        if sentence:
            raise StopValidation(sentence)


def email_complaint(address: str) -> str:
    """Why `address` cannot be written to, as a sentence; empty when it can."""
    if "@" not in address:
        return _("The e-mail address lacks an @")
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return _("The e-mail address is not complete. It should look like anna@forening.se")
    return ""


def email_key(address: str) -> str:
    """The form in which two spellings of one address are equal."""
    return unicodedata.normalize("NFC", address.strip()).casefold()


def text_field(
    label: str,
    *,
    required: str | None = None,
    help: str | None = None,  # noqa: A002 - the word for it on every form
    limit: int = SHORT,
    **options: Any,
) -> Any:
    """One line of text. (Any: inside a form it is a field, in the class its declaration.)"""
    return StringField(
        label,
        description=help or "",
        filters=[one_line],
        validators=[*([Required(required)] if required else []), AtMost(limit)],
        **options,
    )


def long_field(
    label: str,
    *,
    required: str | None = None,
    help: str | None = None,  # noqa: A002
    limit: int = LONG,
    rows: int = 5,
    **options: Any,
) -> Any:
    """Several lines of text."""
    return TextAreaField(
        label,
        description=help or "",
        filters=[tidy],
        validators=[*([Required(required)] if required else []), AtMost(limit)],
        render_kw={"rows": rows},
        **options,
    )


def email_field(label: str, *, required: str | None = None, **options: Any) -> Any:
    return StringField(
        label,
        filters=[one_line],
        validators=[*([Required(required)] if required else []), AtMost(254), ValidEmail()],
        render_kw={"type": "email", "autocomplete": options.pop("autocomplete", "off")},
        description=options.pop("help", ""),
        **options,
    )


class DayField(DateField):
    """A day. Complains in words when the text is not a date."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(list(valuelist))
        except ValueError as error:
            raise ValueError(
                _("Write the date as year-month-day, for example 2026-03-18")
            ) from error


class HourField(TimeField):
    """A time of day. Complains in words when the text is not a time."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        text = valuelist[0].strip().replace(".", ":")
        try:
            super().process_formdata([text])
        except ValueError as error:
            raise ValueError(_("Write the time as hours:minutes, for example 18:00")) from error


class PlainChoices:
    """Choices handed in as (value, label) pairs, for every field that offers some."""

    def __init__(self, label: Any = None, *, choices: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(label, choices=self._tidy(choices), **options)  # type: ignore[call-arg]

    @staticmethod
    def _tidy(pairs: Iterable[Any] | None) -> list[SelectChoice]:
        return [
            pair if isinstance(pair, SelectChoice) else SelectChoice(*pair) for pair in pairs or ()
        ]

    @property
    def choices(self) -> list[SelectChoice]:
        return self._choices

    @choices.setter
    def choices(self, pairs: Iterable[Any] | None) -> None:
        self._choices = self._tidy(pairs)

    def _check(self, values: Iterable[Any]) -> None:
        offered = {choice.value for choice in self._choices}
        if any(value not in offered for value in values):
            raise StopValidation(_("Choose one of the alternatives"))


class ChoiceField(PlainChoices, SelectField):  # type: ignore[misc]
    """One of the choices handed in, as a list that opens. Complains about anything else."""

    def pre_validate(self, _form: FlaskForm) -> None:
        self._check([self.data])


class OneField(PlainChoices, RadioField):  # type: ignore[misc]
    """One of the choices handed in, all of them shown (`ui.choices`)."""

    def pre_validate(self, _form: FlaskForm) -> None:
        if self.data not in (None, "", "None"):
            self._check([self.data])


class ManyField(PlainChoices, SelectMultipleField):  # type: ignore[misc]
    """Any number of the choices handed in (`ui.choices` with multiple=true)."""

    def pre_validate(self, _form: FlaskForm) -> None:
        self._check(self.data or [])


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours: made from the request, complains in the page's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False

        @property
        def locales(self) -> tuple[str]:
            return (language(),)

        def get_translations(self, form: FlaskForm) -> Any:
            """What the form library says by itself, read once for each language."""
            return DefaultMeta.get_translations(self, form)

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """A file reaches only a field that asks for one: in a text's place it is no text."""
            data = super().wrap_formdata(form, formdata)
            if not isinstance(data, CombinedMultiDict):
                return data
            wanted = {field.name for field in form if isinstance(field, FileField)}
            files = [pair for pair in request.files.items(multi=True) if pair[0] in wanted]
            return CombinedMultiDict((MultiDict(files), request.form))

    client_id = HiddenField()

    @property
    def writes_on(self) -> bool:
        """True for somebody who was too late, and wants the form again with what they wrote."""
        return FURTHER in request.form

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form is to be acted on: sent, in order, and not only to be drawn again."""
        return not self.writes_on and bool(super().validate_on_submit(extra_validators))

    @property
    def sent_id(self) -> str | None:
        """The id the page made for this form: the same id again is the same thing."""
        value = (self.client_id.data or "").strip().lower()
        return value if UUID.fullmatch(value) else None

    @property
    def status(self) -> int:
        """422 when the page shows complaints, else 200."""
        return 422 if request.method == "POST" and self.errors else 200


class VersionedForm(Form):
    """A form that edits something: carries the version it was drawn from."""

    version: Any = HiddenField(
        filters=[lambda value: int(value) if str(value or "").isdecimal() else 0]
    )
