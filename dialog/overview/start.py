"""What the desk brings to the application: words for the outbox, and its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.journal import sentences
from dialog.overview.words import cause_name, failure_in_words
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    app.jinja_env.globals["cause_name"] = cause_name
    app.jinja_env.globals["failure_in_words"] = failure_in_words
    sentences.register(
        {
            "letter.queued": _l("%(who)s put a letter in the queue again."),
            "letters.queued": _l("%(who)s put %(count)s stopped letters in the queue again."),
            "letter.stopped": _l("%(who)s stopped a letter before it left."),
            "letters.stopped": _l("%(who)s stopped %(count)s letters before they left."),
            "letters.returned": _l("%(who)s let %(count)s letters that had come back be read."),
        }
    )
