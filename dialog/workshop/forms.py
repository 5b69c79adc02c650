"""Forms of workshops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, IntegerField
from wtforms.validators import StopValidation

from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import (
    ChoiceField,
    DayField,
    Form,
    HourField,
    OneField,
    Required,
    VersionedForm,
    long_field,
    text_field,
    tidy,
)
from dialog.workshop.models import DOT_CEILING
from dialog.workshop.models.boards import DEFAULT_DOTS, DEFAULT_PER_TARGET
from dialog.workshop.operations.notes import LONGEST_LINE, MOST_LINES
from dialog.workshop.operations.preparing import MOST_COLUMNS
from dialog.workshop.operations.timing import MOST_MINUTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wtforms import Field

    from dialog.process.models import Membership, Party
    from dialog.workshop.models import Place

EMPTY = _l("The note is empty. Write something first.")


def lines(text: str | None) -> list[str]:
    """The lines of a field that hold something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class NumberField(IntegerField):
    """A whole number. Complains in words when it is none."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        text = (valuelist[0] if valuelist else "").strip()
        if not text.isdecimal() or len(text) > 6:
            self.data = None
            raise ValueError(_("Write a whole number"))
        self.data = int(text)


class WorkshopForm(VersionedForm):
    title = text_field(_l("Title"), required=_l("Write a title"), limit=120)
    day = DayField(_l("Date"), validators=[Required(_l("Write the date of the workshop"))])
    starts = HourField(_l("Starts at"))
    ends = HourField(_l("Ends at"))
    place = text_field(_l("Place"), limit=200)
    question = text_field(
        _l("The question to the room"),
        required=_l("Write the question to the room"),
        help=_l("It stands on the wall and on every phone. Ask for one thing, in plain words."),
        limit=140,
    )
    columns = long_field(
        _l("Columns"),
        required=_l("Write at least one column"),
        help=_l("One on each line. Participants choose a column for each note."),
        limit=800,
        rows=4,
    )
    note_taker = ChoiceField(_l("Note-taker"), default="")

    def offer(self, note_takers: Sequence[Membership]) -> None:
        """The choices that are handed in."""
        people = {str(member.person_id): member.person.name for member in note_takers}
        self.note_taker.choices = [("", _("Nobody")), *people.items()]
        if self.note_taker.data not in {"", *people}:
            self.note_taker.data = ""

    def validate_columns(self, field: Field) -> None:
        if len(lines(field.data)) > MOST_COLUMNS:
            raise StopValidation(_("At most %(most)s columns", most=MOST_COLUMNS))

    def validate_ends(self, field: Field) -> None:
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise StopValidation(_("It cannot end before it starts"))


class EditForm(WorkshopForm):
    columns = None


class VotingForm(Form):
    dots = NumberField(_l("Dots for each"), default=DEFAULT_DOTS)
    per_target = NumberField(_l("At most on one note"), default=DEFAULT_PER_TARGET)

    def validate_dots(self, field: Field) -> None:
        if field.data is None or not 1 <= field.data <= DOT_CEILING:
            raise StopValidation(_("Between 1 and %(most)s dots", most=DOT_CEILING))


class ClockForm(VersionedForm):
    """How long the clock is to go; its version is the clock's latest turn."""

    minutes = NumberField(_l("Other, minutes"))

    def validate_minutes(self, field: Field) -> None:
        if field.data is None or not 1 <= field.data <= MOST_MINUTES:
            raise StopValidation(_("Between 1 and %(most)s minutes", most=MOST_MINUTES))


class NameForm(VersionedForm):
    title = text_field(_l("Name"), required=_l("Write a name"), limit=80)


class CodeForm(Form):
    code = text_field(_l("Code"), required=_l("Write the code that is shown in the room"), limit=20)


def _choose_party(form: Any, parties: Sequence[Party]) -> None:
    form.party.choices = [(str(party.id), party.name) for party in parties]


class PartyForm(Form):
    party = OneField(
        _l("Whom do you speak for?"), validators=[Required(_l("Choose whom you speak for"))]
    )

    def offer(self, parties: Sequence[Party]) -> None:
        _choose_party(self, parties)


class NoteForm(VersionedForm):
    """A note from a phone. Its length is judged by the board."""

    text = long_field(_l("New note"), required=EMPTY, limit=LONGEST_LINE, rows=3)
    column = ChoiceField(_l("Column"))

    def offer(self, columns: Sequence[Place]) -> None:
        self.column.choices = [(str(column.id), column.title) for column in columns]
        if self.column.data is None and columns:
            self.column.data = str(columns[0].id)


class EditNoteForm(VersionedForm):
    text = long_field(_l("Your note"), required=EMPTY, limit=LONGEST_LINE, rows=3)


class EnteredForm(NoteForm):
    """A note for somebody without a phone."""

    party = ChoiceField(_l("Said by somebody from"))

    def offer_parties(self, parties: Sequence[Party]) -> None:
        _choose_party(self, parties)


class PastedForm(Form):
    text = long_field(
        _l("Lines"),
        required=_l("Paste at least one line"),
        help=_l("Each line becomes a note. At most 200 lines of at most 500 characters."),
        limit=MOST_LINES * (LONGEST_LINE + 2),
        rows=10,
    )
    column = ChoiceField(_l("Column"))
    party = ChoiceField(_l("Said by somebody from"))
    one_voice = BooleanField(_l("All lines were written by one and the same person"))

    def offer(self, columns: Sequence[Place], parties: Sequence[Party]) -> None:
        self.column.choices = [(str(column.id), column.title) for column in columns]
        _choose_party(self, parties)

    @property
    def lines(self) -> list[str]:
        return lines(tidy(self.text.data))

    def validate_text(self, _field: Field) -> None:
        found = self.lines
        if len(found) > MOST_LINES:
            raise StopValidation(
                _(
                    "At most %(most)s lines at a time; these are %(n)s",
                    most=MOST_LINES,
                    n=len(found),
                )
            )
        for number, line in enumerate(found, 1):
            if len(line) > LONGEST_LINE:
                raise StopValidation(
                    _(
                        "Line %(number)s has %(n)s characters; at most %(most)s fit on a note",
                        number=number,
                        n=len(line),
                        most=LONGEST_LINE,
                    )
                )
