"""Acts on reports: written, issued in frozen editions, read by secret links."""

from dialog.report.operations.issuing import Drawn, draw_ahead, issue
from dialog.report.operations.links import make_reading_link, revoke_reading_link
from dialog.report.operations.writing import create_report, draft, edit_report

__all__ = [
    "Drawn",
    "create_report",
    "draft",
    "draw_ahead",
    "edit_report",
    "issue",
    "make_reading_link",
    "revoke_reading_link",
]
