"""The board's stream, and what pages without a stream ask instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, g, request

from dialog.accounts.models import StaffSession
from dialog.extensions import db
from dialog.live import stream as live
from dialog.process.queries import roles_of
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.i18n import language
from dialog.workshop import queries
from dialog.workshop.access import joined, may_follow, sees_board
from dialog.workshop.routes.blueprints import participant, workshop
from dialog.workshop.routes.drawing import DESK, PHONE, WALL, drawer, snapshooter

if TYPE_CHECKING:
    from collections.abc import Callable


@workshop.get("/<int:number>/stream")
@allow(sees_board)
def stream(slug: str, number: int) -> Response:
    return _stream(_staff_face(), _staff_may_stay(g.staff_session.id, number))


@workshop.get("/<int:number>/changes")
@allow(sees_board)
def changes(slug: str, number: int) -> Response:
    return _changes(_staff_face())


@participant.get("/<int:number>/stream", endpoint="stream")
@allow(joined)
def room_stream(number: int) -> Response:
    return _stream(PHONE, _participant_may_stay(g.participant.id))


@participant.get("/<int:number>/changes", endpoint="changes")
@allow(joined)
def room_changes(number: int) -> Response:
    return _changes(PHONE)


def _staff_face() -> str:
    return WALL if request.args.get("face") == WALL else DESK


def _stream(face: str, allowed: Callable[[], bool]) -> Response:
    return live.stream(
        g.activity.channel_id,
        face=face,
        language=language(),
        draw=drawer(g.activity, face),
        snapshot=snapshooter(g.activity, face),
        allowed=allowed,
    )


def _changes(face: str) -> Response:
    return live.changes(
        g.activity.channel_id,
        face=face,
        language=language(),
        draw=drawer(g.activity, face),
        snapshot=snapshooter(g.activity, face),
    )


def _participant_may_stay(participant_id: int) -> Callable[[], bool]:
    """Asked now and then while the stream is open."""
    return lambda: may_follow(participant_id, clock.now())


def _staff_may_stay(session_id: int, workshop_id: int) -> Callable[[], bool]:
    """Still signed in, still in the team."""

    def allowed() -> bool:
        session = db.session.get(StaffSession, session_id)
        activity = queries.activity_of(workshop_id)
        if session is None or session.ended_at is not None or activity is None:
            return False
        process = activity.workshop.occasion.process
        return bool(roles_of(session.person, process, clock.now()))

    return allowed
