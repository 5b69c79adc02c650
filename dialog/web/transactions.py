"""Reading requests read; the others write. What is not committed is rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from dialog import database

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    app.before_request(_choose)
    app.teardown_request(lambda _error: database.begin_as("write"))


def _choose() -> None:
    database.begin_as("read" if request.method in {"GET", "HEAD", "OPTIONS"} else "write")
