"""Home, one dialogue's desk, its journal, and the outbox."""

from dialog.overview.routes.desk import overview
from dialog.overview.routes.journal import journals
from dialog.overview.routes.outbox import outbox

BLUEPRINTS = [overview, journals, outbox]
