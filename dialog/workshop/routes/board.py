"""The board on the desk and on the wall, and one note or group by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, g, request
from flask.typing import ResponseReturnValue

from dialog.process.access import may
from dialog.process.rights import Right
from dialog.texts import gettext as _
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.workshop import codes, queries
from dialog.workshop.access import occasion_state, runs, sees_board
from dialog.workshop.forms import ClockForm, NameForm, VotingForm
from dialog.workshop.models import Phase, Place
from dialog.workshop.qr import path_of, size_of
from dialog.workshop.queries import Board, Group, Note
from dialog.workshop.results import Votes
from dialog.workshop.routes.blueprints import desk, drawn, workshop
from dialog.workshop.routes.drawing import DESK, WALL

VIEWS = ("join", "board", "votes")


@dataclass(frozen=True)
class Step:
    """One thing the room does, and whether it is done, going on or to come."""

    name: str
    state: str


def steps_of(phase: Phase) -> list[Step]:
    """What the room does, in order."""
    names = {
        Phase.WRITING: _("Write notes"),
        Phase.SORTING: _("Group"),
        Phase.VOTING: _("Vote with dots"),
        Phase.TALKING: _("Talk about the result"),
    }
    order = list(Phase)
    here = order.index(phase)

    def state(of: Phase) -> str:
        if order.index(of) == here:
            return "now"
        return "done" if order.index(of) < here else "next"

    return [Step(name, state(of)) for of, name in names.items()]


@workshop.get("/<int:number>")
@allow(sees_board)
def show(slug: str, number: int) -> ResponseReturnValue:
    return draw_board(VotingForm())


def draw_board(
    form: VotingForm, status: int = 200, *, clock_form: ClockForm | None = None
) -> ResponseReturnValue:
    """The board with its panel; the region `panel` alone, when that is what was asked for."""
    state = occasion_state(g.activity)
    return respond(
        "workshop/board.html",
        "panel",
        form=form,
        clock_form=clock_form or ClockForm(formdata=None),
        status=status,
        steps=steps_of(g.activity.phase),
        may_run=may(Right.RUN_BOARD, state),
        may_open=may(Right.OPEN, state),
        may_close=may(Right.CLOSE, state),
        may_lead=may(Right.LEAD),
        may_invite=may(Right.INVITE),
        **way_in(),
        **drawn(DESK),
        **desk(),
    )


def way_in() -> dict[str, Any]:
    """Code, address and QR code; none of them while nobody can come in."""
    settings = current_app.config["SETTINGS"]
    code, token = codes.code_of(g.workshop), codes.token_of(g.workshop)
    link = f"{settings.base_url}/w/q/{token}"
    return {
        "code": codes.in_groups(code) if code else "",
        "address": f"{settings.host}/w",
        "qr_path": path_of(link) if token else "",
        "qr_size": size_of(link) if token else 0,
    }


@workshop.get("/<int:number>/projector")
@allow(sees_board)
def projector(slug: str, number: int) -> ResponseReturnValue:
    """For the wall: nothing about who is signed in, nothing to press but what is shown."""
    view = request.args.get("view", "")
    if view not in VIEWS:
        view = default_view(g.activity.phase)
    context = drawn(WALL)
    columns = context["board"].columns
    asked = request.args.get("column", "")
    chosen = [column for column in columns if str(column.id) == asked]
    return respond(
        "workshop/projector.html",
        view=view,
        chosen=chosen[0] if chosen else None,
        slug=slug,
        ranking=ranking(context["board"], context["votes"]),
        **way_in(),
        **context,
    )


def ranking(board: Board, votes: Votes | None) -> list[tuple[int, Note | Group]]:
    """The targets by their dots, most first, each with its place; as many dots, the same place."""
    if votes is None:
        return []
    weights = {item.target: votes.weight(item.target) for item in board.targets}
    chosen = [item for item in board.targets if weights[item.target]]
    chosen.sort(key=lambda item: -weights[item.target])
    order = sorted(weights.values(), reverse=True)
    return [(order.index(weights[item.target]) + 1, item) for item in chosen]


def default_view(phase: Phase) -> str:
    if phase in {Phase.PREPARING, Phase.WRITING}:
        return "join"
    return "votes" if phase is Phase.TALKING else "board"


@workshop.get("/<int:number>/notes/<int:card>")
@allow(sees_board)
def note(slug: str, number: int, card: int) -> ResponseReturnValue:
    found = queries.note_of(g.activity, card)
    if found is None or not (found.is_shown or found.is_hidden):
        abort(404)
    board = queries.board_of(g.activity)
    return respond(
        "workshop/note.html",
        note=found,
        board=board,
        may_run=may(Right.RUN_BOARD, occasion_state(g.activity)),
        number=number,
        **desk(),
    )


@workshop.get("/<int:number>/places/<int:place>")
@allow(sees_board)
def place(slug: str, number: int, place: int) -> ResponseReturnValue:
    found = queries.find_place(g.activity, place)
    if found is None:
        abort(404)
    return respond("workshop/place.html", form=NameForm(title=found.title), **place_page(found))


def place_page(found: Place) -> dict[str, Any]:
    return {
        "place": found,
        "may_run": may(Right.RUN_BOARD, occasion_state(g.activity)),
        "may_lead": may(Right.LEAD),
        "number": g.workshop.id,
        **desk(),
    }


@workshop.get("/<int:number>/closing")
@allow(runs(Right.CLOSE))
def closing(slug: str, number: int) -> ResponseReturnValue:
    """What closing means, before it is done: it cannot be undone."""
    return respond("workshop/closing.html", number=number, activity=g.activity, **desk())


@workshop.get("/<int:number>/hidden")
@allow(sees_board)
def hidden(slug: str, number: int) -> ResponseReturnValue:
    return respond(
        "workshop/hidden.html",
        notes=queries.board_of(g.activity).hidden,
        may_run=may(Right.RUN_BOARD, occasion_state(g.activity)),
        number=number,
        **desk(),
    )
