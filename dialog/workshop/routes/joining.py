"""The way in: a code typed or a QR code read, then a side, then the board. No account."""

from __future__ import annotations

import random

from flask import Response, abort, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from dialog import tokens
from dialog.accounts import attempts
from dialog.extensions import db
from dialog.invitations.access import forget as forget_invitation
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow, anyone
from dialog.web.htmx import respond
from dialog.workshop import codes, operations, queries, resting
from dialog.workshop.access import (
    device_hash,
    forget_device,
    joined,
    joined_here,
    remember_device,
    require_running,
    this_device,
)
from dialog.workshop.forms import CodeForm, PartyForm
from dialog.workshop.models import Activity, Workshop
from dialog.workshop.routes.blueprints import participant, to_room

MINUTE = 60
MOST_WRONG = 100  # in a minute, from everywhere together: a code has 482 million forms
MOST_WRONG_FROM_ONE = 30  # from one address, where a whole room may sit behind one
DOOR = "door"


@participant.get("")
@allow(anyone)
def code() -> ResponseReturnValue:
    return _code_page(CodeForm())


def _code_page(form: CodeForm, status: int = 200) -> Response:
    """The field for the code; above it, where this device has joined already."""
    here = joined_here(clock.now())
    return respond("workshop/code.html", form=form, here=here, status=status)


@participant.post("")
@allow(anyone)
def enter_code() -> ResponseReturnValue:
    """A right code opens the page where one chooses a side. Wrong ones are counted."""
    form, now = CodeForm(), clock.now()
    if not form.validate_on_submit():
        return _code_page(form, 422)
    if _too_many_wrong():
        return _wait()
    workshop = queries.by_code(codes.code_hash(form.code.data))
    if workshop is None or not workshop.lets_in(now):
        _count_wrong()
        db.session.commit()
        form.code.errors = [_("That code does not open anything now. Look at the screen again.")]
        return _code_page(form, 422)
    return _to_the_door(workshop, workshop.code_hash)


@participant.get("/q/<token>")
@allow(anyone)
def qr(token: str) -> ResponseReturnValue:
    """Reading a QR code changes nothing: the token is exchanged for a page without it."""
    workshop = queries.by_token(codes.token_hash(token[:100]))
    if workshop is None or not workshop.lets_in(clock.now()):
        return respond("workshop/not_joined.html", status=404)
    return _to_the_door(workshop, workshop.qr_hash)


def _to_the_door(workshop: Workshop, key: str | None) -> ResponseReturnValue:
    session[DOOR] = [workshop.id, (key or "")[:24]]
    return redirect(url_for("participant.door", number=workshop.id), 303)


def _too_many_wrong() -> bool:
    now = clock.now()
    return (
        attempts.tries("board-code", seconds=MINUTE, now=now) >= MOST_WRONG
        or attempts.tries("board-code", _address(), seconds=MINUTE, now=now) >= MOST_WRONG_FROM_ONE
    )


def _count_wrong() -> None:
    attempts.count("board-code", seconds=MINUTE, now=clock.now())
    attempts.count("board-code", _address(), seconds=MINUTE, now=clock.now())


def _address() -> str:
    return request.remote_addr or ""


def _wait() -> Response:
    response = respond("workshop/wait.html", status=429)
    response.headers["Retry-After"] = str(MINUTE)
    return response


def _at_the_door(number: int) -> Activity:
    """The workshop this browser has a key to that still fits; else 404."""
    kept = session.get(DOOR) or [0, ""]
    activity = queries.activity_of(number) if kept[0] == number else None
    if activity is None:
        abort(404)
    workshop = activity.workshop
    keys = {(key or "-")[:24] for key in (workshop.code_hash, workshop.qr_hash)}
    if kept[1] not in keys or not workshop.lets_in(clock.now()):
        abort(404)
    return activity


@participant.get("/<int:number>/join")
@allow(anyone)
def door(number: int) -> ResponseReturnValue:
    mine = queries.participant_of(number, device_hash(number, this_device()))
    if this_device() and mine is not None and not mine.is_removed:
        return redirect(url_for("participant.show", number=number), 303)
    form = PartyForm()
    activity = _at_the_door(number)
    form.offer(activity.workshop.occasion.process.parties)
    return _join_page(form, activity)


def _join_page(form: PartyForm, activity: Activity, status: int = 200) -> Response:
    return respond(
        "workshop/join.html",
        form=form,
        activity=activity,
        resting=resting.resting(activity),
        resting_title=resting.title_of,
        status=status,
    )


@participant.post("/<int:number>/join")
@allow(anyone)
def join(number: int) -> ResponseReturnValue:
    activity = _at_the_door(number)
    require_running(activity)
    form = PartyForm()
    parties = activity.workshop.occasion.process.parties
    form.offer(parties)
    if not form.validate_on_submit():
        return _join_page(form, activity, 422)
    party = next(party for party in parties if str(party.id) == form.party.data)
    token = this_device() or tokens.fresh()
    operations.join(
        activity,
        party,
        device_hash=device_hash(number, token),
        chance=random.SystemRandom(),
        now=clock.now(),
    )
    db.session.commit()
    response = make_response(redirect(url_for("participant.show", number=number), 303))
    remember_device(response, token)
    return response


@participant.get("/<int:number>/party")
@allow(joined)
def party(number: int) -> ResponseReturnValue:
    form = PartyForm(party=str(g.participant.voice.party_id))
    form.offer(g.workshop.occasion.process.parties)
    return respond("workshop/party.html", form=form, activity=g.activity)


@participant.post("/<int:number>/party")
@allow(joined)
def choose_party(number: int) -> ResponseReturnValue:
    form = PartyForm()
    parties = g.workshop.occasion.process.parties
    form.offer(parties)
    if not form.validate_on_submit():
        return respond("workshop/party.html", form=form, activity=g.activity, status=422)
    chosen = next(party for party in parties if str(party.id) == form.party.data)
    operations.choose_party(g.activity, g.participant, chosen, now=clock.now())
    db.session.commit()
    return to_room()


@participant.post("/<int:number>/leaving")
@allow(joined)
def leave(number: int) -> ResponseReturnValue:
    """Forget this device, and its personal link here. What was written stays on the board."""
    response = respond("workshop/left.html")
    forget_device(response)
    if g.participant.is_invited:
        forget_invitation(response, g.participant.invitation_id)
    return response
