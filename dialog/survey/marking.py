"""A text of the survey on a page: marked with its language where that is not the page's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from dialog.survey.definition import words
from dialog.survey.words import direction
from dialog.web.i18n import language

if TYPE_CHECKING:
    from dialog.survey.definition import Texts


def in_language(texts: Texts, wanted: str) -> Markup:
    """The text in the language that is wanted, or in one it has, and then marked with it."""
    found = words(texts, wanted)
    if not found.text or found.language == language():
        return escape(found.text)
    way = "rtl" if direction(found.language) == "rtl" else "auto"
    return Markup('<span lang="%s" dir="%s">%s</span>') % (found.language, way, found.text)
