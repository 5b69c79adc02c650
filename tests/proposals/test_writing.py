"""Cleo makes proposals, of a theme or of chosen texts, and changes their words."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from dialog.extensions import db
from dialog.proposals import operations, queries
from dialog.proposals.models import Evidence, Proposal, ProposalKind, ProposalWording
from dialog.synthesis.models import Theme
from tests.conflicts import mine_stands, writes_on
from tests.people import NOW

WORDS = {
    "title": "En namngiven kontakt för varje förening",
    "kind": "direct",
    "what": "Varje förening får en kontaktperson i kommunen.",
    "why": "Ingen vet vem man ska ringa.",
    "responsible": "Kultur- och fritidsförvaltningen",
    "principles": ["dialogue", "long_term"],
    "code_cell": "dialogue:implementation",
}


def at(process, path=""):
    return f"/processes/{process.slug}/proposals{path}"


def made(process, person, title="Årshjul", kind=ProposalKind.DIRECT, **more):
    proposal = operations.propose(
        process, kind, title=title, what="Ett årshjul.", by=person, now=NOW, **more
    )
    db.session.commit()
    return proposal


def test_cleo_makes_a_proposal_of_a_theme_and_every_text_becomes_evidence(
    browser, cleo, dialogue, theme, texts
):
    page = browser(cleo).get(at(dialogue, f"/new?theme={theme.id}"))
    assert "En namngiven kontakt" in page.text
    answer = browser(cleo).post(at(dialogue, "/new"), {**WORDS, "theme": theme.id})
    assert answer.status_code == 303
    proposal = db.session.scalars(select(Proposal)).one()
    assert set(queries.evidence_rows(proposal)) == {text.id for text in texts}
    assert [found.id for found, _row in queries.themes_of(proposal)] == [theme.id]
    assert proposal.wording.code == ("dialogue", "implementation")


def test_a_theme_keeps_the_number_it_has_in_the_tree(browser, cleo, dialogue, theme):
    above = Theme(process_id=dialogue.id, name="Kontakt", position=1)
    theme.position = 2
    db.session.add(above)
    db.session.flush()
    theme.parent_id = above.id
    db.session.commit()
    browser(cleo).post(at(dialogue, "/new"), {**WORDS, "theme": theme.id})
    proposal = db.session.scalars(select(Proposal)).one()
    page = browser(cleo).get(at(dialogue, f"/{proposal.id}")).text
    assert f'<span class="r-no">1.1</span><a href="/processes/{dialogue.slug}/themes' in page


def test_the_chain_goes_by_rows_and_not_by_words(browser, cleo, dialogue, theme, texts):
    """The theme's name stands in no text, and the theme is renamed and retired: nothing is lost."""
    proposal = made(dialogue, cleo, from_theme=theme)
    theme.name, theme.retired_at = "Något helt annat", NOW
    db.session.commit()
    page = browser(cleo).get(at(dialogue, f"/{proposal.id}/evidence"))
    for text in texts:
        assert f'/contributions/{text.id}"' in page.text
    from dialog.contributions import operations as contributions

    contributions.mask(texts[0], "[…]", because="namn", by=cleo, now=NOW)
    db.session.commit()
    assert texts[0].id in queries.evidence_rows(proposal)


def test_chosen_texts_become_evidence_by_way_of_the_form(browser, cleo, dialogue, texts):
    answer = browser(cleo).post(at(dialogue, "/new"), {"contribution": [texts[0].id, texts[2].id]})
    assert answer.status_code == 303
    assert f"contribution={texts[0].id}&contribution={texts[2].id}" in answer.location
    page = browser(cleo).get(answer.location)
    assert "Ge oss ett namn" in page.text
    browser(cleo).post(at(dialogue, "/new"), {**WORDS, "contribution": [texts[0].id, texts[2].id]})
    proposal = db.session.scalars(select(Proposal)).one()
    assert set(queries.evidence_rows(proposal)) == {texts[0].id, texts[2].id}


def test_texts_ticked_in_the_list_of_texts_lead_to_the_form(browser, cleo, dialogue, theme, texts):
    page = browser(cleo).get(f"/processes/{dialogue.slug}/themes/contributions").text
    assert f'formaction="{at(dialogue, "/new")}"' in page
    answer = browser(cleo).post(
        at(dialogue, "/new"), {"chosen": [texts[0].id, texts[1].id], "theme": theme.id}
    )
    assert answer.location.endswith(f"/new?contribution={texts[0].id}&contribution={texts[1].id}")
    page = browser(cleo).get(f"/processes/{dialogue.slug}/themes/{theme.id}").text
    assert at(dialogue, f"/new?theme={theme.id}") in page


def test_the_same_form_sent_twice_makes_one_proposal(browser, cleo, dialogue):
    words = {**WORDS, "client_id": str(uuid.uuid4())}
    first = browser(cleo).post(at(dialogue, "/new"), words)
    second = browser(cleo).post(at(dialogue, "/new"), words)
    assert first.location == second.location
    assert len(db.session.scalars(select(Proposal)).all()) == 1


