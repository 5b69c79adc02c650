"""Swedish and English: which language a page is in, and how it writes dates and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, has_app_context, has_request_context, request
from flask_babel import Babel, get_domain, get_locale

from dialog.config import LOCALES, ROOT

if TYPE_CHECKING:
    from babel.support import Translations
    from flask import Flask

babel = Babel()
COOKIE = "__Host-lang"


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


def language() -> str:
    """The language of the page being drawn: sv or en."""
    # Where Flask-Babel keeps what it has found; asking it costs more, on every text of a page.
    kept = getattr(g.get("_flask_babel") if has_app_context() else None, "babel_locale", None)
    locale = kept or get_locale()
    return str(locale.language) if locale else "sv"


def init_app(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "dialog" / "translations")
    babel.init_app(
        app,
        default_locale="en",
        default_timezone="Europe/Stockholm",
        locale_selector=choose_locale,
    )
    _quick_gettext(app)


def _quick_gettext(app: Flask) -> None:
    """Templates look a message up in its language's catalogue, which is found once and kept.

    Flask-Babel asks for the locale three times and builds its name anew for every message; on a
    page of forty messages that is felt.
    """
    catalogues: dict[str, Translations] = {}

    def catalogue() -> Translations:
        name = language()
        if name not in catalogues:
            catalogues[name] = get_domain().get_translations()
        return catalogues[name]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: catalogue().ugettext(message),
        lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )
