"""Reading requests read; the others write. What is not committed is rolled back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app, request

from dialog import database

if TYPE_CHECKING:
    from flask import Flask


READING = {"GET", "HEAD", "OPTIONS"}
View = TypeVar("View", bound=Callable[..., Any])


def glances(view: View) -> View:
    """Declare that what a view reads need not be of one moment: it asks once, or asks of what stays."""
    view.access = "glance"  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    app.before_request(_choose)
    app.teardown_request(lambda _error: database.begin_as("write"))


def _choose() -> None:
    if request.method not in READING:
        database.begin_as("write")
        return
    view = current_app.view_functions.get(request.endpoint or "")
    database.begin_as(getattr(view, "access", "read"))
