"""What the pages of surveys share: the process, its thread, the survey as it stands."""

from __future__ import annotations

from typing import Any

from flask import Response, g

from dialog.process.threads import thread_for
from dialog.web.htmx import respond


def draw(template: str, *regions: str, status: int = 200, **context: Any) -> Response:
    """A page of the survey stage, within g.process and, where there is one, about g.survey."""
    return respond(
        template,
        *regions,
        status=status,
        process=g.process,
        thread=thread_for(g.process, "survey"),
        survey=g.get("survey"),
        **context,
    )
