"""Approved quotations as reports print them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from dialog.contributions.queries import shown_parties
from dialog.proposals.words import stance_name
from dialog.report.content import QuotePart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialog.contributions.models import Contribution, Wording
    from dialog.process.models import Process
    from dialog.proposals.models import Evidence

# A quotation of about this many characters says something and is still read.
GOOD_LENGTH = 120


def text_ref(contribution_id: int) -> str:
    """How a report refers to one text: I and its number, the same in every report."""
    return f"I{contribution_id}"


def quote_parts(
    process: Process,
    texts: Iterable[tuple[Contribution, Wording]],
    evidence: Mapping[int, Evidence] | None = None,
) -> list[tuple[int, QuotePart]]:
    """(contribution, quotation), with the party where naming it points nobody out."""
    parties = shown_parties(process)
    made: list[tuple[int, QuotePart]] = []
    for contribution, wording in sorted(texts, key=lambda pair: pair[0].id):
        party = parties.of(contribution)
        row = evidence.get(contribution.id) if evidence else None
        part: QuotePart = {
            "ref": text_ref(contribution.id),
            "text": " ".join(wording.text.split()),
            "language": contribution.language,
            "party": (
                {"key": str(party.id), "name": party.name, "pattern": party.pattern}
                if party
                else None
            ),
            "source": contribution.occasion.title,
            "stance": stance_name(row.stance) if row is not None and row.stance != "for" else "",
        }
        made.append((contribution.id, part))
    return made


def breadth(quotes: Sequence[QuotePart], most: int, used: Collection[str] = ()) -> list[QuotePart]:
    """A few of them: not those used already, parties in turn, neither too short nor too long."""
    left = sorted(
        (quote for quote in quotes if quote["ref"] not in used),
        key=lambda quote: (abs(len(quote["text"]) - GOOD_LENGTH), quote["ref"]),
    )
    chosen: list[QuotePart] = []
    while left and len(chosen) < most:
        seen = {quote["party"]["key"] if quote["party"] else "" for quote in chosen}
        best = min(left, key=lambda q: (q["party"]["key"] if q["party"] else "") in seen)
        chosen.append(best)
        left.remove(best)
    return chosen
