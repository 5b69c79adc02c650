"""Issuing: frozen with checksum and evidence, and frozen it stays; k is kept everywhere."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from dialog.contributions import operations as contributions
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.proposals import operations as proposal_operations
from dialog.report import operations, queries
from dialog.report.models import Edition, EditionLine
from dialog.report.settings import Settings
from tests.conflicts import mine_stands, writes_on
from tests.people import NOW
from tests.report.conftest import QUOTED


def at(process, path=""):
    return f"/processes/{process.slug}/reports{path}"


def test_ana_writes_a_report_reads_the_draft_and_issues_it(browser, ana, dialogue, proposals):
    board = dialogue.owner_boards[0]
    page = browser(ana).get(at(dialogue)).text
    assert board.name in page
    words = {
        "board": board.id,
        "title": "Öar i samtal",
        "reference": "KFN 2026/112",
        "decision": "Nämnden säger ja.",
        "parts": ["summary", "method", "comparisons", "themes", "missing"],
    }
    answer = browser(ana).post(at(dialogue, "/new"), words)
    assert answer.status_code == 303
    draft = browser(ana).get(answer.location).text
    for sign in ("utkast", "Nämnden säger ja.", "F1", QUOTED, "Lokaler på kvällstid"):
        assert sign in draft
    issued = browser(ana).post(f"{answer.location}/issuing", {"note": ""})
    assert issued.status_code == 303
    page = browser(ana).get(issued.location).text
    assert "version 1, fryst" in page
    assert "Kontrollsumma" in page


def test_a_board_has_one_report_however_often_it_is_asked_for(browser, ana, dialogue, report):
    again = operations.create_report(dialogue, dialogue.owner_boards[0], "En till", by=ana, now=NOW)
    assert again.id == report.id
    answer = browser(ana).post(
        at(dialogue, "/new"), {"board": dialogue.owner_boards[0].id, "title": "x"}
    )
    assert answer.location.endswith(f"/reports/{report.id}")


def test_a_report_without_title_or_board_is_refused(browser, ana, dialogue):
    board = dialogue.owner_boards[0].id
    answer = browser(ana).post(at(dialogue, "/new"), {"board": board, "decision": "Ja tack."})
    assert answer.status_code == 422
    assert "Ja tack." in answer.text
    assert browser(ana).post(at(dialogue, "/new"), {"title": "x"}).status_code == 404


def test_there_is_nothing_to_issue_without_proposals(app, ana, dialogue):
    report = operations.create_report(dialogue, dialogue.owner_boards[0], "x", by=ana, now=NOW)
    with app.test_request_context(), pytest.raises(Refusal):
        operations.issue(report, by=ana, now=NOW)


def test_stale_edits_show_both_texts(browser, ana, dialogue, report):
    words = {"title": "Nytt", "background": "Så här var det.", "version": 1}
    assert browser(ana).post(at(dialogue, f"/{report.id}/edit"), words).status_code == 303
    late = {"title": "Mitt", "background": "Tvärtom var det.", "version": 1}
    answer = browser(ana).post(at(dialogue, f"/{report.id}/edit"), late)
    assert answer.status_code == 409
    assert "Så här var det." in answer.text
    assert "Tvärtom var det." in answer.text
    assert "Tvärtom var det.</textarea>" in writes_on(browser(ana), answer).text
    assert mine_stands(browser(ana), answer).status_code == 303
    assert report.title == "Mitt"


def test_every_reference_has_a_line_that_says_what_it_rests_on(edition, proposals, texts):
    lines = {
        line.reference: line
        for line in db.session.scalars(
            select(EditionLine).where(EditionLine.edition_id == edition.id)
        )
    }
    assert lines["F1"].proposal_id == proposals[0].id
    assert lines["F1"].release_id is not None
    for text in texts:
        line = lines[f"F1:I{text.id}"]
        assert line.contribution_id == text.id
        assert line.wording_id == text.wordings[0].id
    assert "T" in lines


def test_frozen_stays_frozen(
    browser, ana, cleo, dialogue, edition, report, theme, texts, proposals
):
    """Texts are hidden, codings and proposals changed, a theme renamed: the edition is the same."""
    address = at(dialogue, f"/{report.id}/editions/1")
    before = browser(ana).get(address).text
    before_docx = browser(ana).get(f"{address}/report.docx").data
    contributions.hide(texts[1], by=cleo, now=NOW, because="ville inte")
    theme.name = "Något annat"
    proposal_operations.withdraw(proposals[1], "Finns redan", by=cleo, now=NOW)
    operations.edit_report(
        report,
        title="En annan rubrik",
        settings=Settings(),
        version=report.version,
        by=ana,
        now=NOW,
    )
    db.session.commit()
    after = browser(ana).get(address).text
    assert sheet(after) == sheet(before)
    assert browser(ana).get(f"{address}/report.docx").data == before_docx
    assert queries.is_unchanged(edition)
    assert "som den utfärdades" in browser(ana).get(f"{address}/check").text


def sheet(page: str) -> str:
    return page.split('class="r-paper"')[1].split("</main>")[0]


def test_the_database_refuses_to_change_an_edition(edition):
    for change in (
        Edition.__table__.update().values(number=7),
        EditionLine.__table__.delete(),
    ):
        with pytest.raises(DBAPIError):
            db.session.execute(change)
        db.session.rollback()


def test_the_check_sees_a_change(edition):
    content = json.loads(json.dumps(edition.content))
    from dialog.report.content import checksum

    lines = queries.lines_of(edition)
    assert checksum(content, lines) == edition.sha256
    content["title"] += "!"
    assert checksum(content, lines) != edition.sha256
    assert checksum(edition.content, lines[1:]) != edition.sha256


def test_a_second_edition_says_what_is_new(app, browser, ana, dialogue, edition, report):
    path = at(dialogue, f"/{report.id}/issuing")
    assert browser(ana).post(path, {"note": ""}).status_code == 422
    with app.test_request_context(), pytest.raises(Refusal):
        operations.issue(report, by=ana, now=NOW)
    answer = browser(ana).post(path, {"note": "Rättat en siffra."})
    assert answer.location.endswith("/editions/2")
    assert "Rättat en siffra." in browser(ana).get(answer.location).text
    first = browser(ana).get(at(dialogue, f"/{report.id}/editions/1")).text
    assert "Rättat en siffra." not in first


def test_withheld_counts_are_nowhere(browser, ana, cleo, dialogue, edition, report, texts):
    """Two voices of the municipality: no 2 beside its name, no 8 in all, no list to count."""
    entry = edition.content["appendix"]["entries"][0]
    assert "räknas inte upp" in entry["texts"]
    assert entry["ref"] == "F1"
    first = edition.content["proposals"]["lists"][0]["entries"][0]
    assert first["voices"] == ["6", "·"]
    assert first["total"] == "·"
    whole = json.dumps(edition.content)
    unquoted = [text for text in texts if text.id != texts[1].id]
    assert not any(f'"I{text.id}"' in whole for text in unquoted[6:])
    for text in texts[6:]:
        assert text.wordings[0].text not in whole
    second = edition.content["appendix"]["entries"][1]
    assert second["texts"] == ", ".join(
        f"I{text.id}" for text in sorted(texts[:6], key=lambda t: t.id)
    )
    address = at(dialogue, f"/{report.id}/editions/1")
    docx = Document(BytesIO(browser(ana).get(f"{address}/report.docx").data))
    cells = [[cell.text for cell in row.cells] for table in docx.tables for row in table.rows]
    assert cells[-2][:3] == ["F1", "En namngiven kontakt <för alla>", "Direkt åtgärd"]
    assert cells[-2][-2:] == ["6", "·"]
    assert ["En namngiven kontakt", "6", "·"] in cells
    page = browser(ana).get(address).text
    assert "8 röster" not in page


def test_unapproved_words_are_nowhere_in_it(edition, texts):
    whole = json.dumps(edition.content, ensure_ascii=False)
    assert QUOTED in whole
    for text in texts:
        if text.id != texts[1].id:
            assert text.wordings[0].text not in whole


def test_the_evidence_is_walked_both_ways(
    browser, ana, olle, dialogue, edition, report, proposals, texts
):
    page = browser(ana).get(at(dialogue, f"/{report.id}/editions/1")).text
    assert f"/proposals/{proposals[0].id}" in page
    assert f"/contributions/{texts[1].id}" in page
    contribution = browser(ana).get(f"/processes/{dialogue.slug}/contributions/{texts[3].id}").text
    assert f"/reports/{report.id}/editions/1#F1" in contribution
    proposal = browser(ana).get(f"/processes/{dialogue.slug}/proposals/{proposals[0].id}").text
    assert "Det står i rapporten" in proposal
    assert f"/reports/{report.id}/editions/1#F1" in proposal
    observed = browser(olle).get(at(dialogue, f"/{report.id}/editions/1")).text
    assert "/contributions/" not in observed


def test_issuing_releases_the_figures_to_observers(browser, olle, dialogue, edition):
    assert "inte utlämnat än" not in browser(olle).get(f"/processes/{dialogue.slug}/proposals").text


@pytest.mark.parametrize("path", ["", "/draft.docx", "/edit", "/issuing"])
def test_drafts_are_for_those_who_report(browser, cleo, olle, dev, dialogue, report, path):
    address = at(dialogue, f"/{report.id}{path}")
    assert browser(cleo).get(address).status_code == 403
    assert browser(olle).get(address).status_code == 403
    assert browser(dev).get(address).status_code == 404


def test_observers_read_what_is_issued(browser, olle, dev, dialogue, edition, report):
    address = at(dialogue, f"/{report.id}/editions/1")
    assert browser(olle).get(address).status_code == 200
    assert browser(olle).get(f"{address}/report.docx").status_code == 200
    assert browser(olle).get(f"{address}/links").status_code == 403
    assert browser(dev).get(address).status_code == 404
    assert browser(olle).get(at(dialogue, f"/{report.id}/editions/2")).status_code == 404
