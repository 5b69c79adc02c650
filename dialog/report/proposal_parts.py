"""The parts of a report that tell what is proposed: the two lists, and what each rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dialog.contributions.models import Contribution
from dialog.contributions.queries import approved_quotes
from dialog.extensions import db
from dialog.proposals import queries, words
from dialog.report.content import (
    WITHHELD,
    Appendix,
    EvidencePart,
    Line,
    PartyWords,
    ProposalList,
    ProposalPart,
    Proposals,
    QuotePart,
    Sentence,
)
from dialog.report.quotes import breadth, quote_parts, text_ref
from dialog.report.settings import paragraphs
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.measures.disclosure import Cell
    from dialog.process.models import Process
    from dialog.proposals.figures import Figures
    from dialog.proposals.models import Evidence, Proposal
    from dialog.proposals.queries import Line as ListLine

QUOTES_PER_PROPOSAL = 6


def proposal_ref(number: int) -> str:
    """How a report refers to a proposal: F and its place in the two lists."""
    return f"F{number}"


def lists(process: Process, figures: Figures) -> tuple[Proposals, list[Line]]:
    """Both lists in full, and a line for each proposal and its figure."""
    made: list[ProposalList] = []
    kept: list[Line] = []
    for kind, lines in queries.lists_of(process).items():
        made.append(
            {
                "heading": words.list_name(kind),
                "intro": words.list_meaning(kind),
                "entries": [_proposal(line, process, figures) for line in lines],
            }
        )
        for line in lines:
            released = figures.by_proposal.get(line.proposal.id)
            kept.append(
                _line(
                    proposal_ref(line.number),
                    proposal=line.proposal.id,
                    release=released.id if released else None,
                )
            )
    proposals: Proposals = {
        "heading": _("The proposals in short"),
        "caption": _("The proposals, and how many voices each rests on."),
        "head": [
            _("No."),
            _("Proposal"),
            _("Kind"),
            _("Responsible"),
            *[party.name for party in process.parties],
        ],
        "lists": made,
    }
    return proposals, kept


def _proposal(line: ListLine, process: Process, figures: Figures) -> ProposalPart:
    wording = line.wording
    return {
        "ref": proposal_ref(line.number),
        "id": line.proposal.id,
        "number": line.number,
        "kind": words.kind_name(line.proposal.kind),
        "title": wording.title,
        "what": paragraphs(wording.what),
        "why": paragraphs(wording.why),
        "responsible": wording.responsible or _("Not decided"),
        "principles": words.principles_line(wording.principles),
        "cell": words.cell_name(wording.code),
        "voices": [shown(figures.cell(line.proposal, party.id)) for party in process.parties],
        "total": shown(figures.total(line.proposal)),
    }


def appendix(process: Process, figures: Figures) -> tuple[Appendix, list[Line]]:
    """What each proposal rests on; and a line for every piece of evidence, shown or not."""
    items: list[EvidencePart] = []
    kept: list[Line] = []
    for line in queries.lines_of(process):
        rows = queries.evidence_rows(line.proposal)
        items.append(
            {
                "ref": proposal_ref(line.number),
                "title": line.wording.title,
                "themes": [theme.name for theme, _row in queries.themes_of(line.proposal)],
                "texts": _references(line, rows, figures, process.k),
                "quotes": _quotes(process, line.proposal, rows),
            }
        )
        kept += [
            _line(
                f"{proposal_ref(line.number)}:{text_ref(number)}",
                proposal=line.proposal.id,
                contribution=number,
                wording=row.wording_id,
            )
            for number, row in sorted(rows.items())
        ]
    return {
        "heading": _("Appendix: the evidence"),
        "intro": _(
            "For each proposal: the themes it came from, the texts it rests on by their numbers, "
            "and what may be quoted of them. The municipality keeps every text."
        ),
        "entries": items,
    }, kept


def _references(line: ListLine, rows: dict[int, Evidence], figures: Figures, k: int) -> str:
    """The numbers of the texts; withheld where their count would tell a figure that is."""
    if not rows:
        return _("No text is attached.")
    total = figures.total(line.proposal)
    if total is None or total.withheld:
        return _("The numbers are not listed, for some party is fewer than %(k)s voices.", k=k)
    return ", ".join(text_ref(number) for number in sorted(rows))


def _quotes(process: Process, proposal: Proposal, rows: dict[int, Evidence]) -> list[QuotePart]:
    texts = db.session.execute(
        approved_quotes(process).where(Contribution.id.in_(queries.evidence_ids(proposal)))
    ).all()
    parts = quote_parts(process, [(row[0], row[1]) for row in texts], rows)
    return breadth([part for _id, part in parts], QUOTES_PER_PROPOSAL)


def withheld(proposals: Proposals, parties: Sequence[PartyWords]) -> list[Sentence]:
    """Which proposals have figures that are not shown, in a sentence for each party."""
    made: list[Sentence] = []
    items = [item for each in proposals["lists"] for item in each["entries"]]
    for place, party in enumerate(parties):
        refs = [item["ref"] for item in items if item["voices"][place] == WITHHELD]
        if refs:
            text = _(
                "How many voices of %(party)s these proposals rest on is not shown: %(refs)s.",
                party=party["name"],
                refs=", ".join(refs),
            )
            made.append({"text": text, "refs": []})
    return made


def shown(cell: Cell | None) -> str:
    return WITHHELD if cell is None or cell.withheld else str(cell.value)


def _line(
    reference: str,
    *,
    proposal: int,
    contribution: int | None = None,
    wording: int | None = None,
    release: int | None = None,
) -> Line:
    return {
        "reference": reference,
        "proposal": proposal,
        "contribution": contribution,
        "wording": wording,
        "release": release,
    }
