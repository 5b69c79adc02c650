"""Which of our addresses can be opened: a page drawn in answer to a form has none of its own."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect


def can_be_read(path: str) -> bool:
    """There is a page at `path`."""
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return False
    return True


def nearest_page(path: str) -> str:
    """This address, or the nearest above it that can be opened. Always one of ours."""
    while path != "/" and not can_be_read(path):
        path = path.rpartition("/")[0] or "/"
    return path


def this_page() -> str:
    """Where the page that is being drawn can be opened again, for the way to another language.

    An answer to a form may stand at an address that only takes forms: then the page above it.
    """
    try:
        current_app.create_url_adapter(request).match(request.path, method="GET")  # type: ignore[union-attr]
    except MethodNotAllowed:
        above = nearest_page(request.path)
        query = request.query_string.decode("ascii", "replace")
        return f"{above}?{query}" if query else above
    except (HTTPException, RequestRedirect):
        pass  # no such page in any language
    return request.full_path
