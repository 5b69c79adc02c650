"""The stage's page; plan a group, open it, close it; its printed minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.focusgroup import operations, queries
from dialog.focusgroup.access import group_team
from dialog.focusgroup.ending import said_on
from dialog.focusgroup.forms import NEW_GUIDE, CloseForm, GroupForm
from dialog.focusgroup.states import group_state
from dialog.invitations.attendance import attendance, attendance_by_occasion
from dialog.process.access import team
from dialog.process.models import Role
from dialog.process.queries import team as team_of
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from dialog.focusgroup.models import Guide

groups = Blueprint("focusgroups", __name__, url_prefix="/processes/<slug>/focus-groups")


@groups.get("")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    now = clock.now()
    rows = db.session.scalars(queries.groups_seen_by(g.person, g.process, g.roles)).all()
    return _respond(
        "index",
        groups=[(group, group_state(group, now)) for group in rows],
        counts=queries.counts_of(g.process),
        figures=attendance_by_occasion([group.id for group in rows], g.process.parties),
        guides=queries.guides(g.process),
    )


@groups.get("/new")
@allow(team(Right.LEAD))
def new(slug: str) -> ResponseReturnValue:
    number = queries.next_number(g.process)
    form = _offer(GroupForm(formdata=None, title=_("Focus group %(number)s", number=number)))
    form.guide.data = form.guide.choices[0].value
    return _respond("new", form=form)


@groups.post("/new")
@allow(team(Right.LEAD))
def create(slug: str) -> ResponseReturnValue:
    form = _offer(GroupForm())
    if not form.validate_on_submit():
        return _respond("new", form=form, status=422)
    now = clock.now()
    group = operations.plan_group(
        g.process, client_id=form.sent_id, by=g.person, now=now, **_plan(form, now)
    )
    db.session.commit()
    flash(_("%(title)s is planned.", title=group.occasion.title))
    return redirect(url_for("focusgroups.show", slug=slug, number=group.id), 303)


@groups.get("/<int:number>")
@allow(group_team(Right.SEE))
def show(slug: str, number: int) -> ResponseReturnValue:
    return _respond(
        "show",
        group=g.group,
        state=g.state,
        figures=attendance(g.group.occasion),
        count=queries.counts_of(g.process).get(number, 0),
        voices=queries.voices(g.group),
        reads=_reads(),
    )


@groups.get("/<int:number>/settings")
@allow(group_team(Right.LEAD))
def edit(slug: str, number: int) -> ResponseReturnValue:
    occasion = g.group.occasion
    starts, ends = occasion.starts_at, occasion.ends_at
    form = GroupForm(
        formdata=None,
        title=occasion.title,
        party=str(occasion.party_id or ""),
        guide=str(g.group.guide_id),
        note_taker=str(g.group.note_taker_id or ""),
        day=clock.local(starts).date() if starts else None,
        starts=clock.local(starts).time() if starts else None,
        ends=clock.local(ends).time() if ends else None,
        place=occasion.place or "",
    )
    return _respond("edit", form=_offer(form), group=g.group)


@groups.post("/<int:number>/settings")
@allow(group_team(Right.LEAD))
def update(slug: str, number: int) -> ResponseReturnValue:
    form = _offer(GroupForm())
    if not form.validate_on_submit():
        return _respond("edit", form=form, group=g.group, status=422)
    now = clock.now()
    operations.edit_group(
        g.group, version=form.version.data, by=g.person, now=now, **_plan(form, now)
    )
    db.session.commit()
    flash(_("Saved"))
    return redirect(url_for("focusgroups.show", slug=slug, number=number), 303)


@groups.post("/<int:number>/opening")
@allow(group_team(Right.OPEN))
def open_(slug: str, number: int) -> ResponseReturnValue:
    operations.open_group(g.group, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The group is open. Note who came, then write down what is said."))
    return redirect(url_for("focusgroups.show", slug=slug, number=number), 303)


@groups.get("/<int:number>/closing")
@allow(group_team(Right.CLOSE))
def closing(slug: str, number: int) -> ResponseReturnValue:
    return _close_page(CloseForm(formdata=None))


@groups.post("/<int:number>/closing")
@allow(group_team(Right.CLOSE))
def close(slug: str, number: int) -> ResponseReturnValue:
    form = CloseForm()
    if not form.validate_on_submit():
        return _close_page(form, status=422)
    now = clock.now()
    operations.close_group(
        g.group, said_on=said_on(g.group, now), drop_unspoken=form.drop.data, by=g.person, now=now
    )
    db.session.commit()
    flash(_("The group is closed. What was said can be coded now."))
    return redirect(url_for("focusgroups.show", slug=slug, number=number), 303)


@groups.get("/<int:number>/minutes")
@allow(group_team(Right.READ_TEXTS))
def minutes(slug: str, number: int) -> ResponseReturnValue:
    return _respond(
        "minutes",
        group=g.group,
        state=g.state,
        lines=queries.lines(g.group, g.person, g.process, g.roles),
        figures=attendance(g.group.occasion),
    )


def _reads() -> bool:
    """Whether the person may read the minutes of g.group."""
    readers = {Role.FACILITATOR, Role.ANALYST}
    own = Role.NOTE_TAKER in g.roles and g.group.note_taker_id == g.person.id
    return bool(readers & g.roles) or own


def _close_page(form: CloseForm, status: int = 200) -> ResponseReturnValue:
    return _respond(
        "closing",
        form=form,
        group=g.group,
        drafts=queries.drafts(g.group),
        count=queries.counts_of(g.process).get(g.group.id, 0),
        status=status,
    )


def _offer(form: GroupForm) -> GroupForm:
    people = {m.person for m in team_of(g.process, clock.now()) if m.role in WRITERS}
    form.offer(
        g.process.parties,
        queries.guides(g.process),
        sorted(people, key=lambda person: person.name),
    )
    return form


WRITERS = {Role.NOTE_TAKER.value, Role.FACILITATOR.value}


def _plan(form: GroupForm, now: datetime) -> dict[str, Any]:
    """The plan in the form. A new guide is made where one was asked for."""
    people = {str(m.person_id): m.person for m in team_of(g.process, now)}
    parties = {str(party.id): party for party in g.process.parties}
    return {
        "title": form.title.data,
        "party": parties.get(form.party.data),
        "guide": _guide(form, now),
        "note_taker": people.get(form.note_taker.data),
        "starts_at": _moment(form.day.data, form.starts.data),
        "ends_at": _moment(form.day.data, form.ends.data),
        "place": form.place.data or None,
    }


def _guide(form: GroupForm, now: datetime) -> Guide:
    if form.guide.data != NEW_GUIDE:
        found = queries.guide(g.process, int(form.guide.data))
        if found is not None:
            return found
    return operations.create_guide(
        g.process,
        _("Guide for %(title)s", title=form.title.data),
        client_id=form.sent_id,
        by=g.person,
        now=now,
    )


def _moment(day: date | None, hour: time | None) -> datetime | None:
    return clock.from_wall_clock(day, hour) if day and hour else None


def _respond(page: str, *, status: int = 200, **context: object) -> ResponseReturnValue:
    return respond(
        f"focusgroup/{page}.html",
        status=status,
        process=g.process,
        thread=thread_for(g.process, "focus_groups"),
        **context,
    )
