"""Swedish and English: which language a page is in, and how it writes dates and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, has_request_context, request
from flask_babel import Babel

from dialog.config import LOCALES, ROOT
from dialog.texts import catalogue, language

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["COOKIE", "READS", "babel", "choose_locale", "init_app", "language", "reading_language"]

babel = Babel()
COOKIE = "__Host-lang"
READS = "__Host-reads"  # the language somebody reads a survey in, where it is none of ours


def choose_locale() -> str:
    """The page's language: what the view decided, the cookie, the person's, the default."""
    default: str = current_app.config["SETTINGS"].default_locale
    if not has_request_context():
        return default
    chosen = g.get("locale") or request.cookies.get(COOKIE)
    if chosen in LOCALES:
        return str(chosen)
    person = g.get("person")
    if person is not None and person.locale in LOCALES:
        return str(person.locale)
    return default


def reading_language() -> str:
    """The language somebody chose to read in, where it is none of ours; else empty."""
    return request.cookies.get(READS, "")


def init_app(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "dialog" / "translations")
    babel.init_app(
        app,
        default_locale="en",
        default_timezone="Europe/Stockholm",
        locale_selector=choose_locale,
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: catalogue().ugettext(message),
        lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )
