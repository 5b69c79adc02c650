"""Forms of proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.proposals import words
from dialog.proposals.models import CodeLevel, CodeStep, EvidenceStance, Principle, ProposalKind
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import ChoiceField, Form, ManyField, VersionedForm, long_field, text_field

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_CELL = ""
CELLS = [NO_CELL, *(f"{level.value}:{step.value}" for level in CodeLevel for step in CodeStep)]


def optional_text(value: str | None) -> str:
    return value or ""


class ProposalForm(VersionedForm):
    title = text_field(
        _l("Title"),
        required=_l("Write a title"),
        help=_l("What is to be done, in a few words. It stands in the list and in the report."),
        limit=120,
    )
    kind = ChoiceField(_l("Kind"))
    what = long_field(
        _l("What is proposed"),
        required=_l("Write what is proposed"),
        help=_l("So that somebody who was not there can carry it out."),
        limit=3000,
        rows=5,
    )
    why = long_field(
        _l("Why"),
        help=_l("What those who took part said about it. The evidence is attached separately."),
        limit=3000,
        rows=4,
    )
    responsible = text_field(
        _l("Who is responsible"), help=_l("An administration, a board or a joint body.")
    )
    principles = ManyField(_l("Principles"))
    code_cell = ChoiceField(_l("Place in the European code"), coerce=optional_text)

    def offer(self) -> None:
        """Hand in the choices in the page's language."""
        self.kind.choices = [(kind.value, words.kind_name(kind)) for kind in ProposalKind]
        self.principles.choices = [(one.value, words.principle_name(one)) for one in Principle]
        self.code_cell.choices = [(cell, cell) for cell in CELLS]
        if self.code_cell.data is None:
            self.code_cell.data = NO_CELL


class WordsForm(ProposalForm):
    """Editing: the kind is changed on a page of its own, with a reason."""

    kind = None  # type: ignore[assignment]

    def offer(self) -> None:
        self.principles.choices = [(one.value, words.principle_name(one)) for one in Principle]
        self.code_cell.choices = [(cell, cell) for cell in CELLS]
        if self.code_cell.data is None:
            self.code_cell.data = NO_CELL


class BecauseForm(Form):
    """An act that asks for a reason."""

    because = long_field(
        _l("Why"),
        required=_l("Write why, in a sentence or two"),
        help=_l("It is kept with the proposal, and stands in the journal."),
        limit=1000,
        rows=3,
    )


class MergeForm(BecauseForm):
    into = ChoiceField(_l("Becomes part of"), coerce=int)

    def offer(self, others: Sequence[tuple[int, str]]) -> None:
        self.into.choices = list(others)


class StanceForm(Form):
    stance = ChoiceField(_l("How it bears on the proposal"))

    def offer(self) -> None:
        self.stance.choices = [(one.value, words.stance_name(one)) for one in EvidenceStance]


class MoveForm(Form):
    to = ChoiceField(_l("Move"), choices=[("up", "up"), ("down", "down")])
