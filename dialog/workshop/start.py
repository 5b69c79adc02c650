"""What the workshop brings to the application: its page on the thread, the way on from an
invitation, its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from dialog.contributions import assignments
from dialog.invitations import done, onward
from dialog.journal import sentences
from dialog.process import still_open, threads, turned
from dialog.process.models import OccasionKind, StageKind
from dialog.texts import lazy_gettext as _l
from dialog.workshop.ending import BOARDS
from dialog.workshop.onward import is_over, to_the_board
from dialog.workshop.queries import assigned_to
from dialog.workshop.resting import tell_the_rooms

if TYPE_CHECKING:
    from flask import Flask


def init_app(_app: Flask) -> None:
    threads.register(StageKind.WORKSHOP, lambda slug: url_for("workshop.index", slug=slug))
    turned.register(OccasionKind.WORKSHOP.value, tell_the_rooms)
    still_open.register(OccasionKind.WORKSHOP, BOARDS)
    assignments.register(assigned_to)
    onward.register(OccasionKind.WORKSHOP.value, to_the_board)
    done.register_over(OccasionKind.WORKSHOP.value, is_over)
    sentences.register(
        {
            "workshop.created": _l("%(who)s prepared the workshop “%(title)s”."),
            "workshop.edited": _l("%(who)s changed the workshop “%(title)s”."),
            "workshop.opened": _l("%(who)s opened the board of “%(title)s”."),
            "workshop.writing_stopped": _l("%(who)s ended the writing at “%(title)s”."),
            "workshop.writing_resumed": _l("%(who)s let the room write again at “%(title)s”."),
            "workshop.voting_opened": _l(
                "%(who)s opened the voting at “%(title)s”, with %(dots)s dots for each."
            ),
            "workshop.voting_closed": _l("%(who)s ended the voting at “%(title)s”."),
            "workshop.clock_started": _l(
                "%(who)s started the clock at “%(title)s”: %(minutes)s min."
            ),
            "workshop.clock_paused": _l("%(who)s paused the clock at “%(title)s”."),
            "workshop.clock_resumed": _l("%(who)s let the clock at “%(title)s” go on."),
            "workshop.clock_extended": _l("%(who)s gave “%(title)s” two more minutes."),
            "workshop.clock_stopped": _l("%(who)s stopped the clock at “%(title)s”."),
            "workshop.closed": _l("%(who)s closed the board of “%(title)s”."),
            "workshop.code_renewed": _l("%(who)s made a new code for “%(title)s”."),
            "workshop.door_locked": _l("%(who)s closed the door of “%(title)s” to newcomers."),
            "workshop.door_unlocked": _l("%(who)s opened the door of “%(title)s” again."),
            "workshop.device_removed": _l("%(who)s removed a device from “%(title)s”."),
            "workshop.note_taker_set": _l("%(who)s made %(name)s note-taker at “%(title)s”."),
            "workshop.note_entered": _l("%(who)s wrote a note for somebody at “%(title)s”."),
            "workshop.notes_pasted": _l("%(who)s pasted notes (%(count)s) at “%(title)s”."),
            "workshop.notes_grouped": _l(
                "%(who)s grouped notes (%(count)s) as “%(name)s” at “%(title)s”."
            ),
            "workshop.notes_moved": _l(
                "%(who)s moved notes (%(count)s) to “%(name)s” at “%(title)s”."
            ),
            "workshop.group_dissolved": _l(
                "%(who)s dissolved the group “%(name)s” at “%(title)s”."
            ),
            "workshop.place_renamed": _l("%(who)s gave “%(name)s” its name at “%(title)s”."),
            "workshop.column_added": _l("%(who)s added the column “%(name)s” at “%(title)s”."),
            "workshop.column_removed": _l("%(who)s removed the column “%(name)s” at “%(title)s”."),
        }
    )
