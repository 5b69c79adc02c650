"""Forms of focus groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import StopValidation

from dialog.contributions.models import ContributionKind
from dialog.focusgroup.operations.guides import Asked
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import (
    LONG,
    AtMost,
    ChoiceField,
    DayField,
    Form,
    HourField,
    VersionedForm,
    long_field,
    one_line,
    text_field,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import MultiDict
    from wtforms import Field

    from dialog.accounts.models import Person
    from dialog.focusgroup.models import Guide
    from dialog.process.models import Party

NEW_GUIDE = "new"
MOST_QUESTIONS = 30
MOST_MINUTES = 240


class GroupForm(VersionedForm):
    title = text_field(_l("Title"), required=_l("Write a title"), limit=120)
    party = ChoiceField(_l("Who is invited"))
    day = DayField(_l("Date"))
    starts = HourField(_l("Starts"))
    ends = HourField(_l("Ends"))
    place = text_field(_l("Place"), limit=120)
    guide = ChoiceField(
        _l("Discussion guide"),
        description=_l("Groups that talk from the same guide can be compared."),
    )
    note_taker = ChoiceField(
        _l("Note-taker"),
        description=_l("Writes in this group, and reads no other that is not theirs."),
    )

    def offer(
        self, parties: Sequence[Party], guides: Sequence[Guide], people: Sequence[Person]
    ) -> None:
        self.party.choices = [
            ("", _("The parties together")),
            *((str(party.id), party.name) for party in parties),
        ]
        self.guide.choices = [
            *((str(guide.id), guide.title) for guide in guides),
            (NEW_GUIDE, _("A new guide")),
        ]
        self.note_taker.choices = [
            ("", _("Nobody yet")),
            *((str(person.id), person.name) for person in people),
        ]

    def validate_starts(self, field: Field) -> None:
        if self.day.data and not field.data:
            raise StopValidation(_("Write when it starts, for example 18:00"))

    def validate_day(self, field: Field) -> None:
        if self.starts.data and not field.data:
            raise StopValidation(_("Write the date as well"))

    def validate_ends(self, field: Field) -> None:
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise StopValidation(_("It has to end after it starts"))


class CloseForm(Form):
    drop = BooleanField(_l("Throw away notes that have no speaker"))


class NoteForm(VersionedForm):
    """What was said, who said it, and whether it is word for word."""

    question = HiddenField()
    voice = HiddenField()
    kind = HiddenField()
    text = TextAreaField(_l("What somebody said"), filters=[tidy], validators=[AtMost(LONG)])

    @property
    def voice_id(self) -> int | None:
        return _number(self.voice.data)

    @property
    def question_id(self) -> int | None:
        return _number(self.question.data)

    @property
    def note_kind(self) -> str:
        quote = self.kind.data == ContributionKind.QUOTE.value
        return ContributionKind.QUOTE.value if quote else ContributionKind.NOTE.value


class GuideForm(VersionedForm):
    title = text_field(_l("Title"), required=_l("Write a title"), limit=120)
    new_text = long_field(_l("New question"), limit=500, rows=2)


@dataclass(frozen=True)
class GuideRow:
    """One row of the guide as it was sent."""

    key: str
    text: str
    minutes: str

    @property
    def asked(self) -> Asked:
        number = int(self.key) if self.key.isdecimal() else None
        return Asked(self.text, int(self.minutes or 0), number)

    @property
    def complaint(self) -> str:
        if not self.text:
            return str(_("Write the question, or take it away"))
        if not self.minutes.isdecimal() or not 0 < int(self.minutes) <= MOST_MINUTES:
            return str(_("Write how many minutes, 1 to %(most)s", most=MOST_MINUTES))
        return ""


def sent_rows(sent: MultiDict[str, str]) -> list[GuideRow]:
    """The rows in the order they stood on the page, and the new one last when it holds something."""
    keys = [key for key in sent.getlist("row") if key.isdecimal() and len(key) < 18]
    rows = [_row(sent, key) for key in dict.fromkeys(keys)][:MOST_QUESTIONS]
    new = _row(sent, "new")
    return [*rows, new] if new.text else rows


def _row(sent: MultiDict[str, str], key: str) -> GuideRow:
    text = one_line(sent.get(f"text-{key}", ""))[:500]
    minutes = one_line(sent.get(f"minutes-{key}", ""))[:5]
    return GuideRow(key, text, minutes)


def rearranged(rows: list[GuideRow], act: str) -> list[GuideRow]:
    """`rows` after the button that was pressed: "up 7", "down 7", "remove 7"; else as they are."""
    verb, _space, key = act.partition(" ")
    place = next((n for n, row in enumerate(rows) if row.key == key), None)
    if place is None:
        return rows
    rest = rows[:place] + rows[place + 1 :]
    if verb == "remove":
        return rest
    target = {"up": place - 1, "down": place + 1}.get(verb, place)
    return [*rest[: max(target, 0)], rows[place], *rest[max(target, 0) :]]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 18 else None
