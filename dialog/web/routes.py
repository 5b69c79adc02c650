"""Pages that belong to no room: the language, accessibility, personal data, health."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Blueprint, abort, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from dialog.config import LOCALES
from dialog.extensions import db
from dialog.web.access import allow, anyone
from dialog.web.htmx import respond
from dialog.web.i18n import COOKIE, READS

pages = Blueprint("pages", __name__)
BLUEPRINTS = [pages]
YEAR = 365 * 24 * 3600
LANGUAGE = re.compile("[a-z]{2,3}")


def local_path(target: str | None, fallback: str = "/") -> str:
    """`target` when it is a path on this site, else `fallback`: nobody is sent elsewhere."""
    target = target or ""
    parts = urlsplit(target.replace("\\", "/"))
    unsafe = (
        any(ord(sign) < 33 for sign in target) or "%0d" in target.lower() or "%0a" in target.lower()
    )
    if (
        parts.scheme
        or parts.netloc
        or unsafe
        or not target.startswith("/")
        or target.startswith("//")
    ):
        return fallback
    return target if not target.replace("\\", "/").startswith("//") else fallback


@pages.get("/language/<code>")
@allow(anyone)
def language(code: str) -> ResponseReturnValue:
    """Swedish or English; or another language that a survey can be read in, beside ours."""
    if not LANGUAGE.fullmatch(code):
        abort(404)
    response = make_response(redirect(local_path(request.args.get("to")), 303))
    cookie = COOKIE if code in LOCALES else READS
    response.set_cookie(cookie, code, max_age=YEAR, secure=True, httponly=True, samesite="Lax")
    if code in LOCALES and READS in request.cookies:
        response.delete_cookie(READS, secure=True, httponly=True, samesite="Lax")
    return response


@pages.get("/accessibility")
@allow(anyone)
def accessibility() -> ResponseReturnValue:
    return respond("web/accessibility.html")


@pages.get("/privacy")
@allow(anyone)
def privacy() -> ResponseReturnValue:
    return respond("web/privacy.html")


@pages.get("/health/live")
@allow(anyone)
def live() -> ResponseReturnValue:
    return "ok\n", 200, {"Content-Type": "text/plain"}


@pages.get("/health/ready")
@allow(anyone)
def ready() -> ResponseReturnValue:
    db.session.execute(text("SELECT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain"}
