"""Readings about reports, their editions, and what rests on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.extensions import db
from dialog.report.content import Line, checksum
from dialog.report.models import Edition, EditionLine, ReadingLink, Report
from dialog.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialog.contributions.models import Contribution
    from dialog.process.models import OwnerBoard, Process
    from dialog.proposals.models import Proposal


def reports_of(process: Process) -> dict[int, Report]:
    """Owner board → its report."""
    rows = db.session.scalars(select(Report).where(Report.process_id == process.id))
    return {report.owner_board_id: report for report in rows}


def report_to(owner_board: OwnerBoard) -> Report | None:
    return db.session.scalars(select(Report).where(Report.owner_board_id == owner_board.id)).first()


def report_in(process: Process, number: int) -> Report | None:
    return db.session.scalars(
        select(Report)
        .where(Report.process_id == process.id, Report.id == number)
        .options(joinedload(Report.owner_board))
    ).first()


def editions_of(report: Report) -> Sequence[Edition]:
    """The editions of a report, the latest first."""
    return db.session.scalars(
        select(Edition)
        .where(Edition.report_id == report.id)
        .order_by(Edition.number.desc())
        .options(joinedload(Edition.by))
    ).all()


def edition_in(report: Report, number: int) -> Edition | None:
    return db.session.scalars(
        select(Edition)
        .where(Edition.report_id == report.id, Edition.number == number)
        .options(joinedload(Edition.by))
    ).first()


def boards_waiting(process: Process) -> list[OwnerBoard]:
    """The owner boards that have not got an edition yet, in their order."""
    served = set(
        db.session.scalars(
            select(Report.owner_board_id)
            .join(Edition, Edition.report_id == Report.id)
            .where(Report.process_id == process.id)
        )
    )
    return [board for board in process.owner_boards if board.id not in served]


def lines_of(edition: Edition) -> list[Line]:
    """What each reference of an edition rests on, as it was summed."""
    rows = db.session.scalars(select(EditionLine).where(EditionLine.edition_id == edition.id))
    return [
        {
            "reference": row.reference,
            "proposal": row.proposal_id,
            "contribution": row.contribution_id,
            "wording": row.wording_id,
            "release": row.release_id,
        }
        for row in rows
    ]


def is_unchanged(edition: Edition) -> bool:
    """Whether content and evidence still give the checksum they had when they were issued."""
    return checksum(edition.content, lines_of(edition)) == edition.sha256


def editions_with(
    *, proposal: Proposal | None = None, contribution: Contribution | None = None
) -> list[tuple[Edition, str]]:
    """(edition, reference) for every edition that holds a proposal or rests on a contribution."""
    statement = (
        select(Edition, EditionLine.reference)
        .join(EditionLine, EditionLine.edition_id == Edition.id)
        .order_by(Edition.issued_at, Edition.id, EditionLine.reference)
        .options(joinedload(Edition.report).joinedload(Report.owner_board))
    )
    if proposal is not None:
        statement = statement.where(
            EditionLine.proposal_id == proposal.id, EditionLine.contribution_id.is_(None)
        )
    if contribution is not None:
        statement = statement.where(EditionLine.contribution_id == contribution.id)
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def links_to(edition: Edition) -> Sequence[ReadingLink]:
    """The reading links of an edition, revoked ones too, the latest first."""
    return db.session.scalars(
        select(ReadingLink)
        .where(ReadingLink.edition_id == edition.id)
        .order_by(ReadingLink.id.desc())
        .options(joinedload(ReadingLink.by))
    ).all()


def link_in(edition: Edition, number: int) -> ReadingLink | None:
    return db.session.scalars(
        select(ReadingLink).where(ReadingLink.edition_id == edition.id, ReadingLink.id == number)
    ).first()


def link_by_token(token: str) -> ReadingLink | None:
    """The reading link that holds `token`, revoked or not; None when it is wrong."""
    return db.session.scalars(
        select(ReadingLink)
        .where(ReadingLink.token_hash == digest(token))
        .options(joinedload(ReadingLink.edition))
    ).first()
