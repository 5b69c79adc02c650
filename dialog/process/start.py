"""What processes bring to the application: their sentences, and words for the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

from dialog import jobs
from dialog.journal import sentences
from dialog.process import access, rounds, still_open, words
from dialog.process.queries import facilitates_anything
from dialog.process.rights import Right
from dialog.process.threads import stage_name
from dialog.texts import lazy_gettext as _l
from dialog.web import clock

if TYPE_CHECKING:
    from flask import Flask


def facilitates() -> bool:
    """Whether the person asking leads some dialogue; asked of the database once a request."""
    if g.person is None:
        return False
    known = g.get("leads_something", (None, False))
    if known[0] != g.person.id:
        g.leads_something = known = (g.person.id, facilitates_anything(g.person, clock.now()))
    return bool(known[1])


def init_app(app: Flask) -> None:
    jobs.every_hour(app, "ended_dialogues", lambda: rounds.close_left_open(clock.now()))
    app.jinja_env.globals.update(
        may=access.may,
        facilitates=facilitates,
        Right=Right,
        role_name=words.role_name,
        role_meaning=words.role_meaning,
        process_state_name=words.process_state_name,
        occasion_state_name=words.occasion_state_name,
        stage_name=stage_name,
        where_closed=still_open.address,
    )
    sentences.register_words("stage", stage_name)
    sentences.register_words("role", words.role_name)
    sentences.register(
        {
            "process.created": _l("%(who)s created the dialogue %(title)s."),
            "process.edited": _l("%(who)s changed the dialogue’s title or purpose."),
            "process.boards_set": _l("%(who)s changed the owner boards."),
            "process.party_added": _l("%(who)s added the party %(name)s."),
            "process.started": _l("%(who)s started the dialogue."),
            "process.paused": _l("%(who)s paused the dialogue: %(reason)s"),
            "process.resumed": _l("%(who)s resumed the dialogue."),
            "process.broken_off": _l("%(who)s broke off the dialogue: %(reason)s"),
            "process.completed": _l("%(who)s completed the dialogue."),
            "process.role_given": _l("%(who)s gave %(name)s a role: %(role)s."),
            "process.role_taken": _l("%(who)s took a role from %(name)s: %(role)s."),
            "stage.started": _l("%(who)s started a stage: %(stage)s."),
            "stage.completed": _l("%(who)s completed a stage: %(stage)s."),
            "stage.planned": _l("%(who)s planned the dates of a stage: %(stage)s."),
            "occasion.cancelled": _l("%(who)s cancelled %(title)s."),
        }
    )
