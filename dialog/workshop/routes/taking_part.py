"""A participant's page: write a note, one's own notes, the board."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, g
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.i18n import language
from dialog.workshop import operations, queries, resting
from dialog.workshop.access import joined
from dialog.workshop.forms import EditNoteForm, NoteForm
from dialog.workshop.models import Card, Dot
from dialog.workshop.queries import Board, Group, Note
from dialog.workshop.routes.blueprints import drawn, participant, to_room
from dialog.workshop.routes.drawing import PHONE


@participant.get("/<int:number>")
@allow(joined)
def show(number: int) -> ResponseReturnValue:
    return _page(NoteForm())


def _page(form: NoteForm, status: int = 200) -> ResponseReturnValue:
    context = drawn(PHONE)
    form.offer(queries.columns_of(g.activity))
    return respond(
        "workshop/room.html",
        "mine",
        "dots",
        form=form,
        status=status,
        resting=resting.resting(g.activity),
        resting_title=resting.title_of,
        **own(context["board"]),
        **context,
    )


def own(board: Board) -> dict[str, Any]:
    """What is the participant's own: notes with what became of them, dots and what they lie on."""
    notes = {note.id: note for note in [*board.notes, *board.hidden]}
    cards = queries.own_cards(g.participant, g.activity)
    lies_on: dict[str, Note | Group] = {note.target: note for note in notes.values()}
    for group in board.groups:
        lies_on[group.target] = group
        lies_on.update({note.target: group for note in group.notes})
    dots = queries.dots_of(g.participant, g.activity)
    return {
        "participant": g.participant,
        "number": g.workshop.id,
        "mine": [notes[card.id] for card in cards if card.id in notes],
        "lying": [(dot, lies_on.get(_target(dot))) for dot in dots],
        "left": g.activity.dots - len(dots),
    }


def _target(dot: Dot) -> str:
    return f"place:{dot.place_id}" if dot.place_id else f"card:{dot.card_id}"


@participant.post("/<int:number>/notes")
@allow(joined)
def write(number: int) -> ResponseReturnValue:
    form = NoteForm()
    columns = queries.columns_of(g.activity)
    form.offer(columns)
    if not form.validate_on_submit():
        return _page(form, 422)
    operations.write_note(
        g.activity,
        g.participant,
        form.text.data,
        column=next(column for column in columns if str(column.id) == form.column.data),
        client_id=form.sent_id or str(uuid.uuid4()),
        language=language(),
        today=clock.today(),
        based_on=form.version.data or 1,
        now=clock.now(),
    )
    db.session.commit()
    return to_room()


def _own_card(number: int) -> tuple[Card, Note]:
    """One of the participant's own notes that can still be seen; else 404."""
    card = queries.find_card(g.activity, number)
    note = queries.note_of(g.activity, number)
    if card is None or note is None or card.participant_id != g.participant.id:
        abort(404)
    if not note.is_shown:
        abort(404)
    return card, note


@participant.get("/<int:number>/notes/<int:card>")
@allow(joined)
def edit(number: int, card: int) -> ResponseReturnValue:
    _card, note = _own_card(card)
    form = EditNoteForm(text=note.text)
    return respond(
        "workshop/edit_note.html", form=form, note=note, number=number, activity=g.activity
    )


@participant.post("/<int:number>/notes/<int:card>")
@allow(joined)
def update(number: int, card: int) -> ResponseReturnValue:
    found, note = _own_card(card)
    form = EditNoteForm()
    if not form.validate_on_submit():
        context = {"form": form, "note": note, "number": number, "activity": g.activity}
        return respond("workshop/edit_note.html", status=422, **context)
    operations.edit_note(
        g.activity, found, form.text.data, based_on=form.version.data, now=clock.now()
    )
    db.session.commit()
    return to_room()


@participant.post("/<int:number>/notes/<int:card>/withdrawal")
@allow(joined)
def withdraw(number: int, card: int) -> ResponseReturnValue:
    found, _note = _own_card(card)
    operations.withdraw_note(g.activity, found, now=clock.now())
    db.session.commit()
    return to_room()
