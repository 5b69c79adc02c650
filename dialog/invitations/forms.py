"""Forms of invitations."""

from __future__ import annotations

from dialog.texts import lazy_gettext as _l
from dialog.web.forms import ChoiceField, Form, OneField, email_field, long_field, text_field

MESSAGE = 1_500


class RecipientsForm(Form):
    """Which of an organisation's contacts are asked."""

    who = OneField(
        _l("Who in each organisation?"),
        choices=[
            ("first", _l("One contact person in each")),
            ("everybody", _l("Every contact person")),
        ],
        default="first",
    )
    paper = OneField(
        _l("Organisations without a contact person"),
        choices=[
            ("no", _l("Leave them out")),
            ("yes", _l("Invite them by a letter on paper")),
        ],
        default="no",
    )


class LetterForm(Form):
    """What the sender adds to the letter."""

    message = long_field(
        _l("A greeting of your own"),
        help=_l("Stands after the first paragraph of the letter."),
        limit=MESSAGE,
        rows=4,
    )


class LostForm(Form):
    """An address whose links are sent again."""

    email = email_field(
        _l("E-mail"),
        required=_l("Write your e-mail address"),
        help=_l("The address that the invitation was sent to."),
        autocomplete="email",
    )


class PassOnForm(Form):
    """A colleague who should answer instead."""

    name = text_field(_l("Name"), required=_l("Write the person’s name"))
    email = email_field(_l("E-mail"), required=_l("Write the person’s e-mail address"))


class WalkInForm(Form):
    """Somebody came without an invitation."""

    party = ChoiceField(_l("Party"))
