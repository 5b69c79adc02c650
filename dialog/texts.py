"""Interface texts, typed: English in the code, Swedish in dialog/translations.

A thin layer over Flask-Babel, which carries no types. The domain may use it: a refusal is a
sentence for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask_babel

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def gettext(message: str, **places: Any) -> str:
    """`message` in the page's language, its named places filled."""
    return str(flask_babel.gettext(message, **places))


def ngettext(one: str, many: str, num: int, **places: Any) -> str:
    """The singular or plural text for `num`, which fills the place %(num)s."""
    return str(flask_babel.ngettext(one, many, num, **places))


def lazy_gettext(message: str, **places: Any) -> Any:
    """A text that is looked up when it is drawn: for forms and tables made at import."""
    return flask_babel.lazy_gettext(message, **places)


def force_locale(language: str) -> AbstractContextManager[None]:
    """Texts inside the block are in `language`."""
    manager: AbstractContextManager[None] = flask_babel.force_locale(language)
    return manager
