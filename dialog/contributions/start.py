"""What contributions bring to the application: the sentences of their acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.journal import sentences
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask


def init_app(_app: Flask) -> None:
    sentences.register(
        {
            "texts.read": _l("%(who)s read what people have said in the dialogue."),
            "contribution.corrected": _l("%(who)s corrected how a text was written down."),
            "contribution.masked": _l("%(who)s masked parts of a text."),
            "contribution.pending": _l("%(who)s put a text aside until it is decided on."),
            "contribution.admitted": _l("%(who)s let a text count."),
            "contribution.hidden": _l("%(who)s hid a text."),
            "contribution.withdrawn": _l("%(who)s took a text back for the one who said it."),
            "contribution.quote_approved": _l("%(who)s approved a text for quotation."),
            "contribution.approval_withdrawn": _l("%(who)s withdrew the approval of a quotation."),
        }
    )
