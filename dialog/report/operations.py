"""Acts on reports: written, issued in frozen editions, read by secret links."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dialog import journal, tokens
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.process import queries as processes
from dialog.process.models import StageKind, TurnKind
from dialog.process.operations import lock, turn_stage
from dialog.proposals import figures
from dialog.proposals import queries as proposals
from dialog.report import building, queries, sending, storage, word
from dialog.report.content import checksum
from dialog.report.models import Edition, EditionLine, ReadingLink, Report
from dialog.report.settings import Settings
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.accounts.models import Person
    from dialog.process.models import OwnerBoard, Process
    from dialog.report.content import Content, Line


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
    _turn(process, StageKind.REPORT, TurnKind.STARTED, by=by, now=now)
    _record("created", report, by, now)
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
    _record("edited", report, by, now)


def issue(report: Report, *, note: str = "", by: Person, now: datetime) -> Edition:
    """Freeze the report as it is now: content, evidence and Word file, with their checksums.

    The figures in it are released by this act. Refuses a report without proposals, and a second
    edition that does not say what is new.
    """
    process = report.process
    lock(process)
    db.session.refresh(report)
    if not proposals.lines_of(process):
        raise Refusal(_("There are no proposals yet. A report needs at least one."))
    number = len(queries.editions_of(report)) + 1
    if number > 1 and not note:
        raise Refusal(_("Write what is new in this edition: the earlier one has been read."))
    figured = building.Figured(
        figures.let_out(process, because="report", by=by, now=now),
        figures.let_out_themes(process, because="report", by=by, now=now),
    )
    made, lines = building.build(
        report, figured, sending.sender(), dated=sending.day(now), edition=number, note=note
    )
    edition = _freeze(report, made, lines, by=by, now=now)
    _turn(process, StageKind.PROPOSALS, TurnKind.COMPLETED, by=by, now=now)
    if queries.all_boards_have_one(process):
        _turn(process, StageKind.REPORT, TurnKind.COMPLETED, by=by, now=now)
    _record("issued", report, by, now, number=number)
    return edition


def draft(report: Report, *, dated: date) -> Content:
    """The content as it would be issued now, for the one who writes it. Nothing is stored."""
    process = report.process
    figured = building.Figured(figures.live(process), figures.of_themes(process, reads=True))
    content, _lines = building.build(report, figured, sending.sender(), dated=dated)
    return content


def make_reading_link(edition: Edition, *, by: Person, now: datetime) -> tuple[ReadingLink, str]:
    """A secret link to one edition, and its token, which is shown this once."""
    link = ReadingLink(
        edition_id=edition.id,
        token_hash=tokens.digest(tokens.fresh()),
        made_at=now,
        by_id=by.id,
    )
    db.session.add(link)
    db.session.flush()
    token = tokens.derive("reading", link.id)
    link.token_hash = tokens.digest(token)
    _record("link_made", edition.report, by, now, number=edition.number)
    return link, token


def revoke_reading_link(link: ReadingLink, *, by: Person, now: datetime) -> None:
    """From now on the link opens nothing. Revoking twice changes nothing."""
    if link.is_revoked:
        return
    link.revoked_at = now
    _record("link_revoked", link.edition.report, by, now, number=link.edition.number)


def _freeze(
    report: Report, made: Content, lines: list[Line], *, by: Person, now: datetime
) -> Edition:
    content: Any = json.loads(json.dumps(made))
    edition = Edition(
        report_id=report.id,
        number=made["edition"],
        content=content,
        sha256=checksum(content, lines),
        docx_sha256=storage.keep(word.document(content)),
        reference=f"{report.process.slug}-{report.id}-{made['edition']}",
        issued_at=now,
        by_id=by.id,
    )
    db.session.add(edition)
    db.session.flush()
    db.session.add_all(
        EditionLine(
            edition_id=edition.id,
            reference=line["reference"],
            proposal_id=line["proposal"],
            contribution_id=line["contribution"],
            wording_id=line["wording"],
            release_id=line["release"],
        )
        for line in lines
    )
    db.session.flush()
    return edition


def _turn(process: Process, kind: StageKind, turn: TurnKind, *, by: Person, now: datetime) -> None:
    stage = processes.stage_of(process, kind)
    if stage is not None:
        turn_stage(stage, turn, by=by, now=now)


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


def _record(verb: str, report: Report, by: Person, now: datetime, **facts: str | int) -> None:
    journal.record(
        f"report.{verb}",
        by=by,
        about=report,
        now=now,
        process_id=report.process_id,
        title=report.title,
        board=report.owner_board.name,
        **facts,
    )
