"""A dialogue with proposals, ready to be reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dialog.contributions import operations as contributions
from dialog.extensions import db
from dialog.proposals.models import ProposalKind
from dialog.proposals.operations import propose
from dialog.report import operations
from dialog.report.settings import Settings
from tests.people import NOW
from tests.proposals.conftest import survey, texts, theme

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.process.models import Process
    from dialog.proposals.models import Proposal
    from dialog.report.models import Edition, Report
    from dialog.synthesis.models import Theme

__all__ = ["survey", "texts", "theme"]

QUOTED = "Vi fick en enda person att ringa, och det räckte."


@pytest.fixture
def proposals(
    dialogue: Process, theme: Theme, texts: list[Contribution], cleo: Person
) -> list[Proposal]:
    """One of each kind; one text may be quoted."""
    contributions.approve_quote(texts[1], by=cleo, now=NOW)
    first = propose(
        dialogue,
        ProposalKind.DIRECT,
        title="En namngiven kontakt <för alla>",
        what="Varje förening får en kontaktperson.\n\nByter den, säger vi det.",
        why="Ingen vet vem man ska ringa.",
        responsible="Kultur- och fritidsförvaltningen",
        principles=["dialogue"],
        code_cell="dialogue:implementation",
        from_theme=theme,
        by=cleo,
        now=NOW,
    )
    second = propose(
        dialogue,
        ProposalKind.AREA,
        title="Lokaler på kvällstid",
        what="Utred nycklar till skolorna.",
        contributions=texts[:6],
        by=cleo,
        now=NOW,
    )
    db.session.commit()
    return [first, second]


@pytest.fixture
def report(dialogue: Process, proposals: list[Proposal], ana: Person) -> Report:
    settings = Settings(
        reference="KFN 2026/112",
        decision="Nämnden ställer sig bakom inriktningen.\nNämnden uppdrar åt förvaltningen.",
        background="Föreningarna bad om det.\n\nFullmäktige sade ja.",
        method="Vi gick ut på våren.",
        missing="Föreningarna på Norrön är underrepresenterade.",
    )
    made = operations.create_report(
        dialogue,
        dialogue.owner_boards[0],
        "Öar i samtal & vad det blev",
        settings,
        by=ana,
        now=NOW,
    )
    db.session.commit()
    return made


@pytest.fixture
def edition(app, report: Report, ana: Person) -> Edition:
    with app.test_request_context():
        made = operations.issue(report, by=ana, now=NOW)
    db.session.commit()
    return made
