"""What focus groups bring to the application: their knot on the thread, what an invitation says
when they are over, and their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from dialog.contributions import assignments, links
from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.access import group_team
from dialog.focusgroup.ending import GROUPS
from dialog.focusgroup.models import FocusGroup
from dialog.focusgroup.operations.attending import follow, without_code
from dialog.focusgroup.states import group_state
from dialog.invitations import done, onward, presence
from dialog.journal import sentences
from dialog.process import still_open, threads
from dialog.process.models import OccasionKind, StageKind
from dialog.process.rights import Right
from dialog.process.states import OccasionState
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web import clock

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from dialog.contributions.models import Contribution
    from dialog.invitations.models import Invitation
    from dialog.process.models import Occasion


def lines_of(contribution: Contribution) -> list[tuple[str, str]]:
    """From a contribution to the minutes it stands in."""
    utterance = queries.utterance_of(contribution)
    if utterance is None:
        return []
    occasion = contribution.occasion
    address = url_for("focusgroups.minutes", slug=contribution.process.slug, number=occasion.id)
    return [(_("Minutes of %(title)s", title=occasion.title), f"{address}#u-{utterance.id}")]


def beside_attendance(occasion: Occasion) -> tuple[str, dict[str, Any]]:
    """The codes, beside the list of those who came."""
    group = db.session.get_one(FocusGroup, occasion.id)
    return "focusgroup/_codes.html", {
        "group": group,
        "state": group_state(group, clock.now()),
        "voices": queries.voices(group),
        "without_code": without_code(group),
    }


def is_over(occasion: Occasion, now: datetime) -> bool:
    """Whether the group is closed, also before its planned time."""
    group = db.session.get(FocusGroup, occasion.id)
    return group is not None and group_state(group, now) is OccasionState.CLOSED


def beyond_the_reply(invitation: Invitation, now: datetime) -> onward.Onward | None:
    """What the page of an invitation says when nobody needs to reply any more."""
    if not is_over(invitation.occasion, now):
        return None
    return onward.Onward(_("The focus group is over. No reply is needed."), is_over=True)


def home(occasion: Occasion) -> str:
    return url_for("focusgroups.show", slug=occasion.process.slug, number=occasion.id)


def init_app(_app: Flask) -> None:
    still_open.register(OccasionKind.FOCUS_GROUP, GROUPS)
    presence.register(
        OccasionKind.FOCUS_GROUP,
        presence.Presence(group_team(Right.TAKE_NOTES), follow, beside_attendance, home),
    )
    threads.register(StageKind.FOCUS_GROUPS, lambda slug: url_for("focusgroups.index", slug=slug))
    threads.register_page(OccasionKind.FOCUS_GROUP, home)
    assignments.register(queries.groups_noted_by)
    links.register(lines_of)
    onward.register(OccasionKind.FOCUS_GROUP.value, beyond_the_reply)
    done.register_over(OccasionKind.FOCUS_GROUP.value, is_over)
    sentences.register(
        {
            "focus_group.planned": _l("%(who)s planned %(title)s."),
            "focus_group.edited": _l("%(who)s changed the plan of %(title)s."),
            "focus_group.opened": _l("%(who)s opened %(title)s."),
            "focus_group.closed": _l("%(who)s closed %(title)s."),
            "guide.created": _l("%(who)s began the discussion guide %(title)s."),
            "guide.edited": _l("%(who)s changed the discussion guide %(title)s."),
            "utterance.noted": _l("%(who)s wrote down what was said in %(title)s."),
            "utterance.edited": _l("%(who)s corrected a note in %(title)s."),
        }
    )
