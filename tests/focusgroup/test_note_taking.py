"""What is said is written down once, corrected without loss, and closed for good."""

from __future__ import annotations

import threading
import uuid

import pytest
from sqlalchemy import func, select

from dialog.accounts.access import COOKIE
from dialog.accounts.operations import sign_in
from dialog.contributions.models import Contribution, Wording
from dialog.contributions.queries import current_wording, is_admitted
from dialog.extensions import db
from dialog.focusgroup import operations, queries
from dialog.focusgroup.models import Utterance, UtteranceDraft
from dialog.focusgroup.states import group_state
from dialog.journal.models import Event
from dialog.process.models import StageKind
from dialog.process.queries import stage_of
from dialog.process.states import OccasionState, StageState, stage_state
from dialog.web import clock
from tests.conflicts import mine_stands, writes_on
from tests.people import NOW

WHERE = "/processes/oar-i-samtal/focus-groups"


@pytest.fixture
def desk(talking) -> str:
    return f"{WHERE}/{talking.id}/notes"


def said(group, text="Det hänger på person.", *, speaker=0, question=0, **changes):
    return {
        "client_id": str(uuid.uuid4()),
        "question": str(group.guide.questions[question].id),
        "voice": str(queries.voices(group)[speaker].id),
        "kind": "quote",
        "text": text,
        **changes,
    }


def test_eva_writes_down_a_quote_without_javascript(browser, eva, talking, desk):
    visit = browser(eva)
    page = visit.get(desk).text
    assert "F1" in page
    assert "T1" in page
    answer = visit.post(desk, said(talking, "Blåbär, å och 🫐"))
    assert answer.status_code == 303
    assert "”Blåbär, å och 🫐”" in visit.get(desk).text
    contribution = db.session.scalars(select(Contribution)).one()
    assert contribution.kind == "quote"
    assert contribution.prompt == "När fungerade det bra?"
    assert contribution.voice.label == "F1"
    assert contribution.voice.organisation_id is None
    assert is_admitted(contribution)


def test_a_note_sent_twice_is_there_once(browser, eva, talking, desk):
    visit, sent = browser(eva), said(talking)
    assert visit.post(desk, sent).status_code == visit.post(desk, sent).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Utterance)) == 1


def test_a_note_sent_by_two_windows_at_once_is_there_once(app, browser, eva, talking, desk):
    visit, sent = browser(), said(talking)
    _session, token = sign_in(eva, now=clock.now())
    db.session.commit()
    start, statuses = threading.Barrier(4), []

    def send() -> None:
        client = app.test_client(use_cookies=False)
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"{COOKIE}={token}"}
        start.wait()
        answer = client.post(desk, data=sent, headers=headers, base_url=visit.base)
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 4
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Utterance)) == 1
    assert db.session.scalar(select(func.count()).select_from(Contribution)) == 1


def test_the_same_note_with_other_words_is_an_edit(browser, eva, talking, desk):
    visit, sent = browser(eva), said(talking)
    visit.post(desk, sent)
    visit.post(desk, sent | {"text": "Det hänger alltid på person."})
    made = db.session.scalars(select(Utterance)).one()
    assert made.version == 2
    texts = db.session.scalars(select(Wording.text).order_by(Wording.number)).all()
    assert texts == ["Det hänger på person.", "Det hänger alltid på person."]


def test_without_a_speaker_the_text_is_kept_and_the_page_says_so(browser, eva, talking, desk):
    answer = browser(eva).post(desk, said(talking, voice=""))
    assert answer.status_code == 422
    assert "Det hänger på person." in answer.text
    assert db.session.scalar(select(func.count()).select_from(Utterance)) == 0


def test_a_speaker_from_another_group_is_not_taken(
    browser, eva, ana, dialogue, talking, desk, guide
):
    other = operations.plan_group(dialogue, "Fokusgrupp 2", guide=guide, by=ana, now=NOW)
    stranger = operations.add_speaker(other, dialogue.parties[0])
    db.session.commit()
    assert browser(eva).post(desk, said(talking, voice=str(stranger.id))).status_code == 422


