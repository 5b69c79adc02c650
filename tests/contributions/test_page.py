"""The page of one text: read, masked, hidden, quoted; and the line that says it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from dialog.contributions import assignments, links, queries
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.models import Occasion, TurnKind
from dialog.process.operations import turn
from tests.conflicts import writes_on
from tests.people import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.process.models import Process
    from tests.browser import Browser

Start = "Callable[..., Browser]"


def address(said: Contribution, act: str = "") -> str:
    return f"/processes/{said.process.slug}/contributions/{said.id}{act}"


def test_ana_reads_where_a_text_comes_from_and_the_journal_says_so_once(
    say: Callable[..., Contribution], browser: Callable[..., Browser], ana: Person
) -> None:
    said = say("Fler lokaler <b>på</b> kvällen")
    visit = browser(ana)
    for _ in range(2):
        page = visit.get(address(said)).get_data(as_text=True)
        assert "Fler lokaler &lt;b&gt;på&lt;/b&gt; kvällen" in page
        assert "Vad behöver ni av kommunen?" in page
        assert "Enkät om samverkan" in page
        assert f"Inlägg {said.id}" in page, "what every other page calls it"
        assert f"/{said.process.slug}/themes/contributions" in page, "the way back to the list"
        assert page.count('aria-current="page"') == 1, "the thread says which stage it was said in"
    read = db.session.scalar(select(func.count()).where(Event.verb == "texts.read"))
    assert read == 1


def test_others_do_not_read_it(
    say: Callable[..., Contribution],
    browser: Callable[..., Browser],
    adam: Person,
    olle: Person,
    eva: Person,
    dev: Person,
) -> None:
    said = say("Hemligt nog")
    answers = {person.name: browser(person).get(address(said)) for person in (adam, olle, eva, dev)}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        adam.name: 403,
        olle.name: 403,
        eva.name: 404,
        dev.name: 404,
    }
    assert all("Hemligt nog" not in answer.get_data(as_text=True) for answer in answers.values())
    assert browser().get(address(said)).status_code in {303, 401}


def test_cleo_masks_a_name_and_approves_what_is_left(
    say: Callable[..., Contribution], browser: Callable[..., Browser], cleo: Person
) -> None:
    said = say("Kalle på fritid svarar aldrig")
    visit = browser(cleo)
    visit.get(address(said, "/masking"))
    refused = visit.post(address(said, "/masking"), {"text": "[…] svarar", "version": "1"})
    assert refused.status_code == 422
    masked = {"text": "[…] på fritid svarar aldrig", "because": "Namn", "version": "1"}
    assert visit.post(address(said, "/masking"), masked).status_code == 303
    stale = visit.post(address(said, "/masking"), masked | {"text": "Annat", "because": "x"})
    assert stale.status_code == 409
    assert "Annat</textarea>" in writes_on(visit, stale).text
    assert visit.post(address(said, "/quote-approval"), {"wording": "1"}).status_code == 409
    visit.post(address(said, "/quote-approval"), {"wording": "2"})
    assert queries.is_quote_approved(said)
    page = visit.get(address(said)).get_data(as_text=True)
    assert "Kalle på fritid svarar aldrig" in page  # the record keeps what was said
    visit.post(address(said, "/quote-approval-withdrawal"))
    assert not queries.is_quote_approved(said)


def test_a_hidden_text_says_that_it_is_hidden_and_can_be_shown_again(
    say: Callable[..., Contribution], browser: Callable[..., Browser], ana: Person
) -> None:
    said = say("Skickat två gånger")
    visit = browser(ana)
    visit.get(address(said, "/hiding"))
    assert visit.post(address(said, "/hiding")).status_code == 422
    visit.post(address(said, "/hiding"), {"because": "Skickat två gånger"})
    assert not queries.is_admitted(said)
    assert visit.get(address(said)).status_code == 200
    visit.post(address(said, "/admission"))
    assert queries.is_admitted(said)


def test_later_rooms_say_what_rests_on_a_text(
    say: Callable[..., Contribution],
    browser: Callable[..., Browser],
    ana: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(links, "_lines", [])
    links.register(lambda said: [(f"Förslag om {said.prompt}", "/forslag/1")])
    page = browser(ana).get(address(say("Ja"))).get_data(as_text=True)
    assert 'href="/forslag/1">Förslag om Vad behöver ni av kommunen?' in page


def test_a_text_of_another_dialogue_does_not_exist(
    say: Callable[..., Contribution], browser: Callable[..., Browser], ana: Person
) -> None:
    from tests.people import dialogue

    other = dialogue(ana, title="En annan dialog")
    said = say("Här")
    assert browser(ana).get(f"/processes/{other.slug}/contributions/{said.id}").status_code == 404


def test_buttons_are_drawn_only_for_those_who_may_press_them(
    say: Callable[..., Contribution],
    browser: Callable[..., Browser],
    ana: Person,
    eva: Person,
    dialogue: Process,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = say("Fler lokaler")
    monkeypatch.setattr(assignments, "selects", lambda *_: [select(Occasion.id)])
    acts = ("/quote-approval", "/masking", "/hiding")
    ana_sees = browser(ana).get(address(said)).get_data(as_text=True)
    eva_sees = browser(eva).get(address(said)).get_data(as_text=True)
    assert all(address(said, act) in ana_sees for act in acts)
    assert "Fler lokaler" in eva_sees
    assert not any(address(said, act) in eva_sees for act in acts)
    turn(dialogue, TurnKind.COMPLETED, by=ana, now=NOW)
    db.session.commit()
    after = browser(ana).get(address(said)).get_data(as_text=True)
    assert "Fler lokaler" in after
    assert not any(address(said, act) in after for act in acts)
