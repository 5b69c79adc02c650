"""The stage's page: its workshops; preparing a new one, changing one."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.accounts.models import Person
from dialog.extensions import db
from dialog.process.access import may, team
from dialog.process.models import Role
from dialog.process.queries import team as team_of
from dialog.process.rights import Right
from dialog.process.states import OccasionState
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.workshop import operations, queries
from dialog.workshop.access import may_see_board, prepares, runs
from dialog.workshop.forms import EditForm, WorkshopForm, lines
from dialog.workshop.routes.blueprints import desk, workshop

if TYPE_CHECKING:
    from dialog.process.models import Membership
    from dialog.workshop.models import Activity


@workshop.get("")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    boards = queries.workshops_of(g.process)
    return respond(
        "workshop/index.html",
        boards=[(board, queries.sides_of(board), _may_open(board)) for board in boards],
        may_prepare=may(Right.PREPARE, OccasionState.PREPARING),
        **desk(),
    )


def _may_open(board: Activity) -> bool:
    """Whether the board's notes are for the person who asks."""
    g.workshop = board.workshop
    return may_see_board(set(g.roles))


@workshop.get("/new")
@allow(prepares)
def new(slug: str) -> ResponseReturnValue:
    form = WorkshopForm()
    form.offer(note_takers())
    return respond("workshop/new.html", form=form, **desk())


@workshop.post("/new")
@allow(prepares)
def create(slug: str) -> ResponseReturnValue:
    form = WorkshopForm()
    form.offer(note_takers())
    if not form.validate_on_submit():
        return respond("workshop/new.html", form=form, status=422, **desk())
    made = operations.create_workshop(
        g.process,
        form.title.data,
        question=form.question.data,
        columns=lines(form.columns.data),
        starts_at=moment(form.day.data, form.starts.data),
        ends_at=moment(form.day.data, form.ends.data) if form.ends.data else None,
        place=form.place.data,
        note_taker=chosen(form),
        client_id=form.sent_id,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    return redirect(url_for("workshop.show", slug=slug, number=made.id), 303)


@workshop.get("/<int:number>/edit")
@allow(runs(Right.LEAD))
def edit(slug: str, number: int) -> ResponseReturnValue:
    occasion = g.workshop.occasion
    starts = clock.local(occasion.starts_at) if occasion.starts_at else None
    form = EditForm(
        title=occasion.title,
        question=g.activity.question,
        place=occasion.place,
        day=starts.date() if starts else None,
        starts=starts.time() if starts else None,
        ends=clock.local(occasion.ends_at).time() if occasion.ends_at else None,
        note_taker=str(g.workshop.note_taker_id or ""),
    )
    form.offer(note_takers())
    return respond("workshop/edit.html", form=form, occasion=occasion, **desk())


@workshop.post("/<int:number>/edit")
@allow(runs(Right.LEAD))
def update(slug: str, number: int) -> ResponseReturnValue:
    form = EditForm()
    form.offer(note_takers())
    if not form.validate_on_submit():
        return respond(
            "workshop/edit.html", form=form, occasion=g.workshop.occasion, status=422, **desk()
        )
    operations.edit_workshop(
        g.activity,
        title=form.title.data,
        question=form.question.data,
        starts_at=moment(form.day.data, form.starts.data),
        ends_at=moment(form.day.data, form.ends.data) if form.ends.data else None,
        place=form.place.data,
        note_taker=chosen(form),
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("The workshop is changed."))
    return redirect(url_for("workshop.show", slug=slug, number=number), 303)


def note_takers() -> list[Membership]:
    return [row for row in team_of(g.process, clock.now()) if row.role == Role.NOTE_TAKER]


def chosen(form: WorkshopForm) -> Person | None:
    return db.session.get(Person, int(form.note_taker.data)) if form.note_taker.data else None


def moment(day: date | None, hour: time | None) -> datetime | None:
    """A day and an hour as a moment; a day alone is its midnight."""
    return clock.from_wall_clock(day, hour or time()) if day else None
