"""What the pages that write a survey share: the draft as it stands, a part of it, saving it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from flask import abort, g, redirect, request, url_for

from dialog.errors import Stale
from dialog.extensions import db
from dialog.survey import operations, queries
from dialog.survey.definition import Definition, Question, Section
from dialog.web import clock

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from dialog.errors import Shown
    from dialog.web.forms import Form

Piece = TypeVar("Piece", Section, Question)


def draft() -> Definition:
    """The definition as it stands; held until commit where it is about to be changed."""
    if request.method == "POST":
        operations.lock(g.survey)
    return queries.definition_of(g.survey)


def find_question(key: str) -> tuple[Definition, Question]:
    """The definition as it stands and one of its questions; 404 when there is none."""
    definition = draft()
    return definition, definition.question(key) or abort(404)


def find_section(key: str) -> tuple[Definition, Section]:
    """The definition as it stands and one of its sections; 404 when there is none."""
    definition = draft()
    return definition, definition.section(key) or abort(404)


def made_by(form: Form, pieces: Iterable[Piece]) -> Piece | None:
    """What this very form has already made: the same id again is the same thing."""
    return next((one for one in pieces if form.sent_id and one.client_id == form.sent_id), None)


def refuse_stale(
    number: int,
    now: Piece,
    mine: Piece,
    *,
    find: Callable[[Definition, str], Piece | None],
    shown: Callable[[Piece], dict[str, Shown]],
    sentence: str,
) -> None:
    """Refuse when this very part was changed after the form was drawn from version `number`.

    What `shown` does not show, as the questions of a section, is another form's.
    """
    drawn = queries.version_numbered(g.survey, number)
    then = find(Definition.from_json(drawn.definition), now.key) if drawn else None
    if then is None or shown(then) != shown(now):
        raise Stale(
            sentence,
            theirs=shown(now),
            mine=shown(mine),
            drawn_now={"version": queries.current_version(g.survey).number},
        )


def save(definition: Definition, note: str = "") -> None:
    operations.save_version(g.survey, definition, note=note, by=g.person, now=clock.now())
    db.session.commit()


def back(anchor: str | None = None) -> ResponseReturnValue:
    """To the page of the survey, where one was."""
    address = url_for("survey.show", slug=g.process.slug, number=g.survey.id, _anchor=anchor)
    return redirect(address, 303)
