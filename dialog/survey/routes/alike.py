"""Pages that look alike for all who answer, but for what is their own: the rest is drawn once.

What is one's own stands in holes. A drawing that is kept has never seen it, so it cannot show
anybody what is somebody else's.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from flask import current_app, make_response, render_template, session
from markupsafe import escape

from dialog.web.htmx import respond
from dialog.web.i18n import language

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from flask import Response

    from dialog.survey.definition import Definition

AT_MOST = 1000
HOLE = re.compile("\ue000([a-z0-9_]+)\ue001")
# The definition is kept beside its drawing, so that its identity is not given to another.
_kept: OrderedDict[Hashable, tuple[Definition, list[str]]] = OrderedDict()


class Holes:
    """Stands for what is one's own while a page is drawn for everybody: a mark for each name."""

    def __getattr__(self, name: str) -> str:
        return f"\ue000{name}\ue001"


def draw_alone(
    template: str,
    definition: Definition,
    mine: Mapping[str, Any],
    *,
    status: int = 200,
    **seen: Any,
) -> Response:
    """As `draw_alike`, for this one alone; `seen` may then hold anything."""
    return respond(template, status=status, definition=definition, mine=mine, **seen)


def draw_alike(
    template: str, definition: Definition, mine: Mapping[str, Any], **seen: Any
) -> Response:
    """A page drawn from `seen`, which many see alike, and `mine`, one's own, which fills its holes.

    What is in `seen` can be hashed. The template may print what is in `mine`, and ask nothing
    about it.
    """
    if "_flashes" in session or current_app.debug:  # what just happened is told to one, once
        return draw_alone(template, definition, mine, **seen)
    key = (template, id(definition), language(), *seen.items())
    known = _kept.get(key)
    if known is None or known[0] is not definition:
        html = render_template(template, definition=definition, mine=Holes(), **seen)
        known = _kept[key] = (definition, HOLE.split(html))
        while len(_kept) > AT_MOST:
            _kept.popitem(last=False)
    parts = known[1].copy()
    parts[1::2] = [str(escape(mine[name])) for name in parts[1::2]]
    return make_response("".join(parts))