def test_what_is_being_typed_is_kept_and_becomes_a_note(browser, eva, ana, talking, desk):
    visit, sent = browser(eva), said(talking, "Halv men")
    answer = visit.post(f"{desk}/drafts", sent)
    assert answer.status_code == 200
    assert ":" in answer.json["saved"]
    assert "Halv men" in visit.get(desk).text
    assert "Halv men" not in browser(ana).get(desk).text, "nobody reads another's draft"
    visit.post(f"{desk}/drafts", sent | {"text": "Halv mening"})
    assert db.session.scalars(select(UtteranceDraft)).one().text == "Halv mening"
    visit.post(desk, sent | {"text": "Hel mening."})
    assert db.session.scalars(select(UtteranceDraft)).first() is None
    assert db.session.scalar(select(func.count()).select_from(Utterance)) == 1


def test_what_is_typed_on_after_the_note_was_sent_is_not_lost(browser, eva, talking, desk):
    visit, sent = browser(eva), said(talking, "Först")
    visit.post(desk, sent)
    visit.post(f"{desk}/drafts", sent | {"text": "Först och sedan"})
    assert db.session.scalars(select(UtteranceDraft)).one().text == "Först och sedan"
    visit.post(desk, sent | {"text": "Först och sedan"})
    assert db.session.scalars(select(UtteranceDraft)).first() is None
    assert current_wording(db.session.scalars(select(Contribution)).one()).text == "Först och sedan"


def test_a_draft_can_be_thrown_away(browser, eva, talking, desk):
    visit, sent = browser(eva), said(talking, "Nej")
    visit.post(f"{desk}/drafts", sent)
    assert visit.post(f"{desk}/drafts/{sent['client_id']}/removal").status_code == 303
    assert db.session.scalars(select(UtteranceDraft)).first() is None


def test_a_stale_correction_shows_both_texts_and_changes_nothing(browser, eva, ana, talking, desk):
    browser(eva).post(desk, said(talking))
    made = db.session.scalars(select(Utterance)).one()
    where = f"{desk}/{made.id}"
    assert browser(eva).get(where).status_code == 200
    sent = said(talking, version="1")
    assert browser(ana).post(where, sent | {"text": "Anas ord"}).status_code == 303
    late = browser(eva).post(where, sent | {"text": "Evas ord"})
    assert late.status_code == 409
    assert "Anas ord" in late.text
    assert "Evas ord" in late.text
    assert current_wording(made.contribution).text == "Anas ord"
    assert "Det hänger på person." in browser(eva).get(where).text, "what stood there first is kept"
    assert "Evas ord</textarea>" in writes_on(browser(eva), late).text
    assert mine_stands(browser(eva), late).status_code == 303
    assert current_wording(made.contribution).text == "Evas ord"


def test_a_note_sent_again_with_other_words_after_somebody_corrected_it(
    browser, eva, ana, talking, desk
):
    """Eva's answer was lost on the way; meanwhile Ana corrected the note, and Eva wrote on."""
    visit, sent = browser(eva), said(talking)
    visit.post(desk, sent)
    made = db.session.scalars(select(Utterance)).one()
    corrected = said(talking, "Anas ord", version="1")
    assert browser(ana).post(f"{desk}/{made.id}", corrected).status_code == 303
    late = visit.post(desk, sent | {"text": "Det hänger på person, alltid."})
    assert "data-conflict" in late.text, "by this the page's script knows that there is a choice"
    form = writes_on(visit, late)
    assert "Det hänger på person, alltid.</textarea>" in form.text
    assert "behöver rättas" not in form.text, "nothing is wrong with it"
    assert 'name="version" value="2"' in form.text
    assert mine_stands(visit, late).status_code == 303
    assert current_wording(made.contribution).text == "Det hänger på person, alltid."
    assert len(db.session.scalars(select(Utterance)).all()) == 1


def test_the_speaker_can_be_corrected(browser, eva, talking, desk):
    browser(eva).post(desk, said(talking))
    made = db.session.scalars(select(Utterance)).one()
    browser(eva).post(f"{desk}/{made.id}", said(talking, speaker=2, version="1", kind="note"))
    assert made.contribution.voice.label == "T1"
    assert made.contribution.kind == "note"


