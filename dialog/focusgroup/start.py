"""What focus groups bring to the application: their knot on the thread, and their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from dialog.contributions import assignments, links
from dialog.focusgroup import queries
from dialog.journal import sentences
from dialog.process import threads
from dialog.process.models import StageKind
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask

    from dialog.contributions.models import Contribution


def lines_of(contribution: Contribution) -> list[tuple[str, str]]:
    """From a contribution to the minutes it stands in."""
    utterance = queries.utterance_of(contribution)
    if utterance is None:
        return []
    occasion = contribution.occasion
    address = url_for("focusgroups.minutes", slug=contribution.process.slug, number=occasion.id)
    return [(_("Minutes of %(title)s", title=occasion.title), f"{address}#u-{utterance.id}")]


def init_app(_app: Flask) -> None:
    threads.register(StageKind.FOCUS_GROUPS, lambda slug: url_for("focusgroups.index", slug=slug))
    assignments.register(queries.groups_noted_by)
    links.register(lines_of)
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
