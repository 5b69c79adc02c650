"""C7: whatever is tried in whatever order, a dialogue and its survey never take an illegal turn."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, sampled_from

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import PartyKind, TurnKind
from dialog.process.operations import create, turn
from dialog.process.states import ProcessState, process_state
from dialog.survey.closing import close_survey
from dialog.survey.editing import skeleton
from dialog.survey.models import Survey
from dialog.survey.operations import open_survey, prolong, save_version
from dialog.survey.queries import current_version, definition_of, state_of
from dialog.web import clock
from tests.stores import ENGINE
from tests.survey import answered, respondents

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process

# Where each turn may be taken from, and where it leads: written anew, not read from the product.
TURNS = {
    ("planned", TurnKind.STARTED): "running",
    ("planned", TurnKind.BROKEN_OFF): "ended",
    ("running", TurnKind.PAUSED): "paused",
    ("running", TurnKind.BROKEN_OFF): "ended",
    ("running", TurnKind.COMPLETED): "ended",
    ("paused", TurnKind.RESUMED): "running",
    ("paused", TurnKind.BROKEN_OFF): "ended",
    ("ended", TurnKind.RESUMED): "running",
}


class Dialogue(RuleBasedStateMachine):
    """Somebody presses every button, in any order, also the buttons that are not shown."""

    leader: Person
    process: Process
    survey: Survey

    @initialize()
    def begin(self) -> None:
        db.session.rollback()  # as it was before anybody pressed anything
        self.now = clock.now()
        self.expected = "planned"
        self.seen = "preparing"
        self.asked = skeleton(definition_of(self.survey))
        self.versions = 1

    @rule(kind=sampled_from(TurnKind), because=sampled_from(["", "Valet kom emellan."]))
    def take_turn(self, kind: TurnKind, because: str) -> None:
        self.now += timedelta(minutes=1)
        leads_to = TURNS.get((self.expected, kind))
        needs = kind in {TurnKind.PAUSED, TurnKind.BROKEN_OFF} and not because
        before = len(self.process.turns)
        if leads_to is None or needs:
            with pytest.raises(Refusal):
                turn(self.process, kind, by=self.leader, now=self.now, reason=because)
            assert len(self.process.turns) == before
        else:
            turn(self.process, kind, by=self.leader, now=self.now, reason=because)
            self.expected = leads_to

    @rule()
    def open_it(self) -> None:
        self._try(self.seen == "preparing", "open", open_survey)

    @rule()
    def close_it(self) -> None:
        self._try(self.seen == "open", "closed", close_survey, chance=random.Random(3))

    @rule()
    def prolong_it(self) -> None:
        self._try(self.seen == "open", self.seen, prolong, self.now + timedelta(days=60))

    @rule(other_words=booleans())
    def rewrite(self, other_words: bool) -> None:
        """Other words may be put in with a reason until it is closed, other questions never."""
        known = definition_of(self.survey)
        text = {"sv": f"Om er {self.versions}", "en": "About you"}
        first = known.sections[0]
        changed = known.__class__.from_json(answered.ASKED)
        if other_words:
            renamed = replace(first, title=text)
            changed = replace(known, sections=(renamed, *known.sections[1:]))
        same_questions = skeleton(changed) == self.asked
        allowed = self.seen == "preparing" or (self.seen == "open" and same_questions)
        same = changed == known
        number = current_version(self.survey).number
        self._try(allowed or same, self.seen, save_version, changed, note="Tydligare")
        self.versions = current_version(self.survey).number
        assert self.versions == number + (allowed and not same)
        if self.seen == "preparing":
            self.asked = skeleton(definition_of(self.survey))

    def _try(self, allowed: bool, to: str, act, *arguments, **more) -> None:
        self.now += timedelta(seconds=1)
        if allowed:
            act(self.survey, *arguments, by=self.leader, now=self.now, **more)
            self.seen = to
        else:
            with pytest.raises(Refusal):
                act(self.survey, *arguments, by=self.leader, now=self.now, **more)

    @invariant()
    def stands_where_it_should(self) -> None:
        if not hasattr(self, "expected"):
            return
        assert process_state(self.process) is ProcessState(self.expected)
        survey = db.session.get_one(Survey, self.survey.id)
        assert state_of(survey).value == self.seen
        assert (survey.closed_at is None) or (survey.opened_at is not None)
        assert skeleton(definition_of(survey)) == self.asked

    def teardown(self) -> None:
        db.session.rollback()


RUNS = settings(
    max_examples=750,  # with the boards', on two engines that try different ones: 2 000
    stateful_step_count=8,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_no_order_of_acts_leads_to_an_illegal_state(app, ana):
    process = create(
        "Öar i samtal",
        "Hur?",
        party_names={PartyKind.ASSOCIATION: "Föreningar", PartyKind.MUNICIPAL: "Kommunen"},
        boards=["Nämnden"],
        by=ana,
        now=clock.now(),
    )
    survey = respondents.make_survey(process, ana, opened=False)
    db.session.commit()
    known = {"leader": ana, "process": process, "survey": survey}
    walk = seed(len(ENGINE))(type("ThisDialogue", (Dialogue,), known))
    run_state_machine_as_test(walk, settings=RUNS)
