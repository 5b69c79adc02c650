"""The cookie of messages, such as “Saved”: opened only when a browser has sent one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

if TYPE_CHECKING:
    from flask import Flask, Request


class Sessions(SecureCookieSessionInterface):
    """As Flask's own; but nothing is unsigned for the many requests that bring no such cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return SecureCookieSession()
        return super().open_session(app, request)
