"""Builds the content of a report from what the dialogue holds now.

Always in Swedish, the language of the boards. Figures come in released, texts through the door for
texts; what is withheld is said to be, and stands nowhere as a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialog.proposals import queries as proposals
from dialog.report import dialogue_parts, participation, proposal_parts
from dialog.report.content import FORMAT, Content, Line, PartyWords, Sentence, Texts, Words
from dialog.report.settings import Part, Settings, lines, paragraphs
from dialog.texts import force_locale, ngettext
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from dialog.disclosure import Released
    from dialog.process.models import Process
    from dialog.proposals.figures import Figures
    from dialog.report.models import Report

LANGUAGE = "sv"


@dataclass(frozen=True)
class Sender:
    """Who the report comes from, as its header says."""

    municipality: str
    administration: str


@dataclass(frozen=True)
class Figured:
    """The figures a report is made with: of now for a preview, released ones when it is issued."""

    proposals: Figures
    themes: Released | None


def build(
    report: Report,
    figured: Figured,
    sender: Sender,
    *,
    dated: date,
    edition: int = 0,
    note: str = "",
) -> tuple[Content, list[Line]]:
    """The content, and what each of its references rests on. `edition` 0 is a preview."""
    with force_locale(LANGUAGE):
        return _build(report, figured, sender, dated=dated, edition=edition, note=note)


def _build(
    report: Report, figured: Figured, sender: Sender, *, dated: date, edition: int, note: str
) -> tuple[Content, list[Line]]:
    process, settings = report.process, Settings.of(report.settings)
    compared, compared_lines = dialogue_parts.comparisons(process)
    themes, theme_lines = dialogue_parts.themes(process, figured.themes)
    listed, listed_lines = proposal_parts.lists(process, figured.proposals)
    appendix, appendix_lines = proposal_parts.appendix(process, figured.proposals)
    lists = [line for each in listed["lists"] for line in each["entries"]]
    content: Content = {
        "format": FORMAT,
        "language": LANGUAGE,
        "municipality": sender.municipality,
        "administration": sender.administration,
        "document": settings.document or _("Official report"),
        "reference": settings.reference,
        "process": process.title,
        "board": report.owner_board.name,
        "dated": dated.isoformat(),
        "edition": edition,
        "standing": _("version %(number)s, frozen %(date)s", number=edition, date=dated.isoformat())
        if edition
        else _("draft"),
        "note": note,
        "title": report.title,
        "lede": settings.lede
        or _(
            "Report to %(board)s on the dialogue %(title)s.",
            board=report.owner_board.name,
            title=process.title,
        ),
        "parties": [party_words(process, party.id) for party in process.parties],
        "words": _words(process.k),
        "decision": _texts(_("Proposed decision"), lines(settings.decision)),
        "summary": _summary(settings, process, compared, len(lists)),
        "background": _texts(_("Background"), paragraphs(settings.background)),
        "method": dialogue_parts.method(process, settings) if settings.has(Part.METHOD) else None,
        "comparisons": compared if settings.has(Part.COMPARISONS) else None,
        "themes": themes if settings.has(Part.THEMES) else None,
        "proposals": listed,
        "missing": None,
        "sources": _sources(),
        "appendix": appendix,
    }
    if settings.has(Part.MISSING):
        content["missing"] = _missing(settings, content)
    _number_headings(content)
    kept = [*listed_lines, *appendix_lines]
    kept += compared_lines if content["comparisons"] else []
    kept += theme_lines if content["themes"] else []
    return content, kept


def _number_headings(content: Content) -> None:
    """1, 2, 3 … before the headings of the body; what stands before and after it has none."""
    headed: list[Any] = [
        content["background"],
        content["method"],
        content["comparisons"],
        content["themes"],
        content["proposals"],
        *content["proposals"]["lists"],
    ]
    for number, part in enumerate((part for part in headed if part), 1):
        part["heading"] = f"{number} {part['heading']}"


def party_words(process: Process, party_id: int) -> PartyWords:
    party = next(party for party in process.parties if party.id == party_id)
    return {"key": str(party.id), "name": party.name, "pattern": party.pattern}


def sentences(texts: Sequence[str]) -> list[Sentence]:
    return [{"text": text, "refs": []} for text in texts]


def _texts(heading: str, texts: Sequence[str]) -> Texts | None:
    return {"heading": heading, "paragraphs": sentences(texts)} if texts else None


def _summary(
    settings: Settings,
    process: Process,
    compared: dialogue_parts.MaybeComparisons,
    proposals_made: int,
) -> Texts | None:
    if not settings.has(Part.SUMMARY):
        return None
    heading = _("Summary")
    if settings.summary:
        return _texts(heading, paragraphs(settings.summary))
    made = [
        *participation.sentences(process),
        *dialogue_parts.verdicts(compared if settings.has(Part.COMPARISONS) else None),
    ]
    if proposals_made:
        made.append(_about_proposals(process))
    return {"heading": heading, "paragraphs": made} if made else None


def _about_proposals(process: Process) -> Sentence:
    lists = proposals.lists_of(process)
    direct, areas = (len(lines) for lines in lists.values())
    text = ngettext(
        "One proposal is put forward.", "%(num)s proposals are put forward.", direct + areas
    )
    if direct and areas:
        measures = ngettext("One is a direct measure", "%(num)s are direct measures", direct)
        further = ngettext(
            "one is an area to investigate jointly",
            "%(num)s are areas to investigate jointly",
            areas,
        )
        text += f" {measures}, {further}."
    elif direct:
        text += " " + ngettext("It is a direct measure.", "All are direct measures.", direct)
    else:
        text += " " + ngettext(
            "It is an area to investigate jointly.", "All are areas to investigate jointly.", areas
        )
    text += " " + _("Each can be followed back to the texts it rests on.")
    return {"text": text, "refs": []}


def _missing(settings: Settings, content: Content) -> Texts | None:
    """What could not be answered: what the writer says, and everything that is withheld."""
    texts = sentences(paragraphs(settings.missing))
    texts += dialogue_parts.withheld(content["comparisons"], content["themes"], content["parties"])
    texts += proposal_parts.withheld(content["proposals"], content["parties"])
    return {"heading": _("What could not be answered"), "paragraphs": texts} if texts else None


def _sources() -> Texts:
    return {
        "heading": _("How the evidence is kept"),
        "paragraphs": sentences(
            [
                _(
                    "F and a number is a proposal, J and a number a comparison, I and a number a "
                    "text that somebody left. The appendix says what each proposal rests on."
                ),
                _(
                    "Figures count voices: a person or an organisation that speaks counts once for "
                    "each occasion, however much it says. Small groups are not shown."
                ),
            ]
        ),
    }


def _words(k: int) -> Words:
    return {
        "contents": _("Contents"),
        "why": _("Why"),
        "responsible": _("Responsible"),
        "principles": _("Principles"),
        "cell": _("European code"),
        "themes": _("Themes"),
        "texts": _("Texts it rests on"),
        "evidence": _("Evidence"),
        "page": _("Page"),
        "checksum": _("Checksum"),
        "withheld": _("A dot means that the figure is not shown: fewer than %(k)s voices.", k=k),
        "back": _("Back to the proposal"),
    }
