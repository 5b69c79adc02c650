"""The journal as sentences: of one dialogue, and of the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from dialog.accounts.access import administrator
from dialog.journal import queries
from dialog.overview.journal_filters import Filter, people, things
from dialog.overview.queries import told
from dialog.process.access import team
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.paging import paged

if TYPE_CHECKING:
    from sqlalchemy import Select

journals = Blueprint("journals", __name__)


@journals.get("/processes/<slug>/journal")
@allow(team(Right.SEE))
def process(slug: str) -> ResponseReturnValue:
    return _page(queries.events_of(g.process.id), process=g.process, thread=thread_for(g.process))


@journals.get("/journal")
@allow(administrator)
def everything() -> ResponseReturnValue:
    return _page(queries.all_events())


def _page(events: Select[Any], **context: Any) -> ResponseReturnValue:
    chosen = Filter.asked()
    page = paged(chosen.narrow(events))
    return respond(
        "overview/journal.html",
        page=page,
        lines=told(page.rows),
        chosen=chosen,
        people=people(events),
        things=things(events),
        **context,
    )
