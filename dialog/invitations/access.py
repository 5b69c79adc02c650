"""Who comes by a personal link, and the team's rule for one occasion.

The participant's cookie is signed and holds nothing but numbers: which invitations this browser has
opened, and in which generation of their link. It needs no row, so opening a link changes nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import abort, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.exceptions import NotFound

from dialog.config import LOCALES
from dialog.invitations import doors, queries
from dialog.invitations.models import Invitation
from dialog.process.access import enter, require
from dialog.process.rights import Right
from dialog.web import clock
from dialog.web.htmx import respond
from dialog.web.i18n import COOKIE as LANGUAGE_COOKIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from dialog.web.access import Rule

COOKIE = "__Host-seat"
AT_MOST = 8  # invitations one browser remembers: somebody may answer for several associations


def _serializer() -> URLSafeSerializer:
    return _serializer_of(str(current_app.config["SECRET_KEY"]))


@lru_cache(maxsize=4)
def _serializer_of(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="seat")


def remembered() -> list[tuple[int, int]]:
    """The invitations this browser has opened, (number, generation), the latest first."""
    cookie = request.cookies.get(COOKIE)
    return list(_read(str(current_app.config["SECRET_KEY"]), cookie)) if cookie else []


@lru_cache(maxsize=2000)
def _read(key: str, cookie: str) -> tuple[tuple[int, int], ...]:
    """What a cookie says; kept, since the same one comes with every page."""
    try:
        pairs = _serializer_of(key).loads(cookie)
        return tuple((int(number), int(generation)) for number, generation in pairs)[:AT_MOST]
    except (BadSignature, ValueError, TypeError):
        return ()


def remember(response: Response, link: queries.Link) -> None:
    """This browser has opened `link`."""
    mine = (link.number, link.generation)
    others = [pair for pair in remembered() if pair[0] != link.number]
    _keep(response, [mine, *others])


def _keep(response: Response, pairs: list[tuple[int, int]]) -> None:
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps(pairs[:AT_MOST])),
        secure=True,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def forget(response: Response, number: int) -> None:
    """This browser has nothing more to do with the invitation `number`."""
    others = [pair for pair in remembered() if pair[0] != number]
    _keep(response, others)


def no_such_link() -> Response:
    """The one page for every link that opens nothing: wrong, old, revoked, closed."""
    return respond("invitations/no_such_link.html", status=404)


def leads_nowhere(number: int, generation: int) -> Response:
    """The page for an invitation that opens nothing any more.

    Who holds a real one to a dialogue that was broken off is told so, and why: they were promised
    to be. Only a token or a signed cookie gets here, so it tells nothing to somebody who guesses.
    """
    turn = queries.broken_off(number, generation)
    if turn is not None:
        return respond("invitations/broken_off.html", process=turn.process, turn=turn, status=410)
    return no_such_link()


def invited(arguments: Mapping[str, Any]) -> None:
    """A rule: whoever has opened a personal link that still stands.

    Sets `g.invitation` (with occasion, contact, organisation, party). The address or the form may
    name one of the browser's invitations as `invitation`; else it is the one opened last.
    """
    _let_in(arguments)


def invited_to(kind: str) -> Rule:
    """A rule: as `invited`, to an occasion of `kind`."""

    def rule(arguments: Mapping[str, Any]) -> None:
        _let_in(arguments, kind)

    rule.__name__ = f"invited_to_{kind}"
    return rule


def _let_in(arguments: Mapping[str, Any], kind: str | None = None) -> None:
    now = clock.now()
    wanted = str(arguments.get("invitation") or request.values.get("invitation") or "")
    for number, generation in remembered():
        if wanted and wanted != str(number):
            continue
        invitation = queries.invitation(number)
        if (
            invitation is not None
            and invitation.generation == generation
            and (kind is None or invitation.occasion.kind == kind)
            and doors.is_open(invitation, now)
        ):
            _welcome(invitation)
            return
        if wanted or kind is None:
            raise NotFound(response=leads_nowhere(number, generation))
    raise NotFound(response=no_such_link())


def _welcome(invitation: Invitation) -> None:
    g.invitation = invitation
    contact = invitation.contact
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    g.locale = contact.locale if contact is not None and chosen not in LOCALES else None


def occasion_team(right: Right) -> Rule:
    """A rule: whoever has `right` in the process, for one of its occasions; sets g.occasion."""

    def rule(arguments: Mapping[str, Any]) -> None:
        process = enter(arguments)
        require(right)
        occasion = queries.occasion(process, int(arguments["number"]))
        if occasion is None:
            abort(404)
        g.occasion = occasion

    rule.__name__ = f"occasion_team_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule
