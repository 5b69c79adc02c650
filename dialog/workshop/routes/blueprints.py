"""The two addresses of the room: the team's, and the participants' short one for a wall."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.process.models import StageKind
from dialog.process.threads import thread_for
from dialog.web import clock
from dialog.workshop import queries, results

workshop = Blueprint("workshop", __name__, url_prefix="/processes/<slug>/workshops")
participant = Blueprint("participant", __name__, url_prefix="/w")


def desk() -> dict[str, Any]:
    """What every page of the team carries: the process and its thread."""
    return {"process": g.process, "thread": thread_for(g.process, StageKind.WORKSHOP)}


def drawn(face: str) -> dict[str, Any]:
    """The board as a page of `face` shows it: the same templates draw it for the stream."""
    now = clock.now()
    board = queries.board_of(g.activity)
    return {
        "board": board,
        "count": len(board.notes),
        "activity": g.activity,
        "phase": g.activity.phase,
        "parties": g.activity.workshop.occasion.process.parties,
        "votes": results.votes_of(g.activity),
        "sides": queries.sides_of(g.activity),
        "voters": queries.voters(g.activity),
        "clock": queries.clock_of(g.activity),
        "now": now,
        "now_ms": round(now.timestamp() * 1000),
        "face": face,
    }


def to_board() -> ResponseReturnValue:
    """Back to the board. By the address alone: after a commit nothing is read for it."""
    here = request.view_args or {}
    return redirect(url_for("workshop.show", slug=here["slug"], number=here["number"]), 303)


def to_room() -> ResponseReturnValue:
    return redirect(url_for("participant.show", number=(request.view_args or {})["number"]), 303)
