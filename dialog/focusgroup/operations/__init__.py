"""Acts in a focus group: plan, open, close; write the guide; say who came; write down what is said."""

from dialog.focusgroup.operations.attending import (
    add_speaker,
    came,
    did_not_come,
    give_codes,
    take_back_walk_in,
    walked_in,
)
from dialog.focusgroup.operations.groups import close_group, edit_group, open_group, plan_group
from dialog.focusgroup.operations.guides import Asked, create_guide, write_guide
from dialog.focusgroup.operations.notes import (
    drop_draft,
    edit_note,
    hide_note,
    note,
    save_draft,
    show_note,
    withdraw_note,
)

__all__ = [
    "Asked",
    "add_speaker",
    "came",
    "close_group",
    "create_guide",
    "did_not_come",
    "drop_draft",
    "edit_group",
    "edit_note",
    "give_codes",
    "hide_note",
    "note",
    "open_group",
    "plan_group",
    "save_draft",
    "show_note",
    "take_back_walk_in",
    "walked_in",
    "withdraw_note",
    "write_guide",
]
