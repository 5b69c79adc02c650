"""Forms of accounts."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import StopValidation

from dialog.accounts import passwords
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import ChoiceField, Form, Required, email_field, text_field

LANGUAGES = [("sv", "Svenska"), ("en", "English")]


class SignInForm(Form):
    email = email_field(
        _l("E-mail"), required=_l("Write your e-mail address"), autocomplete="username"
    )
    password: Any = PasswordField(
        _l("Password"),
        validators=[Required(_l("Write your password"))],
        render_kw={"autocomplete": "current-password"},
    )
    to = HiddenField()
    kept_action = HiddenField()
    kept = HiddenField()


class ForgotForm(Form):
    email = email_field(
        _l("E-mail"), required=_l("Write your e-mail address"), autocomplete="username"
    )


class PasswordForm(Form):
    """Choosing a password. `own_words` may not make up the password."""

    password: Any = PasswordField(
        _l("New password"),
        description=_l("At least 12 characters. Four words that do not belong together are good."),
        validators=[Required(_l("Write a password"))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *own_words: str, **options: Any) -> None:
        super().__init__(**options)
        self.own_words = own_words

    def validate_password(self, field: PasswordField) -> None:
        sentence = passwords.complaint(field.data or "", *self.own_words)
        if sentence:
            raise StopValidation(sentence)


class MeForm(Form):
    name = text_field(_l("Name"), required=_l("Write your name"))
    locale = ChoiceField(_l("Language"), choices=LANGUAGES)


class InviteForm(Form):
    name = text_field(_l("Name"), required=_l("Write a name"))
    email = email_field(
        _l("E-mail"),
        required=_l("Write an e-mail address"),
        help=_l("The invitation is sent here. It is good for seven days."),
    )
    locale = ChoiceField(_l("Language"), choices=LANGUAGES, default="sv")
    administrator = BooleanField(
        _l("Administrator: may manage accounts, the register and all dialogues")
    )
