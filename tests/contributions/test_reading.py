"""Who may read what was said, and how it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dialog.contributions import assignments, operations, queries
from dialog.contributions.queries import Filters
from dialog.extensions import db
from dialog.process.models import Occasion, PartyKind, Role, StageKind
from dialog.process.operations import add_occasion
from tests.people import NOW, party

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.process.models import Process


def texts(
    person: Person, process: Process, *roles: Role, filters: Filters | None = None
) -> list[str]:
    statement = queries.texts_seen_by(person, process, roles)
    if filters:
        statement = queries.filtered(statement, filters)
    return sorted(wording.text for _said, wording in db.session.execute(statement))


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.FACILITATOR, ["Mer ljus"]),
        (Role.ANALYST, ["Mer ljus"]),
        (Role.NOTE_TAKER, []),
        (Role.OBSERVER, []),
        (None, []),
    ],
)
def test_only_those_who_lead_and_analyse_read_all(
    say: Callable[..., Contribution],
    dialogue: Process,
    ana: Person,
    role: Role | None,
    sees: list[str],
) -> None:
    say("Mer ljus")
    assert texts(ana, dialogue, *([role] if role else [])) == sees


def test_a_note_taker_reads_the_occasions_that_are_hers(
    say: Callable[..., Contribution],
    dialogue: Process,
    eva: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assignments, "_assigned", [])
    assignments.register(
        lambda person, process: select(Occasion.id).where(
            Occasion.process_id == process.id, Occasion.title == f"Samtal med {person.name}"
        )
    )
    said = say("På enkäten")
    add_occasion(dialogue, StageKind.FOCUS_GROUPS, "focus_group", "Samtal med Eva Holm")
    db.session.flush()
    assert texts(eva, dialogue, Role.NOTE_TAKER) == []
    said.occasion.title = "Samtal med Eva Holm"
    db.session.flush()
    assert texts(eva, dialogue, Role.NOTE_TAKER) == ["På enkäten"]


def test_the_latest_words_are_read_and_the_hidden_ones_are_not(
    say: Callable[..., Contribution], dialogue: Process, ana: Person
) -> None:
    masked, hidden, pending = say("Kalle svarar inte"), say("Bort"), say("Vänta", admitted=False)
    operations.mask(masked, "[…] svarar inte", because="Namn", by=ana, now=NOW)
    operations.hide(hidden, by=ana, now=NOW)
    assert texts(ana, dialogue, Role.ANALYST) == ["[…] svarar inte"]
    operations.admit(pending, by=ana, now=NOW)
    operations.withdraw(masked, now=NOW)
    assert texts(ana, dialogue, Role.ANALYST) == ["Vänta"]


@pytest.mark.parametrize("words", ["ÖPPNA", "öppna", "skolan Öppna", "100 %", "KVÄLLEN"])
def test_search_does_not_tell_capitals_from_small_letters(
    say: Callable[..., Contribution], dialogue: Process, ana: Person, words: str
) -> None:
    say("Öppna skolan på kvällen, det är 100 % rimligt")
    say("100 kronor, Åsa")
    found = texts(ana, dialogue, Role.ANALYST, filters=Filters(text=words))
    assert found == ["Öppna skolan på kvällen, det är 100 % rimligt"]


def test_texts_are_found_by_stage_occasion_and_party(
    say: Callable[..., Contribution], dialogue: Process, ana: Person, occasion: Occasion
) -> None:
    say("Från föreningen")
    say("Från kommunen", PartyKind.MUNICIPAL)
    municipal = party(dialogue, PartyKind.MUNICIPAL).id
    by_party = Filters(stage="survey", occasion_id=occasion.id, party_id=municipal)
    assert texts(ana, dialogue, Role.ANALYST, filters=by_party) == ["Från kommunen"]
    assert texts(ana, dialogue, Role.ANALYST, filters=Filters(stage="workshop")) == []


def test_a_party_stands_beside_a_text_only_with_enough_voices(
    say: Callable[..., Contribution], dialogue: Process
) -> None:
    ours = [say(f"Mening {number}") for number in range(5)]
    theirs = [say(f"Svar {number}", PartyKind.MUNICIPAL) for number in range(4)]
    shown = queries.shown_parties(dialogue)
    assert shown.of(ours[0]) == party(dialogue, PartyKind.ASSOCIATION)
    assert shown.of(theirs[0]) is None
