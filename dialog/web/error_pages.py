"""Errors as pages in words for people. Nothing technical is shown; nothing typed is lost."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import g, render_template, request
from werkzeug.exceptions import HTTPException

from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.web import conflicts
from dialog.web.addresses import nearest_page
from dialog.web.headers import READING

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

log = logging.getLogger("radslag")
# What pages put into their own forms: numbers, ids, the values of choices.
MADE_BY_US = re.compile(r"[a-z0-9_:.-]{1,12}|[0-9a-fA-F-]{32,36}|[0-9T:.+ -]+")
OUR_FIELDS = re.compile(r"(.*[-_])?client_id|(page|try)-.*")
# Where the page that was left is still there, and may be opened by who left it.
LEADS_BACK = {400, 403, 409, 413}


def sentences(code: int) -> tuple[str, str]:
    """Heading and sentence for an HTTP error."""
    known = {
        400: (
            _("The request could not be understood"),
            _("Go back, reload the page and try again. What you wrote is still in the form."),
        ),
        401: (_("Sign in first"), _("You have to be signed in to see this page.")),
        403: (
            _("You may not do this"),
            _("Your role does not include this, or the stage is not open for it now."),
        ),
        404: (
            _("The page does not exist"),
            _("The address may be misspelt, or the page is not for you."),
        ),
        405: (_("That does not work here"), _("Go back and use the buttons on the page.")),
        409: (_("It cannot be done now"), _("Something has changed since the page was drawn.")),
        410: (_("The page is no longer here"), _("It has been closed or withdrawn.")),
        413: (
            _("Too much at once"),
            _("A form may hold 1 MB and a file 5 MB. Shorten it, or split it in two."),
        ),
        429: (_("Too many attempts"), _("Wait a minute and try again.")),
        503: (
            _("The service is busy"),
            _("Nothing has been lost. Wait a moment and try again."),
        ),
    }
    fallback = (
        _("Something went wrong here"),
        _("The fault is ours. Nothing you had saved is lost. Go back and try again."),
    )
    return known.get(code, fallback)


def page(code: int, sentence: str = "") -> tuple[str, int]:
    """The error page with this status. Its sentence defaults to that of the status."""
    heading, text = sentences(code)
    html = render_template(
        "errors/error.html",
        code=code,
        title=heading,
        sentence=sentence or text,
        sent=request.method not in READING,
        kept=_typed(),
        back=_back() if code in LEADS_BACK else "",
    )
    return html, code


def _back() -> str:
    """The page of the refused form, or what lies above a page that was refused; "" for none.

    Read from the address that was asked for: browsers do not tell us where somebody came from.
    """
    path = request.path
    if request.method in READING:
        path = path.rpartition("/")[0] or "/"
    found = nearest_page(path)
    return "" if found == "/" else quote(found)


def _typed() -> list[str]:
    """What somebody wrote in the refused request, shown so that it can be copied: nothing is lost."""
    if request.method in READING or g.get("hide_typed"):
        return []
    try:
        values = list(request.form.items())
    except HTTPException:
        return []
    return [
        text
        for key, text in values
        if "password" not in key
        and not OUR_FIELDS.fullmatch(key)
        and len(text) > 2
        and not MADE_BY_US.fullmatch(text)
    ]


def init_app(app: Flask) -> None:
    def on_refusal(refusal: Refusal) -> ResponseReturnValue:
        db.session.rollback()
        return page(409, sentence=str(refusal))

    def on_stale(stale: Stale) -> ResponseReturnValue:
        db.session.rollback()
        return conflicts.page(stale)

    def on_http(error: HTTPException) -> ResponseReturnValue:
        db.session.rollback()
        if error.response is not None:
            return error.response
        body, code = page(error.code or 500)
        headers = [
            (key, value)
            for key, value in error.get_headers()
            if key.lower() in {"retry-after", "allow"}
        ]
        return body, code, headers

    def on_busy(_error: TimeoutError) -> ResponseReturnValue:
        db.session.rollback()
        return page(503)

    def on_fault(error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        # The fault's own text may hold what somebody wrote: the log gets kind and place only.
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
        log.error("%s in %s at %s", type(error).__name__, request.endpoint, place)
        return page(500)

    app.register_error_handler(Stale, on_stale)
    app.register_error_handler(Refusal, on_refusal)
    app.register_error_handler(TimeoutError, on_busy)
    app.register_error_handler(HTTPException, on_http)
    if not app.testing and not app.debug:
        app.register_error_handler(Exception, on_fault)
