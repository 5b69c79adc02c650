"""Everything that was said, the coding desk, the themes."""

from dialog.synthesis.routes.codings import codings
from dialog.synthesis.routes.desk import desk
from dialog.synthesis.routes.lists import lists
from dialog.synthesis.routes.themes import themes

BLUEPRINTS = [lists, desk, codings, themes]
