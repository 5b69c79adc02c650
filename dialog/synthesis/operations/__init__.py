"""Acts on themes and codings."""

from dialog.synthesis.operations.coding import code, code_several, uncode, uncode_several
from dialog.synthesis.operations.themes import (
    add_theme,
    edit_theme,
    merge_theme,
    move_theme,
    restore_theme,
    retire_theme,
    step_theme,
)
from dialog.synthesis.operations.undoing import undo_latest

__all__ = [
    "add_theme",
    "code",
    "code_several",
    "edit_theme",
    "merge_theme",
    "move_theme",
    "restore_theme",
    "retire_theme",
    "step_theme",
    "uncode",
    "uncode_several",
    "undo_latest",
]
