"""Who may do what at a workshop: the team by role and state, the room by its devices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import abort, g, request
from werkzeug.exceptions import Forbidden, NotFound

from dialog import tokens
from dialog.errors import Refusal
from dialog.invitations.access import invited_to, remembered
from dialog.process.access import enter, require
from dialog.process.models import OccasionKind, Role
from dialog.process.queries import state_now
from dialog.process.rights import Right
from dialog.process.states import OccasionState, ProcessState
from dialog.web import clock
from dialog.web.htmx import respond
from dialog.workshop import queries, resting
from dialog.workshop.models import Activity, Participant, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from flask import Response

    from dialog.web.access import Rule

COOKIE = "__Host-device"
TWO_DAYS = 2 * 24 * 3600


def occasion_state(activity: Activity) -> OccasionState:
    """Where the workshop stands, as the rights table asks."""
    phase = activity.phase
    if phase is Phase.PREPARING:
        return OccasionState.PREPARING
    return OccasionState.CLOSED if phase is Phase.CLOSED else OccasionState.OPEN


def prepares(arguments: Mapping[str, Any]) -> None:
    """A rule: whoever may prepare a workshop that is not there yet."""
    enter(arguments)
    require(Right.PREPARE, OccasionState.PREPARING)


def _find(arguments: Mapping[str, Any]) -> OccasionState:
    """The workshop through its process; sets g.workshop and g.activity."""
    process = enter(arguments)
    g.workshop = queries.by_number(process, int(arguments["number"]))
    g.activity = queries.activity_of(g.workshop.id) if g.workshop else None
    if g.activity is None:
        abort(404)
    return occasion_state(g.activity)


def _is_assigned() -> bool:
    """Facilitators run every board, note-takers those they are assigned to."""
    return Role.FACILITATOR in g.roles or g.workshop.note_taker_id == g.person.id


def runs(right: Right) -> Rule:
    """A rule: whoever has `right` on this very workshop as it stands now."""

    def rule(arguments: Mapping[str, Any]) -> None:
        state = _find(arguments)
        if Role.NOTE_TAKER in g.roles and not _is_assigned():
            abort(404)
        require(right, state)

    rule.__name__ = f"runs_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule


def sees_board(arguments: Mapping[str, Any]) -> None:
    """A rule: whoever may read the notes. Facilitator, analyst, the note-taker of this board."""
    _find(arguments)
    if not may_see_board(set(g.roles)):
        abort(404 if Role.NOTE_TAKER in g.roles else 403)


def may_see_board(roles: set[Role]) -> bool:
    readers = {Role.FACILITATOR, Role.ANALYST}
    return bool(roles & readers) or (Role.NOTE_TAKER in roles and _is_assigned())


def device_hash(workshop_id: int, token: str) -> str:
    """What is kept of a device: another at each workshop, so that nobody can be followed."""
    return tokens.digest(f"device {workshop_id} {token}")


def this_device() -> str:
    """The random token of the browser that asks; empty when it has none."""
    return request.cookies.get(COOKIE, "")[:100]


def participant_here(number: int) -> Participant | None:
    """Who this browser is at workshop `number`: by its device, else by a personal link it opened."""
    token = this_device()
    here = queries.participant_of(number, device_hash(number, token)) if token else None
    return here or _invited_here(number)


def _invited_here(number: int) -> Participant | None:
    return next((one for one in _by_links() if one.workshop_id == number), None)


def _by_links() -> Iterator[Participant]:
    """Who this browser is at the workshops whose personal link it has opened."""
    for invitation, generation in remembered():
        found = queries.participant_invited(invitation)
        if (
            found is not None
            and found.invitation is not None
            and found.invitation.generation == generation
            and not found.invitation.is_revoked
        ):
            yield found


def joined_here(now: datetime) -> list[Activity]:
    """The boards this browser has joined and may go on with: they can still be read."""
    token = this_device()
    numbers = queries.readable_since(now - timedelta(days=3)) if token else ()
    mine = queries.participants_with([device_hash(number, token) for number in numbers])
    inside = {one.workshop_id: one.is_removed for one in [*mine, *_by_links()]}
    boards = [
        queries.activity_of(number) for number, is_removed in inside.items() if not is_removed
    ]
    return [board for board in boards if board is not None and is_readable(board, now)]


def invited_in(arguments: Mapping[str, Any]) -> None:
    """A rule: whoever has opened a personal link to a workshop; sets g.workshop and g.activity."""
    invited_to(OccasionKind.WORKSHOP.value)(arguments)
    activity = queries.activity_of(g.invitation.occasion_id)
    if activity is None:
        abort(404)
    g.activity, g.workshop = activity, activity.workshop
    if request.method not in {"GET", "HEAD"}:
        require_running(activity)


def joined(arguments: Mapping[str, Any]) -> None:
    """A rule: whoever has joined the workshop with this device, and has not been shown out.

    Sets g.participant, g.workshop and g.activity. Nothing can be written while the dialogue rests.
    """
    number = int(arguments["number"])
    participant = participant_here(number)
    activity = queries.activity_of(number) if participant else None
    if participant is None or activity is None or not is_readable(activity, clock.now()):
        raise NotFound(response=_page("workshop/not_joined.html", 404))
    if participant.is_removed:
        raise Forbidden(response=_page("workshop/shown_out.html", 403))
    g.participant, g.activity, g.workshop = participant, activity, activity.workshop
    if request.method not in {"GET", "HEAD"}:
        require_running(activity)


def _page(template: str, status: int) -> Response:
    return respond(template, status=status)


def require_running(activity: Activity) -> None:
    """Refuses, and says why, while the dialogue rests."""
    if state_now(activity.workshop.occasion.process_id) is not ProcessState.RUNNING:
        raise Refusal(resting.sentence(activity))


def is_readable(activity: Activity, now: datetime) -> bool:
    """Participants read a closed board until the end of the day after."""
    return is_readable_after(activity.closed_at, now)


def is_readable_after(closed_at: datetime | None, now: datetime) -> bool:
    if closed_at is None:
        return True
    last_day = clock.local(closed_at).date() + timedelta(days=1)
    return clock.local(now).date() <= last_day


def may_follow(participant_id: int, now: datetime) -> bool:
    """Whether a participant's stream may stay open: not shown out, and the board still readable."""
    found = queries.stay_of(participant_id)
    return (
        found is not None and found.removed_at is None and is_readable_after(found.closed_at, now)
    )


def remember_device(response: Response, token: str) -> None:
    response.set_cookie(
        COOKIE, token, max_age=TWO_DAYS, secure=True, httponly=True, samesite="Lax", path="/"
    )


def forget_device(response: Response) -> None:
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
