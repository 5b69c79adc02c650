"""The two lists: their order, the change of kind, withdrawing, merging, the European code."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.proposals import operations, queries
from dialog.proposals.models import Proposal, ProposalKind
from tests.people import NOW
from tests.proposals.test_writing import WORDS, at, made


def titles(process, kind=ProposalKind.DIRECT):
    return [line.wording.title for line in queries.lists_of(process)[kind]]


@pytest.fixture
def three(dialogue, cleo):
    return [made(dialogue, cleo, title) for title in ("Ett", "Två", "Tre")]


def test_the_empty_page_teaches(browser, cleo, olle, dialogue):
    assert "Skriv det första förslaget" in browser(cleo).get(at(dialogue)).text
    assert "Skriv det första förslaget" not in browser(olle).get(at(dialogue)).text


def test_proposals_move_up_and_down_by_buttons(browser, cleo, dialogue, three):
    browser(cleo).post(at(dialogue, f"/{three[2].id}/moving"), {"to": "up"})
    assert titles(dialogue) == ["Ett", "Tre", "Två"]
    browser(cleo).post(at(dialogue, f"/{three[0].id}/moving"), {"to": "down"})
    assert titles(dialogue) == ["Tre", "Ett", "Två"]
    browser(cleo).post(at(dialogue, f"/{three[2].id}/moving"), {"to": "up"})
    assert titles(dialogue) == ["Tre", "Ett", "Två"]


def test_a_change_of_kind_asks_for_a_reason(browser, cleo, dialogue, three):
    path = at(dialogue, f"/{three[0].id}/kind")
    assert browser(cleo).post(path, {"because": ""}).status_code == 422
    assert titles(dialogue, ProposalKind.AREA) == []
    assert browser(cleo).post(path, {"because": "Det kostar för mycket."}).status_code == 303
    assert titles(dialogue) == ["Två", "Tre"]
    assert titles(dialogue, ProposalKind.AREA) == ["Ett"]
    assert "Det kostar för mycket." in browser(cleo).get(at(dialogue, f"/{three[0].id}")).text
    journal = browser(cleo).get(f"/processes/{dialogue.slug}/journal").text
    assert "Det kostar för mycket." in journal
    with pytest.raises(Refusal):
        operations.change_kind(three[1], ProposalKind.AREA, "", by=cleo, now=NOW)


def test_a_withdrawn_proposal_keeps_its_words_and_comes_back_last(browser, cleo, dialogue, three):
    path = at(dialogue, f"/{three[0].id}")
    assert browser(cleo).post(f"{path}/withdrawal", {"because": ""}).status_code == 422
    browser(cleo).post(f"{path}/withdrawal", {"because": "Finns redan."})
    assert titles(dialogue) == ["Två", "Tre"]
    page = browser(cleo).get(path).text
    assert "Finns redan." in page
    assert "Ett årshjul." in page
    answer = browser(cleo).post(f"{path}/edit", {**WORDS, "version": 2})
    assert answer.status_code == 409
    browser(cleo).post(f"{path}/return")
    assert titles(dialogue) == ["Två", "Tre", "Ett"]


def test_merging_takes_the_evidence_along(browser, cleo, dialogue, texts, three):
    operations.add_evidence(three[0], contribution=texts[0], by=cleo, now=NOW)
    operations.add_evidence(three[0], contribution=texts[1], by=cleo, now=NOW)
    operations.add_evidence(three[1], contribution=texts[1], by=cleo, now=NOW)
    db.session.commit()
    answer = browser(cleo).post(
        at(dialogue, f"/{three[0].id}/merging"), {"into": three[1].id, "because": "Samma sak."}
    )
    assert answer.location.endswith(f"/proposals/{three[1].id}")
    assert titles(dialogue) == ["Två", "Tre"]
    assert set(queries.evidence_rows(three[1])) == {texts[0].id, texts[1].id}
    assert "Två" in browser(cleo).get(at(dialogue, f"/{three[0].id}")).text
    bad = {"into": three[0].id, "because": "x"}
    assert browser(cleo).post(at(dialogue, f"/{three[1].id}/merging"), bad).status_code == 422


def test_the_european_code_shows_where_the_proposals_lie(browser, olle, cleo, dialogue, three):
    browser(cleo).post(at(dialogue, f"/{three[0].id}/edit"), {**WORDS, "version": 1})
    page = browser(olle).get(at(dialogue, "/european-code")).text
    assert WORDS["title"] in page
    assert "Genomförande" in page


def test_the_workbook_holds_both_lists_and_no_formulas(browser, cleo, dialogue, theme):
    made(dialogue, cleo, "=1+1", from_theme=theme)
    made(dialogue, cleo, "Kartläggning", kind=ProposalKind.AREA)
    answer = browser(cleo).get(at(dialogue, "/proposals.xlsx"))
    book = load_workbook(BytesIO(answer.data))
    first, second = book.worksheets
    assert first["B2"].value == "=1+1"
    assert first["B2"].data_type == "s"
    assert second["B2"].value == "Kartläggning"
    assert [first["I2"].value, first["J2"].value] == [6, "·"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/new", WORDS),
        ("/{id}/edit", {**WORDS, "version": "1"}),
        ("/{id}/kind", {"because": "x"}),
        ("/{id}/moving", {"to": "up"}),
        ("/{id}/withdrawal", {"because": "x"}),
        ("/{id}/return", {}),
        ("/{id}/merging", {"because": "x"}),
        ("/{id}/evidence", {}),
        ("/{id}/evidence/1/removal", {}),
        ("/{id}/evidence/1/stance", {"stance": "for"}),
        ("/figures", {}),
    ],
)
def test_only_those_who_propose_may_act(browser, olle, eva, dev, dialogue, three, path, data):
    address = at(dialogue, path.format(id=three[0].id))
    assert browser(olle).post(address, data).status_code == 403
    assert browser(eva).post(address, data).status_code == 403
    assert browser(dev).post(address, data).status_code == 404
    assert browser().post(address, data).status_code in {302, 303, 401}
    assert len(db.session.get(Proposal, three[0].id).wordings) == 1


def test_a_proposal_is_found_through_its_own_dialogue(browser, cleo, ana, dialogue, three):
    from tests import people

    other = people.dialogue(ana, title="En annan dialog")
    assert browser(ana).get(at(other, f"/{three[0].id}")).status_code == 404
    assert browser(ana).get(at(dialogue, f"/{three[0].id}")).status_code == 200
