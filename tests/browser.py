"""A person's browser, without the browser: follows our own rules on every page it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dialog import database
from dialog.accounts import operations
from dialog.accounts.access import COOKIE
from dialog.extensions import db
from dialog.web import clock
from tests.house.answers import check_headers
from tests.house.pages import check_page, check_switch

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from dialog.accounts.models import Person


class Browser:
    """Opens pages and sends forms as one person. Every page is checked against the house rules."""

    def __init__(self, app: Flask, person: Person | None = None) -> None:
        self.client = app.test_client()
        self.base = app.config["SETTINGS"].base_url
        if person is not None:
            self.sign_in(person)

    def sign_in(self, person: Person) -> None:
        _session, token = operations.sign_in(person, now=clock.now())
        db.session.commit()
        self.client.set_cookie(
            COOKIE, token, domain=str(urlsplit(self.base).hostname), secure=True, httponly=True
        )

    def get(self, path: str, *, part: bool = False, **options: Any) -> TestResponse:
        """Open a page; with `part`, ask for its regions as htmx does."""
        headers = dict(options.pop("headers", {}))
        if part:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        return self._send("GET", path, headers=headers, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form from one of our own pages."""
        headers = {"Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        return self._send("POST", path, data=data or {}, headers=headers, **options)

    def _send(self, method: str, path: str, **options: Any) -> TestResponse:
        db.session.commit()  # what the test arranged is there before anybody looks
        response = self.client.open(path, method=method, base_url=self.base, **options)
        database.begin_as("write")  # the test goes on arranging
        db.session.rollback()  # what the page began is over; everything is read anew
        check_headers(response, where=f"{method} {path}")
        partial = options.get("headers", {}).get("HX-Request-Type") == "partial"
        if response.mimetype == "text/html" and response.status_code not in {
            301,
            302,
            303,
            307,
            308,
        }:
            page = response.get_data(as_text=True)
            check_page(page, partial=partial, where=f"{method} {path}")
            check_switch(self.client.application, page, where=f"{method} {path}")
        return response
