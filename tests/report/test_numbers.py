"""Who was asked and who took part stands in the report exactly: it is no opinion."""

from __future__ import annotations

from dialog.extensions import db
from dialog.invitations.models import ReplyKind
from dialog.invitations.operations import reply
from dialog.process.models import OccasionKind, PartyKind, StageKind
from dialog.report import numbers, operations
from tests.people import NOW, party
from tests.proposals.conftest import occasion
from tests.survey.respondents import Phone, asked, association, make_survey


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
    said = content["summary"]["paragraphs"][0]["text"]
    assert "3 personer har deltagit i en öppen workshop (Föreningar 3)." in said


def test_two_surveys_are_two_rows_for_they_may_ask_the_same(app, browser, dialogue, report, ana):
    first, second = (make_survey(dialogue, ana, mode="named") for _number in range(2))
    first.occasion.title, second.occasion.title = "Vårens enkät", "Höstens enkät"
    make_survey(dialogue, ana, opened=False)
    [contact] = association("Byalaget", "Bo By", by=ana)
    Phone(browser(), asked(first, contact, by=ana)).answer_all("Ring").send()
    asked(second, contact, by=ana)
    db.session.commit()
    with app.test_request_context():
        content = operations.draft(report, dated=NOW.date())
    rows = {row["stage"]: row["cells"] for row in content["method"]["rows"]}
    assert rows["Enkät: Vårens enkät"][:2] == ["1", "1"]
    assert rows["Enkät: Höstens enkät"][1] == "–"
    assert sum("Enkät" in name and "Hur vill ni" in name for name in rows) == 0, "never opened"
    said = content["summary"]["paragraphs"][0]["text"]
    assert "har 1 besvarat enkäten ”Vårens enkät” (Föreningar 1 av 1)." in said
    visit = browser(ana)
    issuing = visit.get(f"/processes/{dialogue.slug}/reports/{report.id}/issuing").text
    assert "Ännu öppet" in issuing
    assert "Höstens enkät" in issuing
    desk = visit.get(f"/processes/{dialogue.slug}").text
    assert "Vårens enkät · Öppen" in desk
    assert "Höstens enkät · Öppen" in desk


def test_parts_that_were_not_chosen_are_left_out(app, dialogue, report):
    report.settings = report.settings | {"parts": ["themes"]}
    db.session.commit()
    with app.test_request_context():
        content = operations.draft(report, dated=NOW.date())
    assert content["themes"] is not None
    for part in ("summary", "method", "comparisons", "missing"):
        assert content[part] is None
