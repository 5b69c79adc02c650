"""Forms of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import HiddenField
from wtforms.validators import StopValidation

from dialog.process.models import PartyKind
from dialog.process.threads import stage_name
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import (
    ChoiceField,
    DayField,
    Form,
    OneField,
    Required,
    VersionedForm,
    long_field,
    text_field,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wtforms import Field

    from dialog.accounts.models import Person
    from dialog.process.still_open import StillOpen

MOST_BOARDS = 12


def lines(text: str | None) -> list[str]:
    """The lines of a field that hold something, without repetitions."""
    return list(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))


class ProcessForm(VersionedForm):
    title = text_field(_l("Title"), required=_l("Write a title"), limit=120)
    purpose = long_field(
        _l("Purpose"),
        required=_l("Write what the dialogue is for"),
        help=_l("Two or three sentences. Everybody who is invited reads them."),
        limit=1000,
        rows=4,
    )
    association_name = text_field(
        _l("What the association side is called"), required=_l("Write a name"), limit=40
    )
    municipal_name = text_field(
        _l("What the municipal side is called"), required=_l("Write a name"), limit=40
    )
    boards = long_field(
        _l("Owner boards"),
        required=_l("Write at least one board"),
        help=_l("The boards that get the report, one on each line."),
        limit=2000,
        rows=3,
    )

    k = ChoiceField(
        _l("Smallest group whose figures are shown"),
        description=_l("Five is usual. It cannot be changed once the dialogue has been created."),
        choices=[(number, str(number)) for number in range(3, 11)],
        coerce=int,
        default=5,
    )

    def validate_boards(self, field: Field) -> None:
        if len(lines(field.data)) > MOST_BOARDS:
            raise StopValidation(_("At most %(most)s boards", most=MOST_BOARDS))


class PurposeForm(VersionedForm):
    title = ProcessForm.title
    purpose = ProcessForm.purpose
    boards = ProcessForm.boards
    validate_boards = ProcessForm.validate_boards


class StageForm(Form):
    planned_from = DayField(_l("From"))
    planned_to = DayField(_l("To"))


class TurnForm(Form):
    reason = long_field(
        _l("Why"),
        help=_l(
            "It is shown to those who are invited, on the page their link leads to, and kept in the journal."
        ),
        limit=1000,
    )


CLOSE, LEAVE = "close", "leave"


def ending_form(left: Sequence[StillOpen]) -> type[TurnForm]:
    """The form of a turn that ends the dialogue: for each thing still open, what is to be done."""
    return type("EndingForm", (TurnForm,), {_choice(one): _fate(one) for one in left})


def _choice(one: StillOpen) -> str:
    return f"open_{one.occasion.id}"


def _fate(one: StillOpen) -> OneField:
    leave = (LEAVE, _("Leave it for now"))
    return OneField(
        f"{stage_name(one.occasion.stage.kind)}: {one.occasion.title}",
        description=f"{one.meaning} {one.obstacle}".strip(),
        choices=[leave] if one.obstacle else [(CLOSE, _("Close it now")), leave],
        validators=[
            Required(_("Choose what is to be done with %(title)s", title=one.occasion.title))
        ],
    )


def choices_of(form: TurnForm, left: Sequence[StillOpen]) -> list[Any]:
    """The fields of what is still open, in its order."""
    return [form[_choice(one)] for one in left]


def chosen_to_close(form: TurnForm, left: Sequence[StillOpen]) -> list[int]:
    """The occasions that are to be closed in the same act."""
    return [one.occasion.id for one in left if form[_choice(one)].data == CLOSE]


class PartyForm(Form):
    kind = ChoiceField(
        _l("Kind"),
        choices=[
            (PartyKind.BUSINESS.value, _l("Business")),
            (PartyKind.POLITICAL.value, _l("Political parties")),
        ],
    )
    name = text_field(_l("Name"), required=_l("Write a name"), limit=40)


class RoleForm(Form):
    person = ChoiceField(_l("Person"), coerce=int)
    role = ChoiceField(_l("Role"))

    def offer(self, people: Sequence[Person], roles: Sequence[tuple[str, str]]) -> None:
        self.person.choices = [(person.id, person.name) for person in people]
        self.role.choices = list(roles)


class TakeRoleForm(Form):
    person: Any = HiddenField(validators=[Required(_l("Choose a person"))])
    role: Any = HiddenField(validators=[Required(_l("Choose a role"))])
