"""Puts the application together: settings, database, guards, rooms in the order of the story."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from dialog import database
from dialog.extensions import db
from dialog.web import access, assets, error_pages, headers, i18n, templates, transactions
from dialog.web.htmx import htmx
from dialog.web.sessions import Sessions

if TYPE_CHECKING:
    from flask import Flask

    from dialog.config import Settings

# The rooms in the order of the story. A room may have `routes`, `commands` and `start`.
ROOMS = (
    "web",
    "live",
    "mail",
    "journal",
    "accounts",
    "process",
    "disclosure",
    "register",
    "invitations",
    "contributions",
    "survey",
    "focusgroup",
    "workshop",
    "synthesis",
    "proposals",
    "report",
    "publication",
    "overview",
    "demo",
)


def assemble(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings.database_url, settings.threads),
        SESSION_COOKIE_NAME="__Host-flash",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=5 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=400,
        WTF_CSRF_ENABLED=False,  # dialog.web.headers guards every unsafe request
        PREFERRED_URL_SCHEME=settings.base_url.split(":")[0],
    )
    app.session_interface = Sessions()
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
    htmx.init_app(app)
    headers.init_app(app)
    transactions.init_app(app)
    i18n.init_app(app)
    templates.init_app(app)
    error_pages.init_app(app)
    for room in ROOMS:
        _open_room(app, room)
    app.before_request(access.guard)
    access.require_rules(app)
    assets.init_app(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


def _open_room(app: Flask, room: str) -> None:
    """Open one room: `start.init_app(app)`, blueprints of `routes`, `commands.init_app(app)`."""
    for job in ("start", "routes", "commands"):
        name = f"dialog.{room}.{job}"
        if find_spec(f"dialog.{room}") is None or find_spec(name) is None:
            continue
        module = import_module(name)
        if job == "routes":
            for blueprint in getattr(module, "BLUEPRINTS", ()):
                app.register_blueprint(blueprint)
        else:
            module.init_app(app)
