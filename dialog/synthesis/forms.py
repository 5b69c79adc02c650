"""Forms of themes and coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import HiddenField, TextAreaField

from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import (
    LONG,
    AtMost,
    ChoiceField,
    Form,
    Required,
    VersionedForm,
    long_field,
    text_field,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialog.synthesis.tree import Tree

TOP = ""


class ThemeForm(VersionedForm):
    name = text_field(_l("Name"), required=_l("Write a name"), limit=80)
    definition = long_field(
        _l("Definition"),
        help=_l("What belongs here and what does not, so that two people would code alike."),
        limit=1000,
        rows=3,
    )


class NewThemeForm(ThemeForm):
    parent = ChoiceField(_l("Under"))
    to = HiddenField()

    def offer(self, tree: Tree) -> None:
        self.parent.choices = _places(tree, ())


class MoveForm(VersionedForm):
    parent = ChoiceField(_l("Under"))

    def offer(self, tree: Tree, without: Iterable[int]) -> None:
        self.parent.choices = _places(tree, without)


class MergeForm(VersionedForm):
    into = ChoiceField(_l("Becomes part of"))

    def offer(self, tree: Tree, without: Iterable[int]) -> None:
        gone = set(without)
        self.into.choices = [
            (str(node.theme.id), f"{node.number} {node.theme.name}")
            for node in tree
            if node.theme.id not in gone
        ]


class ActForm(VersionedForm):
    """An act on a theme that says nothing but which version it was drawn from."""

    step = HiddenField()


class CodingForm(Form):
    """Words in a text and a theme for them. Without words the whole text is meant."""

    contribution = HiddenField(validators=[Required(_l("Choose a text"))])
    wording = HiddenField()
    theme = HiddenField()
    named = text_field(_l("Another theme"), limit=120)
    words = TextAreaField(_l("Words in the text"), filters=[tidy], validators=[AtMost(LONG)])
    start = HiddenField()
    stop = HiddenField()
    to = HiddenField()

    def span(self, text: str) -> tuple[int, int] | None:
        """Where the words stand in `text`, in code points; None for the whole text.

        Raises ValueError when they do not stand there. Offsets are sent by the page's script;
        without it the words are looked for.
        """
        words = self.words.data or ""
        if not words or words == text:
            return None
        start, stop = self.start.data or "", self.stop.data or ""
        if start.isdecimal() and stop.isdecimal() and text[int(start) : int(stop)] == words:
            return int(start), int(stop)
        found = text.find(words)
        if found < 0:
            raise ValueError(_("Those words do not stand in the text. Copy them exactly."))
        return found, found + len(words)


def _places(tree: Tree, without: Iterable[int]) -> list[tuple[str, str]]:
    gone = set(without)
    places = [
        (str(node.theme.id), f"{node.number} {node.theme.name}")
        for node in tree
        if node.theme.id not in gone and node.level < 3
    ]
    return [(TOP, _("On top")), *places]
