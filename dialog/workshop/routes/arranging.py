"""Grouping, moving, hiding and naming, by forms. Dragging sends the same forms."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.forms import UUID, one_line
from dialog.web.htmx import respond
from dialog.workshop import operations, queries
from dialog.workshop.access import runs
from dialog.workshop.forms import NameForm
from dialog.workshop.models import Place, PlaceKind
from dialog.workshop.operations import Picked
from dialog.workshop.routes.blueprints import to_board, workshop
from dialog.workshop.routes.board import place_page


def picked() -> list[Picked]:
    """The notes that were picked: “number:version”, once or several times."""
    found = []
    for value in request.form.getlist("card")[:500]:
        number, _colon, version = value.partition(":")
        if number.isdecimal() and version.isdecimal() and len(value) < 30:
            found.append(Picked(int(number), int(version)))
    return found


def sent_id() -> str:
    value = request.form.get("client_id", "").lower()
    return value if UUID.fullmatch(value) else str(uuid.uuid4())


def sent_version() -> int:
    value = request.form.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 12 else 0


def place_or_404(number: int) -> Place:
    found = queries.find_place(g.activity, number)
    if found is None:
        abort(404)
    return found


@workshop.post("/<int:number>/groups")
@allow(runs(Right.RUN_BOARD))
def gather(slug: str, number: int) -> ResponseReturnValue:
    title = one_line(request.form.get("title"))[:80]
    if not title:
        raise Refusal(_("Give the group a name, then group the notes."))
    operations.gather(
        g.activity, picked(), title, client_id=sent_id(), by=g.person, now=clock.now()
    )
    db.session.commit()
    flash(_("The notes are grouped as “%(title)s”.", title=title))
    return to_board()


@workshop.post("/<int:number>/moves")
@allow(runs(Right.RUN_BOARD))
def move(slug: str, number: int) -> ResponseReturnValue:
    target = request.form.get("to", "")
    if not target.isdecimal() or len(target) > 15:
        raise Refusal(_("Choose where the notes are to hang."))
    place = place_or_404(int(target))
    operations.move(g.activity, picked(), place, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("Moved to “%(title)s”.", title=place.title))
    return to_board()


@workshop.post("/<int:number>/hidings")
@allow(runs(Right.RUN_BOARD))
def hide(slug: str, number: int) -> ResponseReturnValue:
    cards = [card for one in picked() if (card := queries.find_card(g.activity, one.card_id))]
    if not cards:
        raise Refusal(_("Pick at least one note first."))
    because = one_line(request.form.get("because"))[:200] or None
    operations.hide_notes(g.activity, cards, by=g.person, now=clock.now(), because=because)
    db.session.commit()
    flash(_("Hidden from every screen. You find it under Hidden notes."))
    return to_board()


@workshop.post("/<int:number>/notes/<int:card>/showing")
@allow(runs(Right.RUN_BOARD))
def show_again(slug: str, number: int, card: int) -> ResponseReturnValue:
    found = queries.find_card(g.activity, card)
    if found is None:
        abort(404)
    operations.show_note(g.activity, found, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The note is on the board again."))
    return redirect(url_for("workshop.hidden", slug=slug, number=number), 303)


@workshop.post("/<int:number>/places/<int:place>")
@allow(runs(Right.LEAD), runs(Right.RUN_BOARD))
def rename(slug: str, number: int, place: int) -> ResponseReturnValue:
    found, form = place_or_404(place), NameForm()
    if not form.validate_on_submit():
        return respond("workshop/place.html", form=form, status=422, **place_page(found))
    operations.rename(
        g.activity,
        found,
        form.title.data,
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    return to_board()


@workshop.post("/<int:number>/places/<int:place>/ungrouping")
@allow(runs(Right.RUN_BOARD))
def ungroup(slug: str, number: int, place: int) -> ResponseReturnValue:
    found = place_or_404(place)
    if found.kind != PlaceKind.GROUP:
        abort(404)
    operations.ungroup(g.activity, found, version=sent_version(), by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The notes hang loose again."))
    return to_board()


@workshop.post("/<int:number>/places/<int:place>/removal")
@allow(runs(Right.LEAD))
def remove_column(slug: str, number: int, place: int) -> ResponseReturnValue:
    found = place_or_404(place)
    if found.kind != PlaceKind.COLUMN:
        abort(404)
    operations.remove_column(
        g.activity, found, version=sent_version(), by=g.person, now=clock.now()
    )
    db.session.commit()
    flash(_("The column is gone."))
    return to_board()


@workshop.post("/<int:number>/columns")
@allow(runs(Right.LEAD))
def add_column(slug: str, number: int) -> ResponseReturnValue:
    title = one_line(request.form.get("title"))[:80]
    if not title:
        raise Refusal(_("Give the column a name."))
    operations.add_column(g.activity, title, client_id=sent_id(), by=g.person, now=clock.now())
    db.session.commit()
    return to_board()
