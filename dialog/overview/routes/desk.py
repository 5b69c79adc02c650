"""The start page, and one dialogue's desk: where we are, what happened, what comes next."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.journal.queries import events_of
from dialog.overview import desk
from dialog.overview.nextsteps import next_step
from dialog.overview.queries import told
from dialog.process.access import may, team
from dialog.process.queries import processes_seen_by
from dialog.process.rights import Right
from dialog.process.states import ProcessState, last_turn, process_state
from dialog.process.still_open import still_open
from dialog.process.threads import thread_for
from dialog.web import clock
from dialog.web.access import allow, anyone
from dialog.web.htmx import respond
from dialog.web.paging import paged

overview = Blueprint("overview", __name__)


@overview.get("/")
@allow(anyone)
def home() -> ResponseReturnValue:
    if g.person is None:
        return respond("overview/welcome.html")
    page = paged(processes_seen_by(g.person, clock.now()))
    return respond("overview/home.html", page=page, state_of=process_state)


@overview.get("/processes/<slug>")
@allow(team(Right.SEE))
def show(slug: str) -> ResponseReturnValue:
    now, state = clock.now(), process_state(g.process)
    stages = desk.steps(g.process, now)
    events = db.session.scalars(events_of(g.process.id).limit(5)).all()
    return respond(
        "overview/show.html",
        process=g.process,
        thread=thread_for(g.process),
        state=state,
        left_open=still_open(g.process, now) if state is ProcessState.ENDED else [],
        turn=last_turn(g.process.turns),
        steps=stages,
        next_step=next_step(g.process, stages, may),
        lines=told(events),
    )
