"""The red thread: from a proposal to what was said and back; and what is not shown of it."""

from __future__ import annotations

from dialog.contributions import operations as contributions
from dialog.extensions import db
from dialog.process.models import OccasionKind, PartyKind, StageKind
from dialog.proposals import figures, operations
from tests.people import NOW, party
from tests.proposals.conftest import occasion, say
from tests.proposals.test_writing import at, made


def test_one_click_each_way(browser, cleo, dialogue, theme, texts):
    proposal = made(dialogue, cleo, from_theme=theme)
    page = browser(cleo).get(at(dialogue, f"/{proposal.id}")).text
    assert f"/contributions/{texts[0].id}" in page
    assert "Läs alla 8" in page
    contribution = browser(cleo).get(f"/processes/{dialogue.slug}/contributions/{texts[0].id}")
    assert f'/proposals/{proposal.id}"' in contribution.text


def test_quotes_of_both_parties_are_chosen_to_show_the_breadth(
    browser, cleo, dialogue, theme, survey
):
    for number in range(5):
        say(survey, PartyKind.MUNICIPAL, f"Kommunen säger {number}.")
    proposal = made(dialogue, cleo, from_theme=theme)
    from dialog.process.models import Role
    from dialog.proposals import readings

    said = readings.said(proposal, cleo, {Role.ANALYST}, reads=True)
    parties = {quote.party.kind for quote in said.stages[0].quotes}
    assert parties == {PartyKind.ASSOCIATION, PartyKind.MUNICIPAL}


def test_the_party_stands_beside_a_text_only_where_k_voices_answered(
    browser, cleo, dialogue, theme, texts
):
    proposal = made(dialogue, cleo, from_theme=theme)
    page = browser(cleo).get(at(dialogue, f"/{proposal.id}/evidence?text=fritid")).text
    assert "Vi vet inte heller vem på fritid som tar över." in page
    assert 'class="r-party" data-p="k"' not in page.split('class="r-elist"')[1]


def test_small_groups_are_withheld_as_a_dot_and_never_as_a_figure(browser, cleo, dialogue, theme):
    proposal = made(dialogue, cleo, from_theme=theme)
    shown = figures.live(dialogue)
    cell = shown.cell(proposal, party(dialogue, PartyKind.MUNICIPAL).id)
    assert cell.withheld
    assert shown.cell(proposal, party(dialogue, PartyKind.ASSOCIATION).id).value == 6
    assert shown.total(proposal).withheld
    page = browser(cleo).get(at(dialogue)).text
    assert "färre än 5" in page


def test_an_observer_sees_approved_quotes_and_released_figures_alone(
    browser, olle, cleo, dialogue, theme, texts
):
    proposal = made(dialogue, cleo, from_theme=theme)
    contributions.approve_quote(texts[1], by=cleo, now=NOW)
    db.session.commit()
    page = browser(olle).get(at(dialogue, f"/{proposal.id}")).text
    assert "Vi fick en enda person att ringa" in page
    assert "Ge oss ett namn" not in page
    assert "/contributions/" not in page
    assert "inte utlämnat än" in page
    assert browser(olle).get(at(dialogue, f"/{proposal.id}/evidence")).status_code == 403
    assert browser(cleo).post(at(dialogue, "/figures")).status_code == 303
    released = figures.released(dialogue)
    assert released.cell(proposal, party(dialogue, PartyKind.ASSOCIATION).id).value == 6
    assert "inte utlämnat än" not in browser(olle).get(at(dialogue)).text


def test_released_figures_do_not_creep(cleo, dialogue, theme, survey):
    """One more voice would tell what that voice said: the earlier figure stands (R8)."""
    proposal = made(dialogue, cleo, from_theme=theme)
    figures.let_out(dialogue, because="test", by=cleo, now=NOW)
    one_more = say(survey, PartyKind.ASSOCIATION, "En till.")
    operations.add_evidence(proposal, contribution=one_more, by=cleo, now=NOW)
    column = party(dialogue, PartyKind.ASSOCIATION).id
    assert figures.live(dialogue).cell(proposal, column).value == 7
    again = figures.let_out(dialogue, because="test", by=cleo, now=NOW)
    assert again.cell(proposal, column).value == 6


def test_hidden_texts_do_not_count_and_are_not_shown(browser, cleo, dialogue, theme, texts):
    proposal = made(dialogue, cleo, from_theme=theme)
    contributions.hide(texts[0], by=cleo, now=NOW, because="dubblett")
    db.session.commit()
    column = party(dialogue, PartyKind.ASSOCIATION).id
    assert figures.live(dialogue).cell(proposal, column).value == 5
    assert "Ge oss ett namn" not in browser(cleo).get(at(dialogue, f"/{proposal.id}")).text


def test_three_stages_join_in_one_thread(browser, cleo, dialogue, theme, texts):
    group = occasion(dialogue, StageKind.FOCUS_GROUPS, OccasionKind.FOCUS_GROUP, "Grupp 2")
    board = occasion(dialogue, StageKind.WORKSHOP, OccasionKind.WORKSHOP, "Stormöte")
    more = [
        say(group, PartyKind.ASSOCIATION, "Det hänger på person."),
        say(board, PartyKind.ASSOCIATION, "Ett namn, tack."),
    ]
    proposal = made(dialogue, cleo, from_theme=theme, contributions=more)
    page = browser(cleo).get(at(dialogue, f"/{proposal.id}")).text
    for heading in ("Enkät", "Fokusgrupper", "Workshop"):
        assert f"<h3>{heading}" in page


def test_a_proposal_without_evidence_says_so(browser, cleo, dialogue):
    proposal = made(dialogue, cleo)
    page = browser(cleo).get(at(dialogue, f"/{proposal.id}")).text
    assert "Inget underlag" in page
