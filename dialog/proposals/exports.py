"""Both lists as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.proposals import words
from dialog.texts import gettext as _
from dialog.web.downloads import Sheet, xlsx_response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response

    from dialog.measures.disclosure import Cell
    from dialog.process.models import Process
    from dialog.proposals.figures import Figures
    from dialog.proposals.models import ProposalKind
    from dialog.proposals.queries import Line


def workbook(
    process: Process, lists: Mapping[ProposalKind, Sequence[Line]], figures: Figures
) -> Response:
    """An XLSX file with a sheet for each list. A withheld figure is a dot, never zero."""
    heads = [
        _("No."),
        _("Title"),
        _("Kind"),
        _("What is proposed"),
        _("Why"),
        _("Who is responsible"),
        _("Principles"),
        _("European code"),
        *[_("Voices: %(party)s", party=party.name) for party in process.parties],
    ]
    return xlsx_response(
        f"{process.slug} {_('Proposals')}",
        [
            Sheet(words.kind_name(kind), heads, [_row(line, process, figures) for line in lines])
            for kind, lines in lists.items()
        ],
    )


def _row(line: Line, process: Process, figures: Figures) -> list[str | int]:
    wording = line.wording
    return [
        line.number,
        wording.title,
        words.kind_name(line.proposal.kind),
        wording.what,
        wording.why,
        wording.responsible,
        words.principles_line(wording.principles),
        words.cell_name(wording.code),
        *[_shown(figures.cell(line.proposal, party.id)) for party in process.parties],
    ]


def _shown(cell: Cell | None) -> str | int:
    return "·" if cell is None or cell.withheld else cell.value
