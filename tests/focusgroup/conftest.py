"""A planned group with a guide of two questions, Eva taking notes; and one that is talking."""

from __future__ import annotations

import pytest

from dialog.extensions import db
from dialog.focusgroup import operations
from dialog.focusgroup.models import FocusGroup, Guide
from dialog.focusgroup.operations.guides import Asked
from dialog.invitations.operations import walk_in
from dialog.process.models import PartyKind
from tests.people import NOW, party


@pytest.fixture
def guide(dialogue, ana) -> Guide:
    made = operations.create_guide(
        dialogue,
        "Samtalsguide",
        [Asked("När fungerade det bra?", 15), Asked("Vem vänder ni er till?", 20)],
        by=ana,
        now=NOW,
    )
    db.session.commit()
    return made


@pytest.fixture
def group(dialogue, ana, eva, guide) -> FocusGroup:
    made = operations.plan_group(
        dialogue,
        "Fokusgrupp 1",
        guide=guide,
        party=party(dialogue, PartyKind.ASSOCIATION),
        note_taker=eva,
        place="Biblioteket",
        by=ana,
        now=NOW,
    )
    db.session.commit()
    return made


@pytest.fixture
def talking(group, dialogue, ana) -> FocusGroup:
    """The group is open; F1, F2 and T1 have come."""
    operations.open_group(group, by=ana, now=NOW)
    for kind in (PartyKind.ASSOCIATION, PartyKind.ASSOCIATION, PartyKind.MUNICIPAL):
        walk_in(group.occasion, party(dialogue, kind), by=ana, now=NOW)
    db.session.commit()
    return group
