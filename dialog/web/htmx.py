"""The only file that knows htmx exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import make_response, render_template, request
from flask_htmx import HTMX
from jinja2_fragments.flask import render_blocks

from dialog.web.forms import FURTHER

if TYPE_CHECKING:
    from flask import Response

htmx = HTMX()


def asks_for_part() -> bool:
    """True when htmx asked for regions of a page and not for the page (htmx 4 says which)."""
    return bool(htmx) and request.headers.get("HX-Request-Type") == "partial"


def respond(template: str, *regions: str, status: int = 200, **context: Any) -> Response:
    """The whole page; or, when htmx asked for a part, only these regions of it."""
    if regions and asks_for_part():
        html = render_blocks(template, list(regions), **context)
    else:
        html = render_template(template, **context)
    if status == 422 and FURTHER in request.form:
        status = (
            200  # nothing is complained about: the form was asked for, with one's own text in it
        )
    response = make_response(html, status)
    response.vary.add("HX-Request-Type")
    return response
