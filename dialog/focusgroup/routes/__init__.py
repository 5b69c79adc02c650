"""The groups of a dialogue, their guides, who came, and the note-taking desk."""

from dialog.focusgroup.routes.attendance import attendance
from dialog.focusgroup.routes.groups import groups
from dialog.focusgroup.routes.guides import guides
from dialog.focusgroup.routes.notes import notes

BLUEPRINTS = [groups, guides, notes, attendance]
