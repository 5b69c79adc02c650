"""Forms of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf.file import FileField
from wtforms import IntegerField, StringField
from wtforms.validators import StopValidation

from dialog.register import words
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import (
    AtMost,
    ChoiceField,
    Form,
    OneField,
    Required,
    VersionedForm,
    email_field,
    one_line,
    text_field,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wtforms.form import BaseForm


class Members(IntegerField):
    """A number of members; empty when not known."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        text = "".join(valuelist[0].split()) if valuelist else ""
        if not text:
            return
        if not text.isdecimal() or len(text) > 7:
            raise ValueError(_("Write the number of members in figures, for example 120"))
        self.data = int(text)


class OrgNumber(StringField):
    """An organisation number, or nothing. Complains in words about a wrong one."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms hands it over
        complaint = words.org_number_complaint(self.data or "")
        if complaint:
            raise StopValidation(complaint)


class OrganisationForm(VersionedForm):
    """What is known about an organisation."""

    name = text_field(_l("Name"), required=_l("Write the organisation’s name"))
    kind = ChoiceField(_l("Kind"))
    org_number = OrgNumber(
        _l("Organisation number"),
        description=_l("Ten digits. Leave it empty for a network without a number."),
        filters=[one_line],
        validators=[AtMost(40)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    area = OneField(_l("Area"))
    size = Members(
        _l("Number of members"),
        description=_l("Roughly is enough. Leave it empty if you do not know."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.choices = [(kind.value, str(name)) for kind, name in words.KINDS.items()]
        areas = [(area.value, str(name)) for area, name in words.AREAS.items()]
        self.area.choices = [*areas, ("", _("Other or unknown"))]


class NewOrganisationForm(OrganisationForm):
    """A new organisation, with the first person to write to."""

    contact = text_field(_l("Contact person"), help=_l("Name or office"))
    email = email_field(_l("E-mail"), help=_l("Invitations go here"))
    phone = text_field(_l("Telephone"), limit=60)

    def validate_contact(self, field: StringField) -> None:
        if not field.data and (self.email.data or self.phone.data):
            raise StopValidation(_("Write the contact person’s name or office"))


class ContactForm(VersionedForm):
    """Somebody who answers for an organisation."""

    name = text_field(
        _l("Name"),
        required=_l("Write the contact person’s name or office"),
        help=_l("Name or office"),
    )
    email = email_field(_l("E-mail"), help=_l("Invitations go here"))
    phone = text_field(_l("Telephone"), limit=60)
    locale = ChoiceField(_l("Language of letters"), choices=words.LANGUAGES.items(), default="sv")


class MergeForm(Form):
    """Which of two organisations goes on."""

    survivor = OneField(_l("Which one goes on?"), coerce=int)

    def validate_survivor(self, field: OneField) -> None:
        if field.data is None:
            raise StopValidation(_("Choose which of the two goes on"))


class TakePartForm(Form):
    """On which side organisations take part, and with which tags."""

    party = ChoiceField(_l("Party"))
    tags = text_field(
        _l("Tags"), help=_l("To be able to choose among them later. Separate with commas.")
    )

    @property
    def tag_list(self) -> list[str]:
        return [tag.strip() for tag in (self.tags.data or "").split(",") if tag.strip()]


class ImportForm(Form):
    """A file to read in, and the dialogue its organisations take part in, if any."""

    file = FileField(
        _l("File"),
        description=_l("Excel (.xlsx) or CSV. At most 5 MB and 10 000 rows."),
        validators=[Required(_l("Choose a file"))],
        render_kw={"accept": ".csv,.xlsx,.txt"},
    )
    dialogue = ChoiceField(
        _l("Dialogue"),
        description=_l(
            "The organisations in the file take part in this dialogue at once, also those that are "
            "in the register already."
        ),
    )


class ImportChoicesForm(Form):
    """What becomes of the rows that the register knows already."""

    known = OneField(default="skip")
    address = OneField(default="skip")

    def __init__(self, *args: Any, into_dialogue: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if into_dialogue:
            self.known.description = _("They become participants in the dialogue all the same.")
        self.known.label.text = _("Organisations that are already in the register")
        self.known.choices = [
            ("skip", _("Leave them as they are")),
            ("merge", _("Add the contact person to the organisation that is there")),
        ]
        self.address.label.text = _("Organisations whose e-mail address is already in use")
        self.address.choices = [
            ("skip", _("Leave them out")),
            (
                "merge",
                _("They are the same: add the contact person to the organisation that is there"),
            ),
            ("add", _("They are different: add them as new organisations")),
        ]
