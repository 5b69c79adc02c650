"""Coding: whole texts and words in them, once, with the words kept; and taking it back."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from dialog.contributions.operations import edit_wording, hide
from dialog.contributions.queries import current_wording
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.synthesis import queries
from dialog.synthesis.models import Coding
from dialog.synthesis.operations import code, uncode
from tests.people import NOW
from tests.synthesis.conftest import TEXT

WHERE = "/processes/oar-i-samtal/themes"


def sent(contribution, theme=None, **changes):
    return {
        "contribution": str(contribution.id),
        "wording": str(current_wording(contribution).id),
        "theme": str(theme.id) if theme else "",
    } | changes


def codings():
    return db.session.scalars(select(Coding).order_by(Coding.id)).all()


def test_cleo_codes_a_whole_text_twice_and_it_is_coded_once(browser, cleo, say, way_in):
    contribution = say()
    visit = browser(cleo)
    for _time in range(2):
        assert visit.post(f"{WHERE}/codings", sent(contribution, way_in)).status_code == 303
    made = codings()
    assert [(one.start, one.words) for one in made] == [(None, TEXT)]
    assert "Vägen in" in visit.get(f"{WHERE}/desk?contribution={contribution.id}").text


def test_words_after_a_face_are_found_where_they_stand(browser, cleo, say, answers):
    contribution = say()
    words = "gick det fyra månader"
    start = TEXT.index(words)
    assert len(TEXT[:start].encode("utf-16-le")) // 2 == start + 1, "JavaScript counts one more"
    marked = {"words": words, "start": str(start), "stop": str(start + len(words))}
    browser(cleo).post(f"{WHERE}/codings", sent(contribution, answers, **marked))
    one = codings()[0]
    assert (one.start, one.stop, one.words) == (start, start + len(words), words)
    page = browser(cleo).get(f"{WHERE}/desk?contribution={contribution.id}").text
    assert f'<mark><span data-at="{start}">{words}</span>' in page


def test_without_javascript_the_words_are_looked_for(browser, cleo, say, answers):
    contribution = say()
    browser(cleo).post(f"{WHERE}/codings", sent(contribution, answers, words="på Öckerö"))
    one = codings()[0]
    assert TEXT[one.start : one.stop] == "på Öckerö"


def test_words_that_do_not_stand_there_are_complained_about_and_kept(browser, cleo, say, answers):
    contribution = say()
    answer = browser(cleo).post(
        f"{WHERE}/codings", sent(contribution, answers, words="på Marstrand")
    )
    assert answer.status_code == 422
    assert "på Marstrand" in answer.text
    assert codings() == []


def test_offsets_that_do_not_hold_the_words_are_refused(say, way_in, cleo):
    contribution = say()
    for start, stop, words in ((0, 3, "Bro"), (5, 4, None), (0, 999, None)):
        with pytest.raises(Refusal):
            code(contribution, way_in, start=start, stop=stop, words=words, by=cleo, now=NOW)


def test_a_theme_is_named_by_number_or_name(browser, cleo, say, way_in, answers):
    first, second, third = say(), say(), say()
    visit = browser(cleo)
    visit.post(f"{WHERE}/codings", sent(first, named="1.1"))
    visit.post(f"{WHERE}/codings", sent(second, named="svarstider"))
    assert [one.theme_id for one in codings()] == [answers.id, answers.id]
    assert visit.post(f"{WHERE}/codings", sent(third, named="Månen")).status_code == 422


def test_a_text_that_has_changed_must_be_read_again(browser, cleo, ana, say, way_in):
    contribution = say()
    old = sent(contribution, way_in)
    edit_wording(contribution, "Ny text.", by=ana, now=NOW)
    db.session.commit()
    assert browser(cleo).post(f"{WHERE}/codings", old).status_code == 409
    assert codings() == []


def test_a_coding_of_an_earlier_wording_keeps_its_words(browser, cleo, ana, say, answers):
    contribution = say()
    code(contribution, answers, start=0, stop=3, by=cleo, now=NOW)
    edit_wording(contribution, "Helt annan text.", by=ana, now=NOW)
    page = browser(cleo).get(f"{WHERE}/desk?contribution={contribution.id}").text
    assert "Bra" in page
    assert "<mark>" not in page


def test_cleo_takes_a_coding_back_and_undoes_that(browser, cleo, ana, say, way_in):
    contribution = say()
    visit = browser(cleo)
    visit.post(f"{WHERE}/codings", sent(contribution, way_in))
    number = codings()[0].id
    assert visit.post(f"{WHERE}/codings/{number}/removal").status_code == 303
    assert queries.codings_of(contribution) == []
    assert visit.post(f"{WHERE}/codings/undoing").status_code == 303
    assert [one.theme_id for one in queries.codings_of(contribution)] == [way_in.id]
    visit.post(f"{WHERE}/codings/undoing")
    assert queries.codings_of(contribution) == []
    assert len(codings()) == 2, "what was done and undone can be read"
    assert browser(ana).post(f"{WHERE}/codings/undoing").status_code == 409, "not hers to undo"


def test_undo_is_refused_when_somebody_else_was_there_since(browser, cleo, ana, say, way_in):
    contribution = say()
    made = code(contribution, way_in, by=cleo, now=NOW)
    uncode(made, by=ana, now=NOW)
    assert browser(cleo).post(f"{WHERE}/codings/undoing").status_code == 409


def test_several_are_coded_and_uncoded_at_once(browser, cleo, say, way_in):
    spoken = [say(f"Text {number} om vägen in") for number in range(3)]
    visit = browser(cleo)
    chosen = {"chosen": [str(one.id) for one in spoken], "theme": str(way_in.id)}
    assert visit.post(f"{WHERE}/codings/several", chosen | {"act": "code"}).status_code == 303
    assert queries.progress(way_in.process) == (3, 3)
    visit.post(f"{WHERE}/codings/undoing")
    assert queries.progress(way_in.process) == (0, 3), "one act is undone as one"
    visit.post(f"{WHERE}/codings/several", chosen | {"act": "code"})
    visit.post(f"{WHERE}/codings/several", chosen | {"act": "uncode"})
    assert queries.progress(way_in.process) == (0, 3)
    assert visit.post(f"{WHERE}/codings/several", {"theme": str(way_in.id)}).status_code == 409


def test_counts_are_of_voices_and_of_what_counts(say, way_in, answers, cleo, ana, dialogue):
    first = say()
    again = say("En gång till.", voice=first.voice)
    official = say(kind=PartyKind.MUNICIPAL)
    hidden = say("Dold.", kind=PartyKind.MUNICIPAL)
    for one in (first, again, official, hidden):
        code(one, answers, by=cleo, now=NOW)
    code(first, way_in, by=cleo, now=NOW)
    hide(hidden, by=ana, now=NOW)
    counts = queries.voices_by_theme_and_party(dialogue)
    sides = [party.id for party in dialogue.parties]
    assert [counts[answers.id][side] for side in sides] == [1, 1]
    assert [counts[way_in.id][side] for side in sides] == [1, 1], "a voice counts once"
    assert {one.id for one in queries.contributions_of_theme(way_in)} == {
        first.id,
        again.id,
        official.id,
    }
    assert queries.contributions_of_theme(way_in, with_children=False) == [first]


def test_few_voices_are_not_shown_beside_the_theme(browser, cleo, say, way_in):
    for _voice in range(4):
        code(say(kind=PartyKind.MUNICIPAL), way_in, by=cleo, now=NOW)
    for _voice in range(6):
        code(say(), way_in, by=cleo, now=NOW)
    page = browser(cleo).get(f"{WHERE}/tree").text
    assert ">6</td>" in page
    assert ">4</td>" not in page


def test_nobody_else_reads_or_codes(browser, eva, olle, dev, adam, say, way_in):
    contribution = say()
    for person, status in ((eva, 403), (olle, 403), (dev, 404), (adam, 403)):
        visit = browser(person)
        for path in ("contributions", f"desk?contribution={contribution.id}", "desk/similar"):
            assert visit.get(f"{WHERE}/{path}").status_code == status
        assert visit.post(f"{WHERE}/codings", sent(contribution, way_in)).status_code == status
        assert visit.post(f"{WHERE}/download").status_code == status
    assert codings() == []


def test_a_contribution_leads_to_its_themes(app, say, answers, cleo):
    from dialog.contributions.links import links_of

    contribution = say()
    code(contribution, answers, by=cleo, now=NOW)
    with app.test_request_context():
        lines = dict(links_of(contribution))
    assert any(f"theme={answers.id}" in address for address in lines.values())


def test_six_hundred_texts_are_listed_and_coded_with_few_questions(
    browser, cleo, say, way_in, answers
):
    spoken = [say(f"Text {number} om nycklar och larm.") for number in range(600)]
    for one in spoken[:300]:
        code(one, answers, by=cleo, now=NOW)
    visit = browser(cleo)
    visit.get(f"{WHERE}/contributions")
    for path in ("contributions", "contributions?uncoded=1&q=nycklar&sort=longest"):
        assert asked(visit, path) <= 20
    desk = f"desk?contribution={spoken[400].id}"
    assert asked(visit, desk) <= 20
    assert asked(visit, f"desk/similar?contribution={spoken[400].id}") <= 20
    assert db.session.scalar(select(func.count()).select_from(Coding)) == 300


def asked(visit, path):
    """How many questions a page asks the database, signing in and finding the process included."""
    count = []
    note = lambda *_args: count.append(1)  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert visit.get(f"{WHERE}/{path}").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(count)
