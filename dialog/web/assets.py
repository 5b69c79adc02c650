"""Static files, served gzipped as they were built, with the same headers as every page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from whitenoise import WhiteNoise

from dialog.config import ROOT
from dialog.web.headers import FIXED, TWO_YEARS

if TYPE_CHECKING:
    from flask import Flask

STATIC = ROOT / "static"
WEEK = 7 * 24 * 3600


def init_app(app: Flask) -> None:
    manifest = STATIC / "vendor" / "manifest.json"
    versions: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}
    secure = app.config["SETTINGS"].is_secure

    def asset(name: str) -> str:
        """The address of a built file in static/vendor, changing when its content does."""
        version = versions.get(name, "")
        return f"/static/vendor/{name}" + (f"?v={version}" if version else "")

    def add_headers(response_headers: Any, _path: str, _url: str) -> None:
        for key, value in FIXED.items():
            response_headers[key] = value
        del response_headers["X-Robots-Tag"]
        if secure:
            response_headers["Strict-Transport-Security"] = TWO_YEARS

    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC),
        prefix="static/",
        max_age=WEEK,
        autorefresh=app.debug,
        add_headers_function=add_headers,
        allow_all_origins=False,
    )
