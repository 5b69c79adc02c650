"""Interface texts, typed: English in the code, Swedish in dialog/translations.

A thin layer over Flask-Babel, which carries no types. The domain may use it: a refusal is a
sentence for people. A language's catalogue is found once and kept: Flask-Babel asks for the locale
three times and builds its name anew for every message, which is felt on a page of forty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask_babel
from babel.support import NullTranslations
from flask import g, has_app_context

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

ENGLISH = NullTranslations()
_catalogues: dict[str, NullTranslations] = {}


def language() -> str:
    """The language of the page being drawn: sv or en."""
    # Where Flask-Babel keeps what it has found; asking it costs more, on every text of a page.
    kept = getattr(g.get("_flask_babel") if has_app_context() else None, "babel_locale", None)
    locale = kept or flask_babel.get_locale()
    return str(locale.language) if locale else "sv"


def catalogue() -> NullTranslations:
    """All texts in the page's language; English, the code's own, where there is no application."""
    if not has_app_context():
        return ENGLISH
    name = language()
    if name not in _catalogues:
        _catalogues[name] = flask_babel.get_domain().get_translations()
    return _catalogues[name]


def gettext(message: str, **places: Any) -> str:
    """`message` in the page's language, its named places filled."""
    text = str(catalogue().ugettext(message))
    return text % places if places else text


def ngettext(one: str, many: str, num: int, **places: Any) -> str:
    """The singular or plural text for `num`, which fills the place %(num)s."""
    return str(catalogue().ungettext(one, many, num)) % {"num": num, **places}


def lazy_gettext(message: str, **places: Any) -> Any:
    """A text that is looked up when it is drawn: for forms and tables made at import."""
    return flask_babel.lazy_gettext(message, **places)


def force_locale(language: str) -> AbstractContextManager[None]:
    """Texts inside the block are in `language`."""
    manager: AbstractContextManager[None] = flask_babel.force_locale(language)
    return manager
