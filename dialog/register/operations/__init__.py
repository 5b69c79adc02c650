"""Acts on the register: organisations, contacts, their part in a dialogue, merging, import."""

from dialog.register.operations.contacts import (
    add_contact,
    clear_bounce,
    edit_contact,
    mark_bounced,
    resume,
    stop,
)
from dialog.register.operations.importing import do_import, look_again, preview
from dialog.register.operations.making import Choices
from dialog.register.operations.merging import merge
from dialog.register.operations.organisations import (
    add_organisation,
    archive,
    edit_organisation,
    unarchive,
)
from dialog.register.operations.participations import leave, take_part, take_part_many

__all__ = [
    "Choices",
    "add_contact",
    "add_organisation",
    "archive",
    "clear_bounce",
    "do_import",
    "edit_contact",
    "edit_organisation",
    "leave",
    "look_again",
    "mark_bounced",
    "merge",
    "preview",
    "resume",
    "stop",
    "take_part",
    "take_part_many",
    "unarchive",
]
