"""Headers on every answer, and the rule for requests that change something.

A request that is not a reading must come from our own pages: `Sec-Fetch-Site` says so, or where a
browser does not send it, `Origin`. No token can expire while somebody is thinking.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import abort, current_app, request

if TYPE_CHECKING:
    from flask import Flask, Response

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
FIXED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"
MOST_FIELDS = 200  # by name: a field may be ticked many times
READING = {"GET", "HEAD", "OPTIONS"}
COMPRESSIBLE = ("text/html", "text/csv", "application/json", "image/svg+xml")


def refuse_foreign_writes() -> None:
    """Abort 400 for an unsafe request that another site may have sent, or a foreign Host."""
    settings = current_app.config["SETTINGS"]
    if request.host != settings.host:
        abort(400)
    if request.method in READING:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            abort(400)
    elif request.headers.get("Origin") != settings.base_url:
        abort(400)


def limit_forms() -> None:
    """Abort 413 for too large a form, before anything else reads it. Only a file may be larger.

    (werkzeug limits neither the size nor the fields of a urlencoded form itself.)
    """
    if request.method in READING:
        return
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if len(request.form) > MOST_FIELDS:
        abort(413)


def add_headers(response: Response) -> Response:
    """The same guard on every answer, errors and files included. Nothing else sets these."""
    response.headers.extend(FIXED)
    if current_app.config["SETTINGS"].is_secure:
        response.headers["Strict-Transport-Security"] = TWO_YEARS
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers.pop("X-Robots-Tag", None)
    else:
        response.headers.setdefault("Cache-Control", "no-store")
        if "Vary" in response.headers:
            response.vary.add("Cookie")
        else:
            response.headers["Vary"] = "Cookie"
    return response


def compress(response: Response) -> Response:
    """Gzip pages as they leave; never a stream, never what is small or compressed already."""
    if (
        "gzip" not in request.headers.get("Accept-Encoding", "")
        or response.is_streamed
        or response.direct_passthrough
        or response.mimetype not in COMPRESSIBLE
        or "Content-Encoding" in response.headers
        or request.accept_encodings.quality("gzip") <= 0
    ):
        return response
    body = response.get_data()
    if len(body) < 800:
        return response
    response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def init_app(app: Flask) -> None:
    app.before_request(refuse_foreign_writes)
    app.before_request(limit_forms)
    # after_request runs last registered first: compress, then headers.
    app.after_request(add_headers)
    app.after_request(compress)
