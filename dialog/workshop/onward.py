"""What the page of an invitation to a workshop says about the board, and whether it leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from dialog.invitations.letters import when
from dialog.invitations.onward import Onward
from dialog.process.states import ProcessState, process_state
from dialog.texts import gettext as _
from dialog.web.i18n import language
from dialog.workshop import operations, queries
from dialog.workshop.access import is_readable, participant_here
from dialog.workshop.models import Phase

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.invitations.models import Invitation
    from dialog.process.models import Occasion
    from dialog.workshop.models import Activity


def is_over(occasion: Occasion, _now: datetime) -> bool:
    """Whether the board is closed: nobody more is asked or reminded."""
    activity = queries.activity_of(occasion.id)
    return activity is not None and activity.phase is Phase.CLOSED


def to_the_board(invitation: Invitation, now: datetime) -> Onward | None:
    """Before it opens: when. While it is open: there, without a code. Afterwards: to read it."""
    activity = queries.activity_of(invitation.occasion_id)
    if activity is None:
        return None
    if activity.phase is Phase.PREPARING:
        return Onward(_before(invitation))
    here = participant_here(activity.workshop_id) or queries.participant_invited(invitation.id)
    if here is not None and not here.is_removed and is_readable(activity, now):
        return _for_those_inside(activity)
    if activity.phase is Phase.CLOSED:
        return Onward(_("The workshop is over, and its board is closed."), is_over=True)
    if process_state(activity.workshop.occasion.process) is not ProcessState.RUNNING:
        return Onward(_("The dialogue is resting just now. Come back by the same link."))
    if here is not None or not operations.may_join_invited(activity):
        return Onward(_("The door is closed just now. Talk to whoever leads the workshop."))
    return Onward(
        _("The workshop is going on. This link lets you in: no account, no code."),
        _way_in(invitation),
        _("Go to the board"),
    )


def _before(invitation: Invitation) -> str:
    starts = invitation.occasion.starts_at
    if starts is None:
        return _("The board is not open yet. The same link leads there when it is, without a code.")
    return _(
        "The board opens when the workshop begins, %(starts)s. The same link leads there then, "
        "without a code.",
        starts=when(starts, language()),
    )


def _for_those_inside(activity: Activity) -> Onward:
    here = url_for("participant.show", number=activity.workshop_id)
    if activity.phase is Phase.CLOSED:
        sentence = _("The workshop is over. You can read the board until the end of tomorrow.")
        return Onward(sentence, here, _("Read the board"), is_over=True)
    return Onward(_("You are taking part."), here, _("Back to the board"), is_over=True)


def _way_in(invitation: Invitation) -> str:
    return url_for("participant.invited", invitation=invitation.id)