def test_a_note_is_hidden_shown_and_taken_back(browser, eva, talking, desk):
    visit = browser(eva)
    visit.post(desk, said(talking))
    made = db.session.scalars(select(Utterance)).one()
    visit.post(f"{desk}/{made.id}/hiding")
    assert "Det hänger" not in visit.get(desk).text
    assert not is_admitted(made.contribution)
    visit.post(f"{desk}/{made.id}/showing")
    assert "Det hänger" in visit.get(desk).text
    visit.post(f"{desk}/{made.id}/withdrawal")
    assert f"u-{made.id}" not in visit.get(desk).text
    assert visit.get(f"{desk}/{made.id}").status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Wording)) == 1, "kept for the record"


def test_nobody_else_takes_notes_or_reads_them(browser, cleo, olle, dev, eva, talking, desk):
    browser(eva).post(desk, said(talking))
    for person, status in ((cleo, 403), (olle, 403), (dev, 404)):
        assert browser(person).get(desk).status_code == status
        assert browser(person).post(desk, said(talking)).status_code == status
    minutes = f"{WHERE}/{talking.id}/minutes"
    for person, status in ((cleo, 200), (eva, 200), (olle, 403), (dev, 404)):
        assert browser(person).get(minutes).status_code == status
    assert db.session.scalar(select(func.count()).select_from(Utterance)) == 1
    assert "Det hänger på person." in browser(cleo).get(minutes).text


def test_reading_the_minutes_stands_in_the_journal(browser, cleo, talking):
    browser(cleo).get(f"{WHERE}/{talking.id}/minutes")
    read = select(func.count()).where(Event.verb == "texts.read", Event.actor_id == cleo.id)
    assert db.session.scalar(read) == 1


def test_the_journal_never_holds_what_was_said(browser, eva, talking, desk):
    browser(eva).post(desk, said(talking, "Kanariefågel"))
    facts = db.session.scalars(select(Event.facts)).all()
    assert facts
    assert not any("Kanarie" in str(fact) for fact in facts)


def test_a_group_that_has_not_opened_takes_no_notes(browser, eva, group):
    assert browser(eva).get(f"{WHERE}/{group.id}/notes").status_code == 409


def test_closing_keeps_what_was_begun_and_then_nothing_can_be_added(
    browser, ana, eva, talking, desk, dialogue
):
    visit = browser(eva)
    visit.post(f"{desk}/drafts", said(talking, "Påbörjad"))
    visit.post(f"{desk}/drafts", said(talking, "Utan talare", voice="", question=1))
    closing = f"{WHERE}/{talking.id}/closing"
    assert browser(eva).post(closing).status_code == 403
    page = browser(ana).get(closing).text
    assert "Utan talare" not in page
    assert browser(ana).post(closing).status_code == 409
    assert browser(ana).post(closing, {"drop": "y"}).status_code == 303
    assert group_state(talking, NOW) is OccasionState.CLOSED
    texts = [current_wording(c).text for c in db.session.scalars(select(Contribution))]
    assert texts == ["Påbörjad"]
    assert visit.post(desk, said(talking)).status_code == 409
    assert visit.post(f"{desk}/drafts", said(talking)).status_code == 409
    assert browser(ana).post(closing).status_code == 409
    assert browser(ana).get(f"{WHERE}/{talking.id}").status_code == 200
    stage = stage_of(dialogue, StageKind.FOCUS_GROUPS)
    assert stage_state(stage, dialogue, NOW.date()) is StageState.DONE


def test_a_contribution_knows_the_minutes_it_stands_in(app, browser, ana, eva, talking, desk):
    from dialog.contributions.links import links_of

    browser(eva).post(desk, said(talking))
    made = db.session.scalars(select(Utterance)).one()
    with app.test_request_context():
        addresses = [address for _label, address in links_of(made.contribution)]
    assert f"{WHERE}/{talking.id}/minutes#u-{made.id}" in addresses
    assert f'id="u-{made.id}"' in browser(ana).get(f"{WHERE}/{talking.id}/minutes").text
