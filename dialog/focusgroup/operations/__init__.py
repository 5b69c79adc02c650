"""Acts in a focus group: plan, open, close; write the guide; say who came; write down what is said."""

from dialog.focusgroup.operations.attending import add_speaker, give_codes
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
    "close_group",
    "create_guide",
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
    "withdraw_note",
    "write_guide",
]
