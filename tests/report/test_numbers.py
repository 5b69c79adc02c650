"""Who was asked and who took part stands in the report exactly: it is no opinion."""

from __future__ import annotations

from dialog.extensions import db
from dialog.invitations.models import ReplyKind
from dialog.invitations.operations import reply
from dialog.process.models import OccasionKind, PartyKind, StageKind
from dialog.report import numbers, operations
from tests.people import NOW, party
from tests.proposals.conftest import occasion


def test_three_came_and_three_it_says(app, dialogue, report):
    board = occasion(dialogue, StageKind.WORKSHOP, OccasionKind.WORKSHOP, "Stormöte")
    side = party(dialogue, PartyKind.ASSOCIATION)
    for _number in range(3):
        reply(board, ReplyKind.WALKED_IN, side, now=NOW)
    db.session.commit()
    stage = next(one for one in numbers.participation(dialogue) if one.kind == "workshop")
    assert stage.parts[side.id] == numbers.Part(asked=0, took_part=3)
    with app.test_request_context():
        content = operations.draft(report, dated=NOW.date())
    row = next(row for row in content["method"]["rows"] if row["stage"] == "Workshop")
    assert row["cells"] == ["–", "3", "–", "–"]
    assert "Workshop: Föreningar 3." in content["summary"]["paragraphs"][0]["text"]


def test_parts_that_were_not_chosen_are_left_out(app, dialogue, report):
    report.settings = report.settings | {"parts": ["themes"]}
    db.session.commit()
    with app.test_request_context():
        content = operations.draft(report, dated=NOW.date())
    assert content["themes"] is not None
    for part in ("summary", "method", "comparisons", "missing"):
        assert content[part] is None
