"""Making a dialogue, its settings, its turns, its team."""

from dialog.process.routes.occasions import occasions
from dialog.process.routes.processes import processes
from dialog.process.routes.team import blueprint as teams
from dialog.process.routes.turns import turns

BLUEPRINTS = [processes, turns, teams, occasions]
