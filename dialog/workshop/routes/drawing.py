"""What the stream sends: fragments drawn by the same templates as the pages, the same for all.

Three faces: the desk's has boxes to pick notes by, the phone's has buttons for dots, the wall's has
neither. Nothing here depends on who is looking.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import render_template

from dialog.web import clock
from dialog.workshop import queries, resting, results
from dialog.workshop.models import Phase

if TYPE_CHECKING:
    from dialog.live.hub import Draw, Snapshot
    from dialog.live.queries import News
    from dialog.workshop.models import Activity

DESK, PHONE, WALL = "desk", "phone", "wall"


def drawer(activity: Activity, face: str) -> Draw:
    """Draws one change on the board for `face`; keeps no hold on the request it was made in."""
    return partial(_draw, activity.workshop_id, face)


def snapshooter(activity: Activity, face: str) -> Snapshot:
    """Draws all of it for `face`, with the number it was drawn after."""
    return partial(_snapshot, activity.workshop_id, face)


def _found(workshop_id: int) -> Activity:
    """The board, with what every fragment needs of its workshop."""
    activity = queries.activity_of(workshop_id)
    if activity is None:
        raise LookupError("The board is gone.")
    return activity


def _draw(workshop_id: int, face: str, news: News) -> str:
    activity = _found(workshop_id)
    if news.kind == "card":
        return _card(activity, face, news.subject_id)
    if news.kind == "column":
        column = queries.column_of(activity, news.subject_id)
        return _render("workshop/_column.html", activity, face, column=column) if column else ""
    if news.kind in {"people", "voters"}:
        return _people(activity, face)
    if news.kind == "clock":
        return _clock(activity, face)
    if news.kind in {"colours", "columns"}:
        board = queries.board_of(activity)
        return _render("workshop/_board.html", activity, face, board=board)
    return render_template("workshop/_phase.html", activity=activity)


def _card(activity: Activity, face: str, card_id: int) -> str:
    note = queries.note_of(activity, card_id)
    if note is None or not note.is_shown:
        gone = render_template("workshop/_gone.html", card_id=card_id)
        return gone + _people(activity, face) if face == WALL else gone
    drawn = _render("workshop/_note.html", activity, face, note=note)
    return drawn + _people(activity, face) if face == WALL else drawn


def _people(activity: Activity, face: str) -> str:
    """Who is here, for those who lead; phones are not told."""
    if face == PHONE:
        return ""
    return _render(
        "workshop/_people.html",
        activity,
        face,
        sides=queries.sides_of(activity),
        voters=queries.voters(activity),
        count=queries.count_of_notes(activity) if face == WALL else 0,
    )


def _clock(activity: Activity, face: str) -> str:
    """The clock, and on the desk what it is set with: pages without that leave it out."""
    drawn = partial(
        _render, activity=activity, face=face, clock=queries.clock_of(activity), now=clock.now()
    )
    shown = drawn("workshop/_clock.html")
    return shown + drawn("workshop/_clock_set.html") if face == DESK else shown


def _snapshot(workshop_id: int, face: str) -> tuple[int, str]:
    activity = _found(workshop_id)
    board = queries.board_of(activity)
    parts = (
        _render("workshop/_board.html", activity, face, board=board),
        _people(activity, face),
        _clock(activity, face),
        render_template("workshop/_phase.html", activity=activity),
    )
    return board.number, "".join(parts)


def _render(template: str, activity: Activity, face: str, **context: Any) -> str:
    phase = activity.phase
    return render_template(
        template,
        activity=activity,
        phase=phase,
        parties=activity.workshop.occasion.process.parties if activity.is_revealed else (),
        votes=results.votes_of(activity),
        face=face,
        resting=resting.resting(activity) if (face, phase) == (PHONE, Phase.VOTING) else None,
        **context,
    )
