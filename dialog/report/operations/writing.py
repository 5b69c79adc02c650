"""Writing a report to an owner board, and seeing it as it would be issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dialog.errors import Stale
from dialog.extensions import db
from dialog.process.models import StageKind, TurnKind
from dialog.process.operations import lock
from dialog.proposals import figures
from dialog.report import building, queries, sending
from dialog.report.models import Report
from dialog.report.operations.common import record, turn
from dialog.report.settings import Settings
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.accounts.models import Person
    from dialog.process.models import OwnerBoard, Process
    from dialog.report.content import Content


def create_report(
    process: Process,
    owner_board: OwnerBoard,
    title: str,
    settings: Settings | Mapping[str, Any] | None = None,
    *,
    by: Person,
    now: datetime,
) -> Report:
    """The report to one owner board. A board has one: asking again gives the same."""
    lock(process)
    known = queries.report_to(owner_board)
    if known is not None:
        return known
    report = Report(
        process=process, owner_board=owner_board, title=title, settings=_stored(settings)
    )
    db.session.add(report)
    db.session.flush()
    turn(process, StageKind.REPORT, TurnKind.STARTED, by=by, now=now)
    record("created", report, by, now)
    return report


def edit_report(
    report: Report,
    *,
    title: str,
    settings: Settings,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """Change what the writer decides. Raises Stale with both texts when somebody was first."""
    lock(report.process)
    db.session.refresh(report)
    if report.version != version:
        raise Stale(
            _("Somebody else changed the report while you were writing. Choose what is to stand."),
            theirs=_texts(report.title, Settings.of(report.settings)),
            mine=_texts(title, settings),
            drawn_now={"version": report.version},
        )
    if report.title == title and Settings.of(report.settings) == settings:
        return
    report.title, report.settings = title, settings.to_json()
    report.version += 1
    record("edited", report, by, now)


def draft(report: Report, *, dated: date) -> Content:
    """The content as it would be issued now, for the one who writes it. Nothing is stored."""
    process = report.process
    figured = building.Figured(figures.live(process), figures.of_themes(process, reads=True))
    content, _lines = building.build(report, figured, sending.sender(), dated=dated)
    return content


def _stored(settings: Settings | Mapping[str, Any] | None) -> dict[str, Any]:
    if isinstance(settings, Settings):
        return settings.to_json()
    return Settings.of(settings or {}).to_json()


def _texts(title: str, settings: Settings) -> dict[str, str]:
    return {
        _("Title"): title,
        _("Registration number"): settings.reference,
        _("Kind of document"): settings.document,
        _("Under the title"): settings.lede,
        _("Proposed decision"): settings.decision,
        _("Summary"): settings.summary,
        _("Background"): settings.background,
        _("How it was done"): settings.method,
        _("What could not be answered"): settings.missing,
    }
