"""Nothing that was said is overwritten; what counts is read from what happened."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from dialog.contributions import operations, queries
from dialog.contributions.models import Standing, Voice, Wording, WordingKind
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.journal.models import Event
from tests.people import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution
    from dialog.process.models import Occasion

Say = "Callable[..., Contribution]"


def test_what_was_said_is_kept_in_one_form_with_line_feeds(
    say: Callable[..., Contribution],
) -> None:
    said = say("Fler tider på kvällen\r\noch nycklar " + unicodedata.normalize("NFD", "åt oss"))
    assert queries.current_wording(said).text == "Fler tider på kvällen\noch nycklar åt oss"
    assert queries.is_admitted(said)


def test_an_edit_is_a_new_wording_and_the_first_one_stays(
    say: Callable[..., Contribution], eva: Person
) -> None:
    said = say("Lokalerna är för dyra")
    operations.edit_wording(said, "Lokalerna är alldeles för dyra", by=eva, now=NOW)
    assert [wording.text for wording in said.wordings] == [
        "Lokalerna är för dyra",
        "Lokalerna är alldeles för dyra",
    ]
    assert operations.edit_wording(said, "Lokalerna är alldeles för dyra ", by=eva, now=NOW)
    assert len(said.wordings) == 2


def test_two_who_edit_the_same_words_both_keep_theirs(
    say: Callable[..., Contribution], eva: Person
) -> None:
    said = say("Vi vill ha en ingång")
    operations.edit_wording(said, "Vi vill ha en väg in", by=eva, now=NOW, based_on=1)
    with pytest.raises(Stale) as refused:
        operations.edit_wording(said, "Vi vill ha ett nummer", by=eva, now=NOW, based_on=1)
    assert list(refused.value.theirs.values()) == ["Vi vill ha en väg in"]
    assert list(refused.value.mine.values()) == ["Vi vill ha ett nummer"]


@pytest.mark.parametrize("table", [Wording, Standing])
def test_the_database_refuses_to_change_or_delete_what_was_said(
    say: Callable[..., Contribution], table: type[Wording | Standing]
) -> None:
    say("Tack för frågan")
    db.session.commit()
    for statement in (update(table).values(because="nej"), delete(table)):
        with pytest.raises(IntegrityError):
            db.session.execute(statement)
        db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(table)) == 1


def test_hidden_and_shown_again_leaves_every_step_on_record(
    say: Callable[..., Contribution], ana: Person
) -> None:
    said = say("En rad som inte ska vara här")
    operations.hide(said, by=ana, now=NOW, because="Skickad två gånger")
    operations.hide(said, by=ana, now=NOW)
    assert not queries.is_admitted(said)
    operations.admit(said, by=ana, now=NOW)
    assert queries.is_admitted(said)
    assert [standing.kind for standing in said.standings] == ["admitted", "hidden", "admitted"]
    verbs = db.session.scalars(select(Event.verb).where(Event.subject_kind == "contribution"))
    assert sorted(verbs) == ["contribution.admitted", "contribution.hidden"]


def test_an_approved_quote_that_is_masked_needs_a_new_approval(
    say: Callable[..., Contribution], ana: Person
) -> None:
    said = say("Kalle på fritid svarar aldrig")
    operations.approve_quote(said, by=ana, now=NOW)
    operations.approve_quote(said, by=ana, now=NOW)
    assert queries.is_quote_approved(said)
    operations.mask(said, "[…] svarar aldrig", because="Namn", by=ana, now=NOW, based_on=1)
    assert queries.current_wording(said).kind == WordingKind.MASK
    assert not queries.is_quote_approved(said)
    operations.approve_quote(said, by=ana, now=NOW)
    operations.withdraw_approval(said, by=ana, now=NOW)
    assert not queries.is_quote_approved(said)
    facts = db.session.scalars(select(Event.facts))
    assert not any("Kalle" in str(fact) for fact in facts)


def test_what_is_hidden_cannot_be_quoted(say: Callable[..., Contribution], ana: Person) -> None:
    said = say("Hm")
    operations.hide(said, by=ana, now=NOW)
    with pytest.raises(Refusal):
        operations.approve_quote(said, by=ana, now=NOW)


def test_a_confidential_voice_has_no_name(
    occasion: Occasion, say: Callable[..., Contribution]
) -> None:
    say("Hej")
    voice = db.session.scalars(select(Voice)).one()
    assert voice.confidential
    assert voice.organisation_id is None
    assert voice.label is None
    assert 0 < voice.id < 2**53
