"""Reports as they are written, their frozen editions, and what a reading link opens."""

from dialog.report.routes.editions import editions
from dialog.report.routes.reading import reading
from dialog.report.routes.reports import reports

BLUEPRINTS = [reports, editions, reading]
