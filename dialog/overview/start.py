"""What the desk brings to the application: words for the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.overview.words import cause_name, failure_in_words

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    app.jinja_env.globals["cause_name"] = cause_name
    app.jinja_env.globals["failure_in_words"] = failure_in_words