def test_a_proposal_without_words_is_asked_for_them_and_keeps_what_was_typed(
    browser, cleo, dialogue, theme
):
    answer = browser(cleo).post(at(dialogue, "/new"), {**WORDS, "title": "", "theme": theme.id})
    assert answer.status_code == 422
    assert "Varje förening får en kontaktperson" in answer.text
    assert f'name="theme" value="{theme.id}"' in answer.text
    assert 'value="dialogue:implementation" checked' in answer.text


def test_nonsense_from_outside_the_form_is_refused(browser, cleo, dialogue):
    words = {**WORDS, "code_cell": "galaxy:end", "principles": ["greed"], "kind": "third"}
    assert browser(cleo).post(at(dialogue, "/new"), words).status_code == 422


def test_what_a_proposal_said_before_is_kept(browser, cleo, dialogue):
    proposal = made(dialogue, cleo)
    words = {**WORDS, "version": proposal.version}
    assert browser(cleo).post(at(dialogue, f"/{proposal.id}/edit"), words).status_code == 303
    wordings = db.session.scalars(select(ProposalWording).order_by(ProposalWording.number)).all()
    assert [wording.title for wording in wordings] == ["Årshjul", WORDS["title"]]
    assert "Ett årshjul." in browser(cleo).get(at(dialogue, f"/{proposal.id}")).text


def test_the_same_words_again_change_nothing(browser, cleo, dialogue):
    proposal = made(dialogue, cleo)
    words = {"title": "Årshjul", "what": "Ett årshjul.", "code_cell": "", "version": 1}
    browser(cleo).post(at(dialogue, f"/{proposal.id}/edit"), words)
    assert len(db.session.get(Proposal, proposal.id).wordings) == 1


def test_ana_and_cleo_edit_at_once_and_both_texts_are_shown(browser, ana, cleo, dialogue):
    proposal = made(dialogue, cleo)
    words = {**WORDS, "version": 1}
    browser(ana).post(at(dialogue, f"/{proposal.id}/edit"), words)
    late = {**WORDS, "what": "Jag tänkte tvärtom.", "version": 1}
    answer = browser(cleo).post(at(dialogue, f"/{proposal.id}/edit"), late)
    assert answer.status_code == 409
    assert "Varje förening får en kontaktperson" in answer.text
    assert "Jag tänkte tvärtom." in answer.text
    assert db.session.get(Proposal, proposal.id).wording.what == WORDS["what"]
    assert "Jag tänkte tvärtom.</textarea>" in writes_on(browser(cleo), answer).text
    assert mine_stands(browser(cleo), answer).status_code == 303
    assert db.session.get(Proposal, proposal.id).wording.what == "Jag tänkte tvärtom."


def test_a_removed_text_keeps_its_row_and_can_come_back(browser, cleo, dialogue, theme, texts):
    proposal = made(dialogue, cleo, from_theme=theme)
    row = queries.evidence_rows(proposal)[texts[0].id]
    path = at(dialogue, f"/{proposal.id}/evidence")
    assert browser(cleo).post(f"{path}/{row.id}/removal").status_code == 303
    assert texts[0].id not in queries.evidence_rows(proposal)
    assert db.session.get(Evidence, row.id).removed_at is not None
    assert "Ge oss ett namn" in browser(cleo).get(f"{path}/new?text=NAMN").text
    browser(cleo).post(path, {"contribution": [texts[0].id], "stance": "against"})
    assert queries.evidence_rows(proposal)[texts[0].id].stance == "against"
    rows = db.session.scalars(select(Evidence).where(Evidence.contribution_id == texts[0].id)).all()
    assert len(rows) == 2


def test_what_speaks_against_is_weighed_and_shown(browser, cleo, dialogue, texts):
    proposal = made(dialogue, cleo, contributions=[texts[0]])
    row = queries.evidence_rows(proposal)[texts[0].id]
    path = at(dialogue, f"/{proposal.id}/evidence")
    browser(cleo).post(f"{path}/{row.id}/stance", {"stance": "nuance"})
    assert queries.evidence_rows(proposal)[texts[0].id].stance == "nuance"
    assert "Nyanserar" in browser(cleo).get(at(dialogue, f"/{proposal.id}")).text
    assert browser(cleo).post(f"{path}/{row.id}/stance", {"stance": "x"}).status_code == 400


def test_a_theme_attached_later_brings_only_what_is_new(browser, cleo, dialogue, theme, texts):
    proposal = made(dialogue, cleo, contributions=[texts[0]])
    path = at(dialogue, f"/{proposal.id}/evidence")
    browser(cleo).post(path, {"theme": theme.id})
    browser(cleo).post(path, {"theme": theme.id})
    rows = db.session.scalars(select(Evidence).where(Evidence.removed_at.is_(None))).all()
    assert len([row for row in rows if row.contribution_id]) == len(texts)
    assert len([row for row in rows if row.theme_id]) == 1
