"""What synthesis brings to the application: its knot, its sentences, a contribution's themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from dialog.contributions import links
from dialog.journal import sentences
from dialog.process import threads
from dialog.process.models import StageKind
from dialog.synthesis import queries
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask

    from dialog.contributions.models import Contribution


def lines_of(contribution: Contribution) -> list[tuple[str, str]]:
    """From a contribution to the themes it is coded to, and to the desk."""
    slug = contribution.process.slug
    themes = {coding.theme_id: coding.theme for coding in queries.codings_of(contribution)}
    lines = [
        (
            _("Theme: %(name)s", name=theme.name),
            url_for("themes.contributions", slug=slug, theme=theme.id),
        )
        for theme in themes.values()
    ]
    desk = url_for("coding_desk.show", slug=slug, contribution=contribution.id)
    return [*lines, (_("At the coding desk"), desk)]


def init_app(_app: Flask) -> None:
    threads.register(StageKind.THEMES, lambda slug: url_for("themes.index", slug=slug))
    links.register(lines_of)
    sentences.register(
        {
            "theme.added": _l("%(who)s added the theme %(name)s."),
            "theme.edited": _l("%(who)s changed the theme %(name)s."),
            "theme.moved": _l("%(who)s moved the theme %(name)s."),
            "theme.retired": _l("%(who)s put the theme %(name)s out of use."),
            "theme.restored": _l("%(who)s put the theme %(name)s into use again."),
            "theme.merged": _l("%(who)s made the theme %(name)s a part of %(into)s."),
            "themes.released": _l("%(who)s let out how many spoke of each theme."),
            "coding.made": _l("%(who)s coded a text to %(name)s."),
            "coding.undone": _l("%(who)s took back a coding to %(name)s."),
        }
    )
