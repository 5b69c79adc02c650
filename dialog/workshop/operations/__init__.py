"""Acts on a workshop: preparing, running, timing, joining, writing, arranging, voting."""

from dialog.workshop.operations.arranging import (
    Picked,
    add_column,
    gather,
    move,
    remove_column,
    rename,
    ungroup,
)
from dialog.workshop.operations.joining import (
    choose_party,
    join,
    join_invited,
    may_join_invited,
    remove_participant,
)
from dialog.workshop.operations.notes import (
    edit_note,
    enter_note,
    hide_notes,
    paste_notes,
    show_note,
    withdraw_note,
    write_note,
)
from dialog.workshop.operations.preparing import create_workshop, edit_workshop, set_note_taker
from dialog.workshop.operations.running import (
    close_board,
    close_voting,
    lock_door,
    open_board,
    open_voting,
    renew_code,
    resume_writing,
    stop_writing,
    unlock_door,
)
from dialog.workshop.operations.timing import (
    extend_clock,
    pause_clock,
    resume_clock,
    start_clock,
    stop_clock,
)
from dialog.workshop.operations.voting import give_dot, take_back_dot

__all__ = [
    "Picked",
    "add_column",
    "choose_party",
    "close_board",
    "close_voting",
    "create_workshop",
    "edit_note",
    "edit_workshop",
    "enter_note",
    "extend_clock",
    "gather",
    "give_dot",
    "hide_notes",
    "join",
    "join_invited",
    "lock_door",
    "may_join_invited",
    "move",
    "open_board",
    "open_voting",
    "paste_notes",
    "pause_clock",
    "remove_column",
    "remove_participant",
    "rename",
    "renew_code",
    "resume_clock",
    "resume_writing",
    "set_note_taker",
    "show_note",
    "start_clock",
    "stop_clock",
    "stop_writing",
    "take_back_dot",
    "ungroup",
    "unlock_door",
    "withdraw_note",
    "write_note",
]
