"""Issuing: a report frozen as it is now, with its figures let out and its Word file made.

Drawing the Word file takes a second or two, in which nobody else should have to wait. So it can be
drawn ahead, from what would be frozen: `draw_ahead` builds that in a reading transaction, and
`issue` takes the file over when what it freezes turns out to be the same. When something has
changed in between, it draws again. Nothing depends on the file: the same content gives the same
bytes, at any time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import StageKind, TurnKind
from dialog.process.operations import lock
from dialog.proposals import figures
from dialog.proposals import queries as proposals
from dialog.report import building, queries, sending, storage, word
from dialog.report.content import checksum
from dialog.report.models import Edition, EditionLine
from dialog.report.operations.common import record, turn
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.report.content import Content, Line
    from dialog.report.models import Report


@dataclass(frozen=True)
class Drawn:
    """A Word file, and the content that it shows."""

    content: Any
    docx: bytes


def draw_ahead(
    report: Report, *, note: str = "", now: datetime, let_go: Callable[[], None]
) -> Drawn:
    """The Word file of the report as it would be issued now. Nothing is stored.

    `let_go` ends the transaction that the content was read in: none is held while drawing.
    """
    process = report.process
    figured = building.Figured(figures.foreseen(process), figures.foreseen_themes(process))
    made, _lines = _build(report, figured, note=note, now=now)
    let_go()
    content = _as_stored(made)
    return Drawn(content, word.document(content))


def issue(
    report: Report, *, note: str = "", drawn: Drawn | None = None, by: Person, now: datetime
) -> Edition:
    """Freeze the report as it is now: content, evidence and Word file, with their checksums.

    The figures in it are released by this act. Refuses a report without proposals, and a second
    edition that does not say what is new.
    """
    process = report.process
    lock(process)
    db.session.refresh(report)
    figured = building.Figured(
        figures.let_out(process, because="report", by=by, now=now),
        figures.let_out_themes(process, because="report", by=by, now=now),
    )
    made, lines = _build(report, figured, note=note, now=now)
    edition = _freeze(report, made, lines, drawn, by=by, now=now)
    turn(process, StageKind.PROPOSALS, TurnKind.COMPLETED, by=by, now=now)
    if not queries.boards_waiting(process):
        turn(process, StageKind.REPORT, TurnKind.COMPLETED, by=by, now=now)
    record("issued", report, by, now, number=edition.number)
    return edition


def _build(
    report: Report, figured: building.Figured, *, note: str, now: datetime
) -> tuple[Content, list[Line]]:
    if not proposals.lines_of(report.process):
        raise Refusal(_("There are no proposals yet. A report needs at least one."))
    number = len(queries.editions_of(report)) + 1
    if number > 1 and not note:
        raise Refusal(_("Write what is new in this edition: the earlier one has been read."))
    return building.build(
        report, figured, sending.sender(), dated=sending.day(now), edition=number, note=note
    )


def _as_stored(made: Content) -> Any:
    return json.loads(json.dumps(made))


def _freeze(
    report: Report,
    made: Content,
    lines: list[Line],
    drawn: Drawn | None,
    *,
    by: Person,
    now: datetime,
) -> Edition:
    content = _as_stored(made)
    if drawn is None or drawn.content != content:
        drawn = Drawn(content, word.document(content))
    edition = Edition(
        report_id=report.id,
        number=made["edition"],
        content=content,
        sha256=checksum(content, lines),
        docx_sha256=storage.keep(drawn.docx),
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
