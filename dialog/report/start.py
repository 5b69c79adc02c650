"""What reports bring: their stage's page, their sentences, where a text and a proposal stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select

from dialog.contributions import links as contribution_links
from dialog.extensions import db
from dialog.journal import sentences
from dialog.process import boards, threads
from dialog.process.models import OwnerBoard, StageKind
from dialog.proposals import links as proposal_links
from dialog.report import queries
from dialog.report.drawing import chart_of
from dialog.report.models import Report
from dialog.report.word import source_line
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask

    from dialog.contributions.models import Contribution
    from dialog.proposals.models import Proposal
    from dialog.report.models import Edition


def holding(proposal: Proposal) -> list[tuple[str, str]]:
    """The editions that hold a proposal, and under which reference."""
    return [_line(edition, ref) for edition, ref in queries.editions_with(proposal=proposal)]


def resting_on(contribution: Contribution) -> list[tuple[str, str]]:
    """The editions that rest on a contribution, and under which proposal."""
    return [
        _line(edition, ref) for edition, ref in queries.editions_with(contribution=contribution)
    ]


def _line(edition: Edition, reference: str) -> tuple[str, str]:
    report = edition.report
    place = reference.split(":")[0]
    label = _(
        "Report to %(board)s, version %(number)s, under %(place)s",
        board=report.owner_board.name,
        number=edition.number,
        place=place,
    )
    address = url_for(
        "editions.show",
        slug=report.process.slug,
        number=report.id,
        edition=edition.number,
        _anchor=place,
    )
    return label, address


def has_report(board: OwnerBoard) -> bool:
    """Whether a report has been written to the board."""
    statement = select(Report.id).where(Report.owner_board_id == board.id).limit(1)
    return db.session.scalar(statement) is not None


def init_app(app: Flask) -> None:
    boards.register(has_report)
    threads.register(StageKind.REPORT, lambda slug: url_for("reports.index", slug=slug))
    contribution_links.register(resting_on)
    proposal_links.register(holding)
    app.jinja_env.globals.update(chart_of=chart_of, source_line=source_line)
    sentences.register(
        {
            "report.created": _l("%(who)s began the report to %(board)s."),
            "report.edited": _l("%(who)s changed the report to %(board)s."),
            "report.issued": _l("%(who)s issued the report to %(board)s, version %(number)s."),
            "report.link_made": _l(
                "%(who)s made a reading link to the report to %(board)s, version %(number)s."
            ),
            "report.link_revoked": _l(
                "%(who)s revoked a reading link to the report to %(board)s, version %(number)s."
            ),
        }
    )
