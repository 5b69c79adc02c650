"""Who is asking: reads the cookie before every request, and the rules for staff."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import abort, current_app, g, request
from sqlalchemy import update
from werkzeug.exceptions import Unauthorized

from dialog import database
from dialog.accounts import queries
from dialog.accounts.models import StaffSession
from dialog.extensions import db
from dialog.web import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

COOKIE = "__Host-radslag"
TOUCH_EVERY = timedelta(minutes=5)


def recognise() -> None:
    """Before every request: `g.person` and `g.staff_session`, or None for everybody else."""
    g.person = None
    g.staff_session = None
    token = request.cookies.get(COOKIE)
    if not token:
        return
    now = clock.now()
    idle = timedelta(minutes=current_app.config["SETTINGS"].idle_minutes)
    session = queries.session_by_token(token)
    if session is None or not session.is_alive(now, idle):
        g.signed_out = True
        return
    if now - session.last_seen_at > TOUCH_EVERY:
        _touch(session.id)
        session = queries.session_by_token(token)
        if session is None:
            return
    g.staff_session = session
    g.person = session.person


def _touch(session_id: int) -> None:
    """The one write on a reading request, in a transaction of its own."""
    db.session.rollback()
    with database.access("write"), db.engine.begin() as connection:
        connection.execute(
            update(StaffSession)
            .where(StaffSession.id == session_id)
            .values(last_seen_at=clock.now())
        )


def signed_in(_arguments: Mapping[str, Any]) -> None:
    """Anybody on the staff."""
    if g.person is None:
        raise Unauthorized


def administrator(arguments: Mapping[str, Any]) -> None:
    """The installation's administrators."""
    signed_in(arguments)
    if not g.person.is_administrator:
        abort(404)


def set_cookie(response: Response, token: str) -> None:
    """Sign this browser in: random, server-side, gone when the browser closes."""
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="Lax", path="/")


def clear_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
